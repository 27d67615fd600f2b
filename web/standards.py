"""救助标准: which row counts where on a day, a new row, the last day of one, and whose grants are to be looked at again."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assistance.amounts import ITEMS
from casework import amounts, people, standards
from casework.scope import areas as areas_of
from engine.errors import Refused
from engine.time import legal_day
from web.forms import Sheet, ask, parse
from web.forms.posted import faults_of, read_day, sheet_again, summary_of
from web.forms.posted import pressed as button
from web.office import only_once, show_again, the_actor, the_office

bp = Blueprint("standards", __name__, url_prefix="/admin/standards")
VILLAGE = 12
ORDER = {item: place for place, item in enumerate(ITEMS)}


@bp.get("")
def listing() -> str:
    return _page()


@bp.post("")
def add() -> Response:
    office, by = the_office(), the_actor()
    schemas = {standards.FORM: standards.schema(office, by)}
    typed = request.form
    show_again(lambda refusal: _page(sheet_again(schemas, typed, button(), refusal), refusal))
    row = standards.add(office, only_once(by), parse(schemas, typed)[standards.FORM])
    return redirect(url_for(".listing", done="added", on=row["valid_from"]), 303)


@bp.post("/<standard_id>/end")
def end(standard_id: str) -> Response:
    """终止: the row's last day."""
    show_again(lambda refusal: _page(refusal=refusal, tried=standard_id))
    day = read_day(request.form.get("valid_to"), "valid_to")
    standards.end(the_office(), the_actor(), standard_id, valid_to=day)
    return redirect(url_for(".listing", done="ended"), 303)


@bp.get("/recompute")
def recompute() -> str:
    """Whose grants were decided before a standard of theirs changed."""
    found = standards.recompute(the_office(), the_actor())
    return render_template("admin/recompute.html", grants=found["items"])


def _page(sheet: Sheet | None = None, refusal: Refused | None = None, tried: str | None = None) -> str:
    office, by = the_office(), the_actor()
    filters = {"area": request.args.get("area", ""), "aid": request.args.get("aid", "")}
    on, whole = _day(request.args.get("on")) or legal_day(office.now()), request.args.get("show") == "all"
    asked = {**filters, **({} if whole else {"on": on.isoformat()})}
    everything = standards.list_standards(office, by)["items"]
    rows = standards.list_standards(office, by, filters=asked)["items"]
    own = areas_of(by, "standard.write")
    areas = _areas(people.areas(office), own)
    full = Sheet(
        data=sheet.data if sheet else {standards.FORM: {"area": areas[0][0]}},
        faults=faults_of(refusal) if tried is None else {},
        options={"areas": areas},
    )
    forms = ask({standards.FORM: standards.schema(office, by)}, full)
    return render_template(
        "admin/standards.html",
        groups=_grouped(rows if whole or not filters["area"] else nearest(rows), own),
        any_row=bool(everything),
        filters=filters,
        on=on,
        whole=whole,
        areas=areas,
        aids=amounts.AIDS,
        forms=forms,
        sheet=full,
        refusal=refusal,
        tried=tried,
        faults=faults_of(refusal),
        summary=summary_of(refusal, forms) if tried is None else (),
        open_form=sheet is not None,
        once=secrets.token_urlsafe(16),
    )


def nearest(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of the rows that may count in an area on a day those that do: of each aid and item the one of the nearest area."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for row in sorted(rows, key=lambda one: len(one["area"])):
        found[row["aid"], row["item"]] = row
    return list(found.values())


def _grouped(rows: Iterable[Mapping[str, Any]], own: list[str]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Rows by aid, in the order of the items; `mine`: the reader may end it."""
    marked = [{**row, "mine": row["area"].startswith(tuple(own))} for row in sorted(rows, key=_place)]
    return [(aid, list(of_aid)) for aid, of_aid in groupby(marked, key=itemgetter("aid"))]


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["aid"], ORDER[row["item"]], row["area"], row["valid_from"]


def _areas(areas: Iterable[Mapping[str, Any]], own: list[str]) -> list[tuple[str, str]]:
    """County and townships that somebody keeps standards for; no village has one of its own."""
    return [
        (one["code"], one["name"])
        for one in areas
        if len(one["code"]) < VILLAGE and any(one["code"].startswith(area) for area in own)
    ]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
