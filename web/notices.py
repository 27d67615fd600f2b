"""公示: what hangs or hung where, the objections raised to it, and what the township does about them."""

from datetime import date, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework import notices
from engine.errors import Refused
from engine.time import local
from web.forms.posted import faults_of, read_at, read_day, stored
from web.i18n.names import NOTICE_STATES, OBJECTION_WAYS
from web.inbox import chosen
from web.office import show_again, the_actor, the_office

bp = Blueprint("notices", __name__, url_prefix="/postings")


@bp.get("")
def listing() -> str:
    filters = chosen(("state", "area", "case_no"))
    page = notices.list_notices(
        the_office(), the_actor(), filters=filters, cursor=request.args.get("cursor"), limit=50
    )
    return render_template("notices.html", page=page, filters=filters, states=list(NOTICE_STATES))


@bp.get("/<notice_id>")
def show(notice_id: str) -> str:
    return _page(notice_id)


@bp.post("/<notice_id>/object")
def object_to(notice_id: str) -> Response:
    """记录异议, as it came in at the window, by phone or in writing."""
    show_again(lambda refusal: _page(notice_id, refusal))
    form = request.form
    notices.object_to(
        the_office(),
        the_actor(),
        notice_id,
        received_on=read_day(form.get("received_on"), "received_on"),
        way=form.get("way", ""),
        content=form.get("content", ""),
        name=form.get("name") or None,
    )
    return redirect(url_for(".show", notice_id=notice_id, done=1), 303)


@bp.post("/<notice_id>/remove")
def remove(notice_id: str) -> Response:
    """撤下, with a picture of the empty wall where there is one."""
    office, by = the_office(), the_actor()
    show_again(lambda refusal: _page(notice_id, refusal))
    at = read_at(request.form.get("removed_at"), "removed_at")
    photos = [stored(office, by, file)["id"] for file in request.files.getlist("photos") if file.filename]
    notices.remove(office, by, notice_id, removed_at=at, photos=photos)
    return redirect(url_for(".show", notice_id=notice_id, done=1), 303)


@bp.post("/<notice_id>/objections/<objection_id>")
def close(notice_id: str, objection_id: str) -> Response:
    """复查结果 of one objection."""
    show_again(lambda refusal: _page(notice_id, refusal))
    form = request.form
    notices.close_objection(
        the_office(),
        the_actor(),
        objection_id,
        outcome=form.get("outcome", ""),
        reason=form.get("reason", ""),
    )
    return redirect(url_for(".show", notice_id=notice_id, done=1), 303)


def _page(notice_id: str, refusal: Refused | None = None) -> str:
    notice = notices.show_notice(the_office(), the_actor(), notice_id)
    return render_template(
        "notice.html",
        notice=notice,
        refusal=refusal,
        faults=faults_of(refusal),
        ways=list(OBJECTION_WAYS),
        first_day=_day(notice["posted_at"]),
        now=local(the_office().now()).strftime("%Y-%m-%dT%H:%M"),
    )


def _day(at: datetime) -> date:
    return local(at).date()
