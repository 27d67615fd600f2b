"""督办: what is late and with whom, the board by township or step, slips."""

from datetime import date, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from casework import people, supervision
from casework import slips as urging
from engine.time import legal_day
from web.i18n.vocabulary import AIDS
from web.inbox import chosen
from web.navigation import may
from web.office import the_actor, the_office
from web.options import villages

bp = Blueprint("supervision", __name__)
GROUPS = {
    "township": _("乡镇"),
    "village": _("村"),
    "step": _("环节"),
    "unit": _("单位"),
    "person": _("人员"),
}


@bp.get("/supervision")
def home() -> str | Response:
    """The late list for whoever watches; the board for those who only read figures."""
    if not may("supervision.overdue"):
        return redirect(url_for(".board"), 303)
    filters = chosen(("aid", "area", "step"))
    page = supervision.overdue(
        the_office(), the_actor(), filters=filters, cursor=request.args.get("cursor"), limit=50
    )
    return render_template(
        "supervision.html",
        page=page,
        filters=filters,
        aids=list(AIDS),
        areas=villages(people.areas(the_office())),
    )


@bp.get("/supervision/board")
def board() -> str:
    office, by = the_office(), the_actor()
    today = legal_day(office.now())
    group = request.args.get("by", "township")
    group = group if group in GROUPS else "township"
    start = _day(request.args.get("from")) or today - timedelta(days=today.timetuple().tm_yday - 1)
    end = _day(request.args.get("to")) or today
    aid = request.args.get("aid") or None
    found = supervision.board(office, by, by_=group, from_=start, to=end, aid=aid, area=None)
    return render_template(
        "board.html", board=found, group=group, groups=GROUPS, start=start, end=end, aid=aid, aids=list(AIDS)
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


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
    return render_template("slips.html", page=page, filters=filters)


@bp.get("/slips/<slip_id>")
def slip(slip_id: str) -> str:
    return render_template("slip.html", slip=urging.show(the_office(), the_actor(), slip_id))


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
