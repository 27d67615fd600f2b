"""Cases 办件: the list, one case on one page, its printed receipt, and what the window does with a case."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework import cases, handover, intake, retrying
from casework.shapes import names_masked
from documents import qr
from web import corrections
from web.forms import Answered
from web.forms.posted import read_day, stored
from web.forms.read import answer
from web.forms.schemas import load_all
from web.i18n.names import CASE_STATES, COLOURS
from web.i18n.vocabulary import AIDS
from web.inbox import chosen
from web.office import the_actor, the_office
from web.outlook import standing
from web.reading import as_read

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
    office, by = the_office(), the_actor()
    page = cases.case_page(office, by, no)
    return render_template(
        "case.html",
        **page,
        read=as_read(office, by, page["forms"]),
        stands=standing(page),
        changed=_changed(page),
        masked=names_masked(by),
        correctable=corrections.correctable(page),
    )


def _changed(page: Mapping[str, Any]) -> dict[int, list[tuple[Answered, Answered]]]:
    """Old and new answer of each corrected field, by place in the history; both are masked already."""
    schemas = {entry["form"]: load_all({"": entry["schema"]})[""] for entry in page["forms"]}
    found: dict[int, list[tuple[Answered, Answered]]] = {}
    for item in page["history"]:
        for one in item["changes"] or ():
            form, _dot, key = one["path"].partition(".")
            if form in schemas:
                pair = (answer(schemas[form], key, one["old"]), answer(schemas[form], key, one["new"]))
                found.setdefault(item["seq"], []).append(pair)
    return found


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
