"""Cases 办件: the list, one case on one page, its printed receipt, and what the window does with a case."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework import cases, handover, intake, retrying
from casework.shapes import names_masked
from documents import qr
from web.forms import answers
from web.forms.posted import read_day, stored
from web.forms.schemas import load_all
from web.i18n.names import CASE_STATES, COLOURS
from web.i18n.vocabulary import AIDS
from web.inbox import chosen
from web.office import the_actor, the_office

bp = Blueprint("cases", __name__, url_prefix="/cases")
FILTERS = ("q", "aid", "state", "colour", "from", "to")


@bp.get("")
def listing() -> str:
    filters = chosen(FILTERS)
    page = cases.list_cases(the_office(), the_actor(), filters=filters, cursor=request.args.get("cursor"))
    return render_template(
        "cases.html",
        page=page,
        filters=filters,
        aids=list(AIDS),
        states=list(CASE_STATES),
        colours=list(COLOURS),
    )


@bp.get("/<no>")
def show(no: str) -> str:
    by = the_actor()
    page = cases.case_page(the_office(), by, no)
    read = [_read(entry) for entry in page["forms"]]
    return render_template("case.html", **page, read=read, masked=names_masked(by))


def _read(entry: dict[str, Any]) -> dict[str, Any]:
    """One form as it was handed in; the case reader masks again, because masking twice changes nothing."""
    schema = entry.get("schema")
    if schema is None:
        return {**entry, "answers": []}
    loaded = load_all({entry["form"]: schema})[entry["form"]]
    return {**entry, "title": loaded.title, "answers": answers(loaded, entry["data"], masked=True)}


@bp.get("/<no>/receipt")
def receipt(no: str) -> str:
    """受理回执 to hand over: the number, what comes next, and a code that leads to the progress page."""
    case = cases.show_case(the_office(), the_actor(), no)
    address = url_for("public.progress", no=no, _external=True)
    return render_template("receipt.html", case=case, address=address, code=qr.svg(address))


@bp.post("/<no>/submit")
def submit(no: str) -> Response:
    """Hand in a draft as it was saved."""
    case = intake.submit_case(the_office(), the_actor(), no)
    return redirect(url_for(".show", no=case["no"], opened="complete"), 303)


@bp.post("/<no>/withdraw")
def withdraw(no: str) -> Response:
    """撤回: in writing and signed, so the signed paper comes along."""
    office, by = the_office(), the_actor()
    paper = request.files.get("signature")
    signature = stored(office, by, paper)["id"] if paper is not None and paper.filename else ""
    intake.withdraw_case(
        office,
        by,
        no,
        reason=request.form.get("reason", ""),
        signed_on=read_day(request.form.get("signed_on"), "signed_on"),
        signature=signature,
    )
    return redirect(url_for(".show", no=no), 303)


@bp.post("/<no>/handovers")
def start_handover(no: str) -> Response:
    kind, unit = request.form.get("kind", "transfer"), request.form.get("unit") or None
    found = handover.start_handover(the_office(), the_actor(), no, kind=kind, unit=unit)
    return redirect(url_for("handovers.show", handover_id=found["id"]), 303)


@bp.post("/<no>/incidents/<incident_id>/retry")
def retry(no: str, incident_id: str) -> Response:
    retrying.retry(the_office(), the_actor(), incident_id, reason=request.form.get("reason", ""))
    return redirect(url_for(".show", no=no), 303)
