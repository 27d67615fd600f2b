"""A reckoning in English says the same days as the Chinese one, and holds no Chinese."""

from datetime import date, datetime
from typing import Any

import pytest

from assistance.calendars import shipped
from engine.limits import Line, reckon
from engine.time import SHANGHAI
from web.i18n.data import CHINESE
from web.i18n.names import LINES
from web.i18n.reckoning import KINDS, english

CALENDAR = shipped()


def said(start: date | datetime, n: int, unit: str, kind: str = "max") -> list[str]:
    reckoning = reckon(CALENDAR, start, n, unit, kind, event="受理")
    free = reckoning.free_from.isoformat() if reckoning.free_from else None
    limit = {"n": n, "unit": unit, "kind": kind, "free_from": free}
    return [english(line.json(), limit) for line in reckoning.lines]


def test_the_spring_festival_with_its_worked_saturday() -> None:
    assert said(date(2026, 2, 13), 3, "wd") == [
        "The day of the event, Fri 13 Feb 2026, is not counted; counting begins on Sat 14 Feb 2026.",
        "Sat 14 Feb 2026: a weekend day worked, counted.",
        "Sun 15 Feb 2026 to Mon 23 Feb 2026: 9 days off, not counted.",
        "Sat 14 Feb 2026 to Wed 25 Feb 2026: 3 working days counted.",
        "Due on Wed 25 Feb 2026: done on that day is in time, from midnight it is late.",
    ]


@pytest.mark.parametrize(
    ("n", "unit", "kind"),
    [(30, "wd", "max"), (7, "cd", "min"), (60, "cd", "max"), (6, "month", "max"), (1, "wd", "max")],
)
def test_every_way_of_counting_is_told_without_chinese(n: int, unit: str, kind: str) -> None:
    for day in (date(2026, 1, 31), date(2026, 3, 2), date(2026, 8, 31), date(2028, 2, 29)):
        lines = said(day, n, unit, kind)
        assert all(lines)
        assert not any(CHINESE.search(line) for line in lines)


def test_hours_run_on_through_the_night() -> None:
    lines = said(datetime(2026, 3, 2, 10, 15, tzinfo=SHANGHAI), 24, "h")
    assert lines[0] == "Counting begins at once, Mon 2 Mar 2026 10:15."
    assert lines[-1].startswith("Due at Tue 3 Mar 2026 10:15")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_line_is_told(kind: str) -> None:
    line: dict[str, Any] = Line(kind=kind, text="", from_="2026-03-02", to="2026-03-04", days=3).json()
    text = english(line, {"n": 3, "unit": "wd", "kind": "max"})
    assert bool(text) is (kind != "source")


def test_no_kind_is_forgotten() -> None:
    assert set(LINES) == KINDS
