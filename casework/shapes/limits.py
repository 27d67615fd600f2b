"""A limit 期限 with its reckoning, and a request to extend it."""

from collections.abc import Iterable
from datetime import datetime

from assistance.limit_tables import name_of
from casework.shapes.words import COLOURS, Shape
from engine import limits
from engine.limits import Calendar, Limit
from store.tables.handover import Extension


def limit(
    value: Limit, all_limits: Iterable[Limit], case_no: str | None, calendar: Calendar, now: datetime
) -> Shape:
    """One limit with its reckoning; moments come as ISO text already."""
    shape = limits.as_json(value, now=now, calendar=calendar, others=all_limits, case_no=case_no)
    longer = value.extended_n if value.state == "open" and value.extension is None else None
    return {
        **shape,
        "step_name": name_of(value.step),
        "colour_name": COLOURS[shape["colour"]],
        "extendable": None if longer is None else {"n": longer, "unit": value.unit},
    }


def extension(value: Extension) -> Shape:
    """One request to extend a limit."""
    return {
        "id": value.id,
        "row": value.row,
        "n": value.n,
        "reason": value.reason,
        "asked_by": value.asked_by,
        "asked_at": value.asked_at,
        "due_before": value.due_before,
        "due_after": value.due_after,
        "state": value.state,
        "decided_by": value.decided_by,
        "decided_at": value.decided_at,
    }
