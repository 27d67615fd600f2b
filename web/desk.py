"""The desk 工作台: what is due first for me, how much waits, what to do next."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casework import inbox, supervision
from web.navigation import DESK, may
from web.office import the_actor, the_office

bp = Blueprint("desk", __name__)
FIRST = 6


@bp.get("/")
def show() -> str | Response:
    office, by = the_office(), the_actor()
    if may("supervision.overdue"):
        late = supervision.overdue(office, by, filters={}, cursor=None, limit=FIRST)["items"]
    else:
        late = None
    if not by.roles & DESK and late is None:
        return redirect(url_for("processes.listing" if may("process.read") else "calendar.show"), 303)
    return render_template(
        "desk.html",
        counts=inbox.count_tasks(office, by),
        mine=inbox.list_tasks(office, by, queue="mine", limit=FIRST)["items"],
        group=inbox.list_tasks(office, by, queue="group", limit=FIRST)["items"],
        late=late,
    )
