"""The inbox 待办: mine, claimable, all, done; rows that say everything, sorted by the moment it becomes illegal to be late."""

from collections import Counter
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from casework import inbox
from web.i18n.names import COLOURS
from web.i18n.vocabulary import AIDS, STEPS
from web.office import the_actor, the_office
from web.words import named

bp = Blueprint("inbox", __name__)
QUEUES = {
    "mine": _("我的"),
    "group": _("可认领"),
    "all": _("全部"),
    "done": _("已办"),
}
SORTS = {"due": _("最急的在前"), "created": _("等得最久的在前"), "case": _("按编号")}
FILTERS = ("aid", "step", "colour", "q", "sort")


@bp.get("/inbox")
def show() -> str:
    office, by = the_office(), the_actor()
    queue = request.args.get("queue", "mine")
    queue = queue if queue in QUEUES else "mine"
    filters = chosen(FILTERS)
    page = inbox.list_tasks(office, by, queue=queue, filters=filters, cursor=request.args.get("cursor"))
    return render_template(
        "inbox.html",
        queue=queue,
        queues=QUEUES,
        counts=inbox.count_tasks(office, by, filters=filters),
        page=page,
        filters=filters,
        aids=[] if by.roles == {"referral"} else list(AIDS),
        steps=step_choices(),
        colours=list(COLOURS),
        sorts=SORTS,
    )


@bp.post("/inbox/<task_id>/claim")
def claim(task_id: str) -> Response:
    """认领 from the list, then straight to the task."""
    inbox.claim_task(the_office(), the_actor(), task_id)
    return redirect(url_for("tasks.show", task_id=task_id), 303)


def step_choices() -> list[tuple[str, str]]:
    """Key and name of every step; a name that both a 转办 and a 转介 have says whose it is."""
    names = {key: named("step", key) for key in STEPS}
    often = Counter(names.values())
    return [
        (key, f"{name} · {named('handover_kind', key.partition('_')[0])}" if often[name] > 1 else name)
        for key, name in names.items()
    ]


def chosen(names: tuple[str, ...]) -> dict[str, Any]:
    """The filters that were filled in."""
    return {name: value.strip() for name in names if (value := request.args.get(name, "")).strip()}
