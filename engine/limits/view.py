"""A limit as people see it at one moment: colour, days overdue, and the earlier of its own deadline and the total's (D7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.limits import clock, explain
from engine.limits.calendar import Calendar
from engine.limits.limit import Limit
from engine.limits.terms import LABELS, Term
from engine.time import iso, start_of

CAPPED = frozenset({"case", "handover"})
"""The total covers the work on the case; the reply to a slip or complaint is no step of it."""


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A deadline with the row it comes from; `late_at` and `amber_at` are None for a minimum."""

    due: date | datetime
    row: str
    late_at: datetime | None
    amber_at: datetime | None


def effective(limit: Limit, others: Iterable[Limit]) -> Deadline:
    """D7: the earlier of a limit's own deadline and that of the case's total, looked for among the case's limits."""
    own = deadline_of(limit)
    return min((own, *(deadline_of(other) for other in others if _caps(other, limit))), key=_rank)


def effective_of_step(limits: Iterable[Limit], others: Iterable[Limit]) -> Deadline | None:
    """The deadline a task shows: the earliest of its step's open maxima and the case's open total; None without any."""
    totals = [other for other in others if other.scope == "total"]
    own = [limit for limit in limits if limit.scope == "step" and limit.kind == "max"]
    found = [deadline_of(limit) for limit in (*own, *totals) if limit.state == "open"]
    return min(found, key=_rank, default=None)


def colour(limit: Limit, now: datetime) -> str:
    """`green` `amber` `red` by the row's own deadline; a closed limit keeps the colour it ended with.

    `none` for minima and scope `shown`. A task's colour is that of its effective deadline, see `colour_of`.
    """
    if limit.kind == "min" or limit.scope == "shown":
        return "none"
    return clock.colour(_seen_at(limit, now), limit.amber_at, limit.late_at)


def colour_of(deadline: Deadline | None, now: datetime) -> str:
    """The colour of an effective deadline; `none` where there is none."""
    return "none" if deadline is None else clock.colour(now, deadline.amber_at, deadline.late_at)


def as_json(
    limit: Limit, *, now: datetime, calendar: Calendar, others: Iterable[Limit] = (), case_no: str | None
) -> dict[str, Any]:
    """The shape `limit` of the contract; `others` are the limits of the same case, for the total."""
    deadline = effective(limit, others)
    return {
        "id": limit.id,
        **_table(limit, row=limit.row, aid=limit.aid, regime=limit.regime),
        "started_at": iso(limit.started_at),
        **_deadline(limit),
        "state": limit.state,
        "colour": colour(limit, now),
        "closed_at": _moment(limit.closed_at),
        "in_time": limit.in_time,
        "overdue": _overdue(limit, now, calendar),
        "effective_due": explain.due_text(deadline.due),
        "effective_row": deadline.row,
        "effective_late_at": _moment(deadline.late_at),
        "provisional": limit.provisional,
        "calendar_version": limit.calendar_version,
        "extension": _extension(limit),
        "moved": [{**vars(move), "at": iso(move.at)} for move in limit.moved],
        "subject": _subject(limit, case_no),
        "explanation": [line.json() for line in _explained(limit, deadline)],
    }


def not_started(term: Term, *, aid: str, regime: str | None) -> dict[str, Any]:
    """The same shape for a row whose start moment is not known: what the table says, and no date made up."""
    return {
        **dict.fromkeys(_NOT_YET),
        **_table(term, row=term.id, aid=aid, regime=regime),
        "colour": "none",
        "provisional": False,
        "moved": [],
        "explanation": [],
    }


_NOT_YET = frozenset(
    {
        *("id", "started_at", "due", "late_at", "amber_from", "free_from", "state", "closed_at", "in_time"),
        *("overdue", "effective_due", "effective_row", "effective_late_at", "calendar_version"),
        *("extension", "subject"),
    }
)


def _table(frozen: Limit | Term, *, row: str, aid: str, regime: str | None) -> dict[str, Any]:
    return {
        "row": row,
        "step": frozen.step,
        "regime": regime,
        "aid": aid,
        "kind": frozen.kind,
        "n": frozen.n,
        "unit": frozen.unit,
        "scope": frozen.scope,
        "label": frozen.label,
        "label_name": LABELS[frozen.label],
        "source": frozen.source,
        "clock_starts_at": "|".join(frozen.starts),
        "clock_ends_at": "|".join(frozen.ends),
    }


def _caps(total: Limit, limit: Limit) -> bool:
    """A total caps the steps that run beside it: not those after the decision, and none once it has ended."""
    if (
        total.scope != "total"
        or limit.scope != "step"
        or limit.kind != "max"
        or limit.subject.kind not in CAPPED
    ):
        return False
    if total.closed_at is None:
        return True
    return limit.closed_at is not None and limit.started_at < total.closed_at >= limit.closed_at


def deadline_of(limit: Limit) -> Deadline:
    """The limit's own deadline."""
    return Deadline(due=limit.due, row=limit.row, late_at=limit.late_at, amber_at=limit.amber_at)


def _rank(deadline: Deadline) -> datetime:
    """Earliest first; of two that end together the first named stays. A minimum alone has no end to compare."""
    return deadline.late_at or start_of(date.max)


def _seen_at(limit: Limit, now: datetime) -> datetime:
    """Now, or for a closed limit the moment it ended; an act put down a day later counts on its legal day."""
    if limit.closed_at is None or limit.closed_on is None:
        return now
    return limit.closed_at if limit.unit == "h" else start_of(limit.closed_on)


def _overdue(limit: Limit, now: datetime, calendar: Calendar) -> dict[str, Any] | None:
    if limit.kind == "min" or limit.scope == "shown" or limit.state == "stopped":
        return None
    if limit.state == "open":
        late = clock.overdue(calendar, limit.due, now)
    else:
        late = None if limit.overdue_n is None else (limit.overdue_n, limit.overdue_unit or "wd")
    return None if late is None else {"n": late[0], "unit": late[1]}


def _explained(limit: Limit, deadline: Deadline) -> list[explain.Line]:
    if deadline.row == limit.row:
        return list(limit.explanation)
    total = explain.capped(limit.due, deadline.due, deadline.row)
    return [*limit.explanation[:-1], total, limit.explanation[-1]]


def _extension(limit: Limit) -> dict[str, Any] | None:
    return {**vars(limit.extension), "at": iso(limit.extension.at)} if limit.extension else None


def _deadline(limit: Limit) -> dict[str, Any]:
    return {
        "due": explain.due_text(limit.due),
        "late_at": _moment(limit.late_at),
        "amber_from": _moment(limit.amber_at),
        "free_from": _moment(limit.free_from),
    }


def _subject(limit: Limit, case_no: str | None) -> dict[str, Any]:
    return {
        "case_no": case_no,
        "task_id": limit.subject.task_id,
        "handover_id": limit.subject.handover_id,
        "slip_id": limit.subject.slip_id,
        "complaint_id": limit.subject.complaint_id,
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else iso(moment)
