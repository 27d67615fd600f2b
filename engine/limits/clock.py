"""From an event to its deadline 期限推算: the counting rules D1–D10 and D12, and the colours of a running limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from engine.limits import explain
from engine.limits.calendar import BeyondCalendar, Calendar
from engine.limits.explain import Line
from engine.time import aware, legal_day, start_of

UNITS = ("wd", "cd", "h", "month")
KINDS = ("max", "min")
GREATEST = 9999
"""No limit is longer, in whatever unit: a slip of the keyboard shall not cost seconds."""
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """A deadline and how it came about.

    `due` is a legal day, for hours an instant. A maximum has `amber_at` and `late_at` (the first instant that is too
    late); a minimum has `free_from` (the first instant at which the next step may begin) and is never late.
    """

    due: date | datetime
    late_at: datetime | None
    amber_at: datetime | None
    free_from: datetime | None
    provisional: bool
    calendar_version: int
    lines: tuple[Line, ...]


def reckon(
    calendar: Calendar, start: date | datetime, n: int, unit: str, kind: str = "max", *, event: str = ""
) -> Reckoning:
    """The deadline n units after an event; hours want its instant, all other units its legal day.

    `event` is the Chinese name of the start, for the explanation. Raises BeyondCalendar past year 9999, ValueError
    on numbers, units or kinds that no limit table can hold.
    """
    if not 1 <= n <= GREATEST or unit not in UNITS or kind not in KINDS:
        raise ValueError(f"no such limit: {n} {unit} {kind}")
    try:
        if unit == "h":
            return _hours(calendar, start, n, kind, event)
        return _days(calendar, _legal(start), n, unit, kind, event)
    except OverflowError as reason:
        raise BeyondCalendar from reason


def colour(now: datetime, amber_at: datetime | None, late_at: datetime | None) -> str:
    """`green`, `amber`, `red`; `none` where nothing can become late (minimum limits)."""
    if amber_at is None or late_at is None:
        return "none"
    if now >= late_at:
        return "red"
    return "amber" if now >= amber_at else "green"


def overdue(
    calendar: Calendar, due: date | datetime, at: datetime, on: date | None = None
) -> tuple[int, str] | None:
    """How late an act is: working days (`wd`) or, for a due moment, hours (`h`); None while it is not late.

    Counted from the first working day after the deadline, so that a Saturday after a Friday's deadline is late by 0.
    The day or hour under way counts. `on` is the act's legal day where it is not the day of `at`.
    """
    if isinstance(due, datetime):
        if at < due + _MINUTE:
            return None
        return -(-(at - due) // timedelta(hours=1)), "h"
    day = on or legal_day(at)
    return None if day <= due else (calendar.count(due, day), "wd")


def _legal(start: date | datetime) -> date:
    return legal_day(start) if isinstance(start, datetime) else start


def _hours(calendar: Calendar, start: date | datetime, n: int, kind: str, event: str) -> Reckoning:
    if not isinstance(start, datetime):
        raise ValueError("hours run from an instant, not from a day")
    begin = aware(start).replace(second=0, microsecond=0)
    due = begin + timedelta(hours=n)
    free = due if kind == "min" else None
    return Reckoning(
        due=due,
        late_at=None if free else due + _MINUTE,
        amber_at=None if free else due - timedelta(hours=n) / 4,
        free_from=free,
        provisional=False,
        calendar_version=calendar.version,
        lines=(*explain.hours(begin, due, n, event), explain.ended(due, free)),
    )


def _days(calendar: Calendar, start: date, n: int, unit: str, kind: str, event: str) -> Reckoning:
    natural, lines = _natural(calendar, start, n, unit)
    due = calendar.workday_from(natural) if kind == "max" else natural
    if due != natural:
        lines.append(explain.moved(calendar, natural, due))
    free = start_of(due + _DAY) if kind == "min" else None
    assumed = _assumed(calendar, start, natural, due, unit, kind)
    lines.append(explain.ended(due, free))
    if assumed:
        lines.append(explain.assumed((day.year for day in assumed), assumed[0], due))
    return Reckoning(
        due=due,
        late_at=None if free else start_of(due + _DAY),
        amber_at=None if free else _amber(calendar, due, n, unit),
        free_from=free,
        provisional=bool(assumed),
        calendar_version=calendar.version,
        lines=(explain.started(start, start + _DAY, event), *lines),
    )


def _natural(calendar: Calendar, start: date, n: int, unit: str) -> tuple[date, list[Line]]:
    """The last counted day, before any move to a working day, with what is to be said about the count."""
    if unit == "wd":
        last = calendar.nth_workday(start, n)
        first = calendar.workday_from(start + _DAY)
        return last, [
            *explain.days_between(calendar, start, last),
            explain.counted(first, last, n, unit, start.year),
        ]
    if unit == "cd":
        last = start + timedelta(days=n)
        return last, [explain.counted(start + _DAY, last, n, unit, start.year)]
    try:
        last = start + relativedelta(months=n)
    except ValueError as reason:
        raise BeyondCalendar from reason
    said = [] if last.day == start.day else [explain.clamped(last, start.day)]
    return last, [explain.months(start, last, n), *said]


def _amber(calendar: Calendar, due: date, n: int, unit: str) -> datetime:
    """D10: from the working day before the deadline; short limits and those in calendar days only on the last day."""
    return start_of(calendar.workday_before(due) if unit == "wd" and n > 2 else due)


def _assumed(
    calendar: Calendar, start: date, natural: date, due: date, unit: str, kind: str
) -> Sequence[date]:
    """One day of each year on whose unconfirmed rows the result hangs; a minimum in days hangs on none."""
    if unit == "wd":
        first = start + _DAY
    elif kind == "max":
        first = natural
    else:
        return []
    days = [max(first, date(year, 1, 1)) for year in range(first.year, due.year + 1)]
    return [day for day in days if calendar.provisional(day)]
