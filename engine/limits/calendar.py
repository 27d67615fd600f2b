"""The working-day calendar 工作日历: which days work, what a rest day is called, which years are only assumed."""

import csv
import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, date, timedelta

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YES = frozenset({"true", "1", "是"})
_NO = frozenset({"false", "0", "否"})
COLUMNS = ("date", "is_workday", "name", "source")
"""The file of `yimen calendar load`; `name` and `source` may be left out."""


class BeyondCalendar(ValueError):
    """The reckoning leaves the years 1–9999, the only ones a date can hold."""

    def __init__(self) -> None:
        super().__init__("日期超出可以推算的范围")


class CalendarFault(ValueError):
    """A fault in a calendar file; `row` counts lines from 1, the header being line 1."""

    def __init__(self, row: int, column: str, message: str) -> None:
        super().__init__(f"第{row}行 {column}：{message}")
        self.row, self.column, self.message = row, column, message


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """One day as somebody with authority set it: a holiday, or a weekend day worked for one (调休)."""

    date: date
    is_workday: bool
    name: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Year:
    """Ordinals in order, so that a whole year is searched by halving and never walked day by day."""

    works: tuple[int, ...]
    rests: tuple[int, ...]
    makeups: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """One version of the calendar; a day without a row follows its weekday, a year not complete is 暂定."""

    version: int
    days: Mapping[date, Day]
    complete_years: frozenset[int]
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)

    def is_workday(self, day: date) -> bool:
        """D2: the row if there is one, else Monday to Friday."""
        row = self.days.get(day)
        return day.weekday() < 5 if row is None else row.is_workday

    def name(self, day: date) -> str:
        """What the row calls the day (`春节`), empty without one."""
        row = self.days.get(day)
        return "" if row is None else row.name

    def provisional(self, day: date) -> bool:
        """暂定: nobody has declared the day's year complete."""
        return day.year not in self.complete_years

    def nth_workday(self, after: date, n: int) -> date:
        """The n-th working day after a day which itself is not counted (D1); `n` from 1. Raises BeyondCalendar."""
        place, year = n, after.year
        while year <= MAXYEAR:
            works = self._year(year).works
            first = bisect_right(works, after.toordinal())
            if first + place <= len(works):
                return date.fromordinal(works[first + place - 1])
            place -= len(works) - first
            year += 1
        raise BeyondCalendar

    def workday_from(self, day: date) -> date:
        """The day itself if it is worked, else the next working day (D5). Raises BeyondCalendar."""
        return day if self.is_workday(day) else self.nth_workday(day, 1)

    def workday_before(self, day: date) -> date:
        """The last working day before a day."""
        for year in range(day.year, 0, -1):
            works = self._year(year).works
            place = bisect_left(works, day.toordinal())
            if place:
                return date.fromordinal(works[place - 1])
        raise BeyondCalendar

    def count(self, after: date, upto: date) -> int:
        """How many working days lie after one day up to and with another; 0 if there are none."""
        return sum(len(part) for part in self._slices("works", after, upto))

    def rest_days(self, after: date, upto: date) -> list[date]:
        """The days not worked after one day up to and with another, in order."""
        return [date.fromordinal(day) for part in self._slices("rests", after, upto) for day in part]

    def makeup_days(self, after: date, upto: date) -> list[date]:
        """The Saturdays and Sundays worked (调休上班) after one day up to and with another, in order."""
        return [date.fromordinal(day) for part in self._slices("makeups", after, upto) for day in part]

    def overlay(
        self, days: Iterable[Day], *, version: int, complete_years: Iterable[int] | None = None
    ) -> "Calendar":
        """A calendar with these rows over its own; the completeness of years stays unless it is given."""
        rows = {**self.days, **{day.date: day for day in days}}
        years = self.complete_years if complete_years is None else frozenset(complete_years)
        return replace(self, version=version, days=rows, complete_years=years)

    def _slices(self, which: str, after: date, upto: date) -> Iterable[tuple[int, ...]]:
        for year in range(after.year, upto.year + 1):
            ordinals: tuple[int, ...] = getattr(self._year(year), which)
            yield ordinals[
                bisect_right(ordinals, after.toordinal()) : bisect_right(ordinals, upto.toordinal())
            ]

    def _year(self, year: int) -> _Year:
        known = self._years.get(year)
        if known is None:
            # Two threads may both build it; they build the same.
            known = self._years[year] = self._build(year)
        return known

    def _build(self, year: int) -> _Year:
        works, rests, makeups = [], [], []
        first = date(year, 1, 1)
        for step in range(date(year, 12, 31).toordinal() - first.toordinal() + 1):
            day = first + timedelta(days=step)
            if not self.is_workday(day):
                rests.append(day.toordinal())
                continue
            works.append(day.toordinal())
            if day.weekday() > 4:
                makeups.append(day.toordinal())
        return _Year(tuple(works), tuple(rests), tuple(makeups))


def read_days(text: str) -> tuple[Day, ...]:
    """Rows of a calendar file (`date,is_workday,name,source`), in the file's order. Raises CalendarFault."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    header = list(reader.fieldnames or ())
    for column in COLUMNS[:2]:
        if column not in header:
            raise CalendarFault(1, column, "缺少这一列")
    for column in header:
        if column not in COLUMNS:
            raise CalendarFault(1, str(column), "没有这一列")
    days: dict[date, Day] = {}
    for row in reader:
        day = _day(reader.line_num, row)
        if day.date in days:
            raise CalendarFault(reader.line_num, "date", "同一日期出现两次")
        days[day.date] = day
    return tuple(days.values())


def _day(line: int, row: Mapping[str | None, str | list[str] | None]) -> Day:
    if None in row:
        raise CalendarFault(line, COLUMNS[-1], "这一行的列数多于表头")
    cells = {key: str(row.get(key) or "").strip() for key in COLUMNS}
    worked = cells["is_workday"].lower()
    if worked not in _YES | _NO:
        raise CalendarFault(line, "is_workday", "应为 true 或 false")
    return Day(
        date=_date(line, cells["date"]),
        is_workday=worked in _YES,
        name=cells["name"],
        source=cells["source"],
    )


def _date(line: int, text: str) -> date:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise CalendarFault(line, "date", "应为 2026-02-13 这样的日期")
