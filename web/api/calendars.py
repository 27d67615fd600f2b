"""The calendar of working days 工作日历: what it says, and loading a year's holidays and make-up days."""

from typing import Any

from casework import calendars
from engine.errors import NotFound
from engine.limits import Day
from engine.time import legal_day
from web.api.keys import may, need
from web.api.routes import Call, Table

routes = Table(tag="calendar", about="工作日历 calendar")

DAYS = need(
    "days",
    rows=(
        need("date", "day"),
        need("is_workday", "truth"),
        may("name", longest=100),
        need("source", longest=300),
    ),
)


@routes.get(
    "/calendar", "calendar", query=(may("year", "whole", least=1949, most=2200),), act="calendar.read"
)
def show(call: Call) -> Any:
    """The days of a year that differ from the rule of the week."""
    return calendars.show(call.office, call.by, call.query.get("year") or legal_day(call.office.now()).year)


@routes.post(
    "/calendar/load", "loaded", DAYS, may("dry_run", "truth"), act="calendar.write", refuses=("E_CLOCK",)
)
def load(call: Call) -> Any:
    """Load days; with dry_run only say which limits would move."""
    days = [
        Day(date=row["date"], is_workday=row["is_workday"], name=row.get("name", ""), source=row["source"])
        for row in call.body["days"]
    ]
    return calendars.load(call.office, call.by, days, dry_run=call.body.get("dry_run", False))


@routes.post("/calendar/loads/{id}/undo", "loaded", act="calendar.write", refuses=("E_STATE",))
def undo(call: Call) -> Any:
    """Take a load back."""
    return calendars.undo(call.office, call.by, call.path["id"])


@routes.post("/calendar/years/{year}/complete", "any", act="calendar.write")
def complete(call: Call) -> Any:
    """The year's notice is in: nothing of it is provisional any more."""
    return calendars.complete_year(call.office, call.by, _year(call))


@routes.post("/calendar/years/{year}/reopen", "any", act="calendar.write")
def reopen(call: Call) -> Any:
    """The year is provisional again."""
    return calendars.reopen_year(call.office, call.by, _year(call))


def _year(call: Call) -> int:
    text = call.path["year"]
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise NotFound(year=text)
    return int(text)
