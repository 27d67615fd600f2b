"""A limit that runs 期限: opened and frozen at its start moment, closed at its end moment, moved only by rule."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from engine.errors import Fault, FormRefused, NotExtendable, OnlyOnce, SamePerson, TooLate, WrongState
from engine.limits import explain
from engine.limits.calendar import Calendar
from engine.limits.clock import Reckoning, overdue, reckon
from engine.limits.explain import Line
from engine.limits.moments import Moment
from engine.limits.terms import LABELS, Term

_FROZEN = ("step", "kind", "n", "unit", "scope", "label", "source", "starts", "ends", "extended_n")
_DEADLINE = ("due", "late_at", "amber_at", "free_from", "provisional", "calendar_version")
REASON_LENGTH = 10
"""D12: an extension's reason has at least so many characters."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a limit is about: the case, and the handover, slip or complaint within it."""

    case_id: str
    kind: str = "case"
    handover_id: str | None = None
    slip_id: str | None = None
    complaint_id: str | None = None
    task_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Extension:
    """延期, once; `due_before` is the deadline it replaced, as text."""

    n: int
    due_before: str
    asked_by: str
    approved_by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Move:
    """A deadline recomputed under another calendar, old → new (D13)."""

    at: datetime
    old: str
    new: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A limit row of a case; everything the table said is frozen into it (D13).

    `state`: `open`, `met`, `met_late`, or `stopped` (neither). `due` is a legal day, for hours an instant. `started_by` is
    the id of the moment that started it. `extended_n` is the longest extension, None where the row has none.
    """

    id: str
    row: str
    step: str
    regime: str | None
    aid: str
    kind: str
    n: int
    unit: str
    scope: str
    label: str
    source: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    extended_n: int | None
    subject: Subject
    started_by: str
    started_at: datetime
    started_on: date
    due: date | datetime
    late_at: datetime | None
    amber_at: datetime | None
    free_from: datetime | None
    provisional: bool
    calendar_version: int
    explanation: tuple[Line, ...]
    state: str = "open"
    closed_at: datetime | None = None
    closed_on: date | None = None
    in_time: bool | None = None
    overdue_n: int | None = None
    overdue_unit: str | None = None
    extension: Extension | None = None
    moved: tuple[Move, ...] = ()


def open_limit(
    term: Term,
    moment: Moment,
    *,
    id: str,
    subject: Subject,
    aid: str,
    regime: str | None,
    calendar: Calendar,
    event: str = "",
) -> Limit:
    """The limit that a row's start moment opens; `event` is the moment's Chinese name. Raises BeyondCalendar."""
    start = moment.at if term.unit == "h" else moment.on
    reckoning = reckon(calendar, start, term.n, term.unit, term.kind, event=event)
    return Limit(
        id=id,
        row=term.id,
        regime=regime,
        aid=aid,
        subject=subject,
        started_by=moment.id,
        started_at=moment.at,
        started_on=moment.on,
        explanation=(*reckoning.lines, explain.grounds(term.source, term.label, LABELS[term.label])),
        **{name: getattr(term, name) for name in _FROZEN},
        **{name: getattr(reckoning, name) for name in _DEADLINE},
    )


def close(limit: Limit, moment: Moment, calendar: Calendar) -> Limit:
    """The limit after its end moment: D9, done on the deadline day is in time; a minimum cut short is not met."""
    if limit.state != "open":
        return limit
    if limit.kind == "min" and not _ran_out(limit, moment):
        return stop(limit, moment)
    late = None if limit.kind == "min" else overdue(calendar, limit.due, moment.at, moment.on)
    return replace(
        limit,
        state="met_late" if late else "met",
        closed_at=moment.at,
        closed_on=moment.on,
        in_time=late is None,
        overdue_n=late[0] if late else None,
        overdue_unit=late[1] if late else None,
    )


def stop(limit: Limit, moment: Moment) -> Limit:
    """终止: the limit ends neither in time nor late, for what it measured will not happen any more."""
    if limit.state != "open":
        return limit
    return replace(limit, state="stopped", closed_at=moment.at, closed_on=moment.on)


def reopen(limit: Limit) -> Limit:
    """The limit running on from its own start as if it had never been closed (the sending was recalled)."""
    return replace(
        limit,
        state="open",
        closed_at=None,
        closed_on=None,
        in_time=None,
        overdue_n=None,
        overdue_unit=None,
    )


def recompute(limit: Limit, calendar: Calendar, at: datetime, reason: str) -> Limit:
    """An open limit under another calendar, old → new on record (D13); the same object if nothing changes for it."""
    if limit.state != "open":
        return limit
    longer = limit.extension.n if limit.extension else 0
    reckoning = _again(limit, calendar, longer)
    moved = _with(limit, reckoning)
    if replace(moved, calendar_version=limit.calendar_version) == limit:
        return limit
    if moved.due == limit.due:
        return moved
    move = Move(at=at, old=explain.due_text(limit.due), new=explain.due_text(moved.due), reason=reason)
    return replace(moved, moved=(*limit.moved, move))


def check_extension(limit: Limit, *, n: int | None, reason: str, at: datetime) -> int:
    """D12, for asking and for approving alike: the length to extend by (the row's own if `n` is None), or a refusal.

    Raises NotExtendable, OnlyOnce, WrongState, TooLate, FormRefused.
    """
    if limit.extended_n is None:
        raise NotExtendable(row=limit.row)
    if limit.extension is not None:
        raise OnlyOnce(row=limit.row)
    if limit.state != "open":
        raise WrongState(row=limit.row, state=limit.state)
    if limit.late_at is not None and at >= limit.late_at:
        raise TooLate(row=limit.row, due=explain.due_text(limit.due))
    faults = []
    if n is not None and not 1 <= n <= limit.extended_n:
        faults.append(Fault(path="n", code="E_RANGE", facts={"min": 1, "max": limit.extended_n}))
    if len(reason.strip()) < REASON_LENGTH:
        faults.append(Fault(path="reason", code="E_LENGTH", facts={"min": REASON_LENGTH}))
    if faults:
        raise FormRefused(faults)
    return n or limit.extended_n


def due_if_extended(limit: Limit, n: int, calendar: Calendar) -> date | datetime:
    """The deadline an extension by n would give, for showing it before it is approved."""
    return _again(limit, calendar, n).due


def extend(
    limit: Limit,
    *,
    n: int | None,
    reason: str,
    asked_by: str,
    approved_by: str,
    at: datetime,
    calendar: Calendar,
) -> Limit:
    """延期 approved at `at`: reckoned from the limit's own start, so 30 and 15 working days are 45, not 30 then 15.

    Raises what `check_extension` raises, and SamePerson if the asker approves.
    """
    length = check_extension(limit, n=n, reason=reason, at=at)
    if asked_by == approved_by:
        raise SamePerson(row=limit.row)
    extension = Extension(
        n=length,
        due_before=explain.due_text(limit.due),
        asked_by=asked_by,
        approved_by=approved_by,
        at=at,
    )
    granted = replace(limit, extension=extension)
    return _with(granted, _again(granted, calendar, length))


def _ran_out(limit: Limit, moment: Moment) -> bool:
    """A notice is ended on its last day or later; the end may be recorded with the last day as its legal day (D6)."""
    if isinstance(limit.due, datetime):
        return moment.at >= limit.due
    return moment.on >= limit.due


def _again(limit: Limit, calendar: Calendar, longer: int) -> Reckoning:
    start = limit.started_at if limit.unit == "h" else limit.started_on
    return reckon(calendar, start, limit.n + longer, limit.unit, limit.kind)


def _with(limit: Limit, reckoning: Reckoning) -> Limit:
    """The limit with another deadline; its first line (what started it) and its last (the source) stay frozen."""
    lines = [limit.explanation[0], *reckoning.lines[1:]]
    if limit.extension:
        after = explain.due_text(reckoning.due)
        lines.append(explain.extended(limit.extension.n, limit.unit, limit.extension.due_before, after))
    explanation = (*lines, limit.explanation[-1])
    return replace(limit, explanation=explanation, **{name: getattr(reckoning, name) for name in _DEADLINE})
