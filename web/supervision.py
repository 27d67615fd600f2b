"""督办: what is late and with whom, the board, slips, what the ladder has sent and will send, faults, provisional limits."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from casework import ladders, people, reports, supervision
from casework import slips as urging
from engine.time import legal_day
from web.i18n.names import SLIP_STATES
from web.i18n.vocabulary import AIDS
from web.inbox import chosen
from web.navigation import may
from web.office import the_actor, the_office
from web.options import places
from web.words import named

bp = Blueprint("supervision", __name__)
PURPOSE = re.compile(r".{4,200}", re.DOTALL)
GROUPS = {
    "township": _("乡镇"),
    "village": _("村"),
    "step": _("环节"),
    "unit": _("单位"),
    "person": _("人员"),
}
NARROWS = {"township": "area", "village": "area", "step": "step", "unit": "unit", "person": "holder"}
"""The filter of the late list by which a row of the board is looked at closer."""


@bp.get("/supervision")
def home() -> str | Response:
    """The late list for whoever watches; the board for those who only read figures."""
    if not may("supervision.overdue"):
        return redirect(url_for(".board"), 303)
    filters = chosen(("aid", "area", "step", "unit", "holder"))
    page = supervision.overdue(
        the_office(), the_actor(), filters=filters, cursor=request.args.get("cursor"), limit=50
    )
    return render_template(
        "supervision.html",
        page=page,
        filters=filters,
        only=_only(filters, page["items"]),
        aids=list(AIDS),
        areas=places(people.areas(the_office())),
    )


def _only(filters: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> str:
    """The name of the step, unit or person a link of the board has narrowed the list to."""
    if filters.get("step"):
        return named("step", filters["step"])
    first = items[0] if items else {}
    if filters.get("holder"):
        return str(first.get("holder_name") or filters["holder"])
    if filters.get("unit"):
        return str(first.get("unit_name") or first.get("area_name") or filters["unit"])
    return ""


@bp.get("/supervision/board")
def board() -> str:
    office, by = the_office(), the_actor()
    today = legal_day(office.now())
    group = request.args.get("by", "township")
    group = group if group in GROUPS else "township"
    start = _day(request.args.get("from")) or today - timedelta(days=today.timetuple().tm_yday - 1)
    end = _day(request.args.get("to")) or today
    aid, area = request.args.get("aid") or None, request.args.get("area") or None
    found = supervision.board(office, by, by_=group, from_=start, to=end, aid=aid, area=area)
    return render_template(
        "board.html",
        board=found,
        group=group,
        groups=GROUPS,
        narrows=NARROWS[group],
        start=start,
        end=end,
        aid=aid,
        aids=list(AIDS),
        area=area,
        areas=places(people.areas(office)),
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


@bp.get("/supervision/ladder")
def ladder() -> str:
    """逐级督办: what would go out on a day, and what has been reached so far."""
    office, by = the_office(), the_actor()
    on = _day(request.args.get("on")) or supervision.next_working_day(office)
    return render_template(
        "ladder.html",
        today=legal_day(office.now()),
        page=supervision.ladder_on(office, by, on=on, cursor=request.args.get("cursor"), limit=50),
        reached=supervision.escalations(office, by, limit=8),
        table=ladders.show_ladder(office, by),
    )


@bp.get("/supervision/messages")
def messages() -> str:
    """Notices that went out, or those that wait."""
    state = "waiting" if request.args.get("state") == "waiting" else "sent"
    page = supervision.messages(
        the_office(), the_actor(), state=state, cursor=request.args.get("cursor"), limit=50
    )
    return render_template("messages.html", page=page, state=state)


@bp.get("/supervision/faults")
def faults() -> str:
    """差错: second notices of what was visible the first time."""
    page = supervision.faults(the_office(), the_actor(), cursor=request.args.get("cursor"), limit=50)
    return render_template("faults.html", page=page)


@bp.get("/supervision/provisional")
def provisional() -> str:
    """暂定期限, until the year they lie in is declared complete."""
    page = supervision.provisional(the_office(), the_actor(), cursor=request.args.get("cursor"), limit=50)
    return render_template("provisional.html", page=page)


@bp.post("/supervision/export/<what>")
def export(what: str) -> Response:
    """A table as a file; its purpose is typed each time."""
    form = request.form
    purpose = form.get("purpose", "").strip()
    by = replace(the_actor(), purpose=purpose if PURPOSE.fullmatch(purpose) else None)
    given: dict[str, Any] = {key: form[key] for key in ("by", "aid", "area") if form.get(key)}
    given |= {key: _day(form.get(key)) for key in ("from", "to")}
    found = reports.export(the_office(), by, what, form.get("format", "xlsx"), given)
    return Response(
        found["content"],
        mimetype=found["media"],
        headers={"Content-Disposition": f'attachment; filename="{found["name"]}"'},
    )


@bp.post("/supervision/urge")
def urge() -> Response:
    """发起督办 on one late step."""
    form = request.form
    slip = urging.issue(
        the_office(),
        the_actor(),
        form.get("case_no", ""),
        task_id=form.get("task_id", ""),
        text=form.get("text", ""),
    )
    return redirect(url_for(".slip", slip_id=slip["id"]), 303)


@bp.get("/slips")
def slips() -> str:
    filters = chosen(("state",))
    page = urging.list_slips(
        the_office(), the_actor(), filters=filters, cursor=request.args.get("cursor"), limit=50
    )
    states = [key for key in SLIP_STATES if key != "proposed" or may("slip.issue") or may("task.watch")]
    return render_template("slips.html", page=page, filters=filters, states=states)


@bp.get("/slips/<slip_id>")
def slip(slip_id: str) -> str:
    return render_template("slip.html", slip=urging.show(the_office(), the_actor(), slip_id))


@bp.post("/slips/<slip_id>/issue")
def issue(slip_id: str) -> Response:
    """发出 what the ladder proposed."""
    urging.issue_proposed(the_office(), the_actor(), slip_id, text=request.form.get("text", ""))
    return redirect(url_for(".slip", slip_id=slip_id), 303)


@bp.post("/slips/<slip_id>/drop")
def drop(slip_id: str) -> Response:
    """不发, with the reason."""
    urging.drop(the_office(), the_actor(), slip_id, reason=request.form.get("reason", ""))
    return redirect(url_for(".slip", slip_id=slip_id), 303)


@bp.post("/slips/<slip_id>/reply")
def reply(slip_id: str) -> Response:
    urging.reply(the_office(), the_actor(), slip_id, text=request.form.get("text", ""))
    return redirect(url_for(".slip", slip_id=slip_id), 303)


@bp.post("/slips/<slip_id>/check")
def check(slip_id: str) -> Response:
    outcome, reason = request.form.get("outcome", ""), request.form.get("reason") or None
    urging.check(the_office(), the_actor(), slip_id, outcome=outcome, reason=reason)
    return redirect(url_for(".slip", slip_id=slip_id), 303)


@bp.post("/slips/<slip_id>/close")
def close(slip_id: str) -> Response:
    urging.close(the_office(), the_actor(), slip_id)
    return redirect(url_for(".slip", slip_id=slip_id), 303)
