"""逐级督办表: the county's own table, written by one and put in force by another."""

import re
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assistance.ladder import EVERY, HANDLER, RUNGS, TOLD
from casework import ladders
from web.navigation import may
from web.office import show_again, the_actor, the_office

bp = Blueprint("ladder", __name__, url_prefix="/ladder")
BLANK = 2
"""Empty lines below the rows that are there; a line without step is left out."""
RECIPIENTS = (
    HANDLER,
    *(role for role in ("window", "investigator", "head", "county_review", "supervisor", "leader")),
)
WHOLE = re.compile(r"[0-9]{1,4}")


@bp.get("")
def show() -> str:
    return _page()


def _page(refusal: Exception | None = None, typed: list[dict[str, Any]] | None = None) -> str:
    office, by = the_office(), the_actor()
    versions = ladders.list_ladders(office, by)["items"]
    in_force = next(one for one in versions if one["in_force"])
    waiting = next((one for one in versions if one["state"] in ("draft", "submitted")), None)
    rows = typed if typed is not None else (waiting or in_force)["rows"]
    blank = {"step": "", "rung": RUNGS[0], "after": "", "to": []}
    return render_template(
        "ladder_table.html",
        table=in_force,
        waiting=waiting,
        earlier=[one for one in versions if one["state"] == "published" and not one["in_force"]],
        rows=[*rows, *[blank] * BLANK],
        writes=may("ladder.edit") and (waiting is None or "draft" in waiting["allowed"]),
        steps=[EVERY, *ladders.steps(office, by)],
        rungs=RUNGS,
        recipients=[word for word in RECIPIENTS if word in TOLD],
        faults={fault.path: fault for fault in getattr(refusal, "faults", ())},
        refusal=refusal,
    )


@bp.post("/draft")
def draft() -> Response:
    """Save the rows as they stand on the page."""
    rows = _rows()
    show_again(lambda refusal: _page(refusal, rows))
    ladders.draft(the_office(), the_actor(), rows)
    return redirect(url_for(".show"), 303)


@bp.post("/<act>")
def act(act: str) -> Response:
    """Hand in, send back, put in force."""
    office, by = the_office(), the_actor()
    show_again(_page)
    if act == "send-back":
        ladders.send_back(office, by, reason=request.form.get("reason", ""))
    elif act == "submit":
        ladders.submit(office, by)
    else:
        ladders.publish(office, by)
    return redirect(url_for(".show"), 303)


def _rows() -> list[dict[str, Any]]:
    """The lines of the form that have a step; days that are no number are out of every range."""
    form = request.form
    return [
        {
            "step": form.get(f"step-{n}", ""),
            "rung": form.get(f"rung-{n}", ""),
            "after": int(form[f"after-{n}"]) if WHOLE.fullmatch(form.get(f"after-{n}", "")) else 0,
            "to": form.getlist(f"to-{n}"),
        }
        for n in form.getlist("row")
        if form.get(f"step-{n}")
    ]
