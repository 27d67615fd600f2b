"""工作日历: the year at a glance, a table of days to load with a preview of every due date that moves."""

import csv
import io
import re
from calendar import Calendar as Weeks
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework import calendars
from engine.errors import BadRequest
from engine.time import legal_day
from web.office import show_again, the_actor, the_office

bp = Blueprint("calendar", __name__, url_prefix="/calendar")
WEEKS = Weeks(firstweekday=0)
YEAR = re.compile("19[89][0-9]|20[0-9]{2}|2100")
COLUMNS = ("date", "is_workday", "name", "source")
EXAMPLE = "2026-02-14,true,春节调休上班,国务院办公厅通知"


@bp.get("")
def show() -> str:
    return _page()


def _page(refusal: Exception | None = None, preview: Any = None, rows: str = "") -> str:
    office = the_office()
    today = legal_day(office.now())
    wanted = request.values.get("year", "")
    year = int(wanted) if YEAR.fullmatch(wanted) else today.year
    found = calendars.show(office, the_actor(), year)
    days = {_date(day["date"]): day for day in found["days"]}
    return render_template(
        "calendar.html",
        year=year,
        calendar=found,
        months=[_month(year, month, days) for month in range(1, 13)],
        today=today,
        refusal=refusal,
        preview=preview,
        rows=rows,
        example=EXAMPLE,
    )


def _month(year: int, month: int, days: Mapping[date, Mapping[str, Any]]) -> tuple[int, list[list[Any]]]:
    """Weeks of a month, Monday first: `(day, row or None)`, with None for days of other months."""
    return month, [
        [(day, days.get(day)) if day.month == month else None for day in week]
        for week in WEEKS.monthdatescalendar(year, month)
    ]


def _date(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


@bp.post("/load")
def load() -> str | Response:
    """First the preview, then the same rows once more to apply them."""
    show_again(lambda refusal: _page(refusal, rows=request.form.get("rows", "")))
    file = request.files.get("file")
    text = (
        file.read().decode("utf-8-sig")
        if file is not None and file.filename
        else request.form.get("rows", "")
    )
    apply = request.form.get("do") == "apply"
    answer = calendars.load(the_office(), the_actor(), calendars.days_of(read_csv(text)), dry_run=not apply)
    if not apply:
        return _page(preview=answer, rows=text)
    return redirect(url_for(".show", year=request.form.get("year"), loaded=answer["load"]), 303)


def read_csv(text: str) -> list[dict[str, Any]]:
    """Rows `date,is_workday,name,source`; the use case judges the values."""
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise BadRequest(why="calendar_columns")
    truth = {"true": True, "1": True, "false": False, "0": False}
    return [
        {**row, "is_workday": truth.get(str(row["is_workday"]).lower(), row["is_workday"])} for row in reader
    ]


@bp.post("/loads/<load_id>/undo")
def undo(load_id: str) -> Response:
    calendars.undo(the_office(), the_actor(), load_id)
    return redirect(url_for(".show", year=request.form.get("year")), 303)


@bp.post("/years/<int:year>/<act>")
def year(year: int, act: str) -> Response:
    """A year is provisional until somebody says that its table is complete."""
    change = calendars.complete_year if act == "complete" else calendars.reopen_year
    change(the_office(), the_actor(), year)
    return redirect(url_for(".show", year=year), 303)
