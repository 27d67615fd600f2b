"""Limits 期限: working days, limit tables, deadlines with their explanation, and what moments do to them."""

from engine.limits.calendar import BeyondCalendar, Calendar, CalendarFault, Day, read_days
from engine.limits.clock import Reckoning, overdue, reckon
from engine.limits.explain import Line
from engine.limits.lifecycle import Changes, Frame, changes, waiting
from engine.limits.limit import (
    Extension,
    Limit,
    Move,
    Subject,
    check_extension,
    close,
    due_if_extended,
    extend,
    open_limit,
    recompute,
    reopen,
    stop,
)
from engine.limits.moments import Moment, MomentKind, Vocabulary
from engine.limits.rows import from_row, to_row
from engine.limits.terms import LABELS, Term, TermFault, check_csv, read_csv
from engine.limits.view import Deadline, as_json, colour, colour_of, effective, effective_of_step, not_started

__all__ = [
    "LABELS",
    "BeyondCalendar",
    "Calendar",
    "CalendarFault",
    "Changes",
    "Day",
    "Deadline",
    "Extension",
    "Frame",
    "Limit",
    "Line",
    "Moment",
    "MomentKind",
    "Move",
    "Reckoning",
    "Subject",
    "Term",
    "TermFault",
    "Vocabulary",
    "as_json",
    "changes",
    "check_csv",
    "check_extension",
    "close",
    "colour",
    "colour_of",
    "due_if_extended",
    "effective",
    "effective_of_step",
    "extend",
    "from_row",
    "not_started",
    "open_limit",
    "overdue",
    "read_csv",
    "read_days",
    "reckon",
    "recompute",
    "reopen",
    "stop",
    "to_row",
    "waiting",
]
