"""An urging slip 督办单."""

from datetime import datetime

from assistance.people import UNIT_ROLES
from assistance.supervision import STATES as SLIP_STATES
from assistance.supervision import Slip
from casework.names import Names
from casework.shapes.limits import limit
from casework.shapes.words import COLOURS, Shape
from engine import limits
from engine.limits import Calendar, Limit
from engine.limits.explain import due_text


def slip(
    value: Slip,
    names: Names,
    own: list[Limit],
    calendar: Calendar,
    now: datetime,
    *,
    allowed: list[str],
) -> Shape:
    """One urging slip."""
    reply = max(own, key=lambda one: one.started_at, default=None)
    shade = limits.colour(reply, now) if reply and reply.state == "open" else "none"
    return {
        "id": value.id,
        "revision": value.revision,
        "no": value.no,
        "state": value.state,
        "state_name": SLIP_STATES[value.state],
        "task_id": value.task_id,
        "case_no": value.case_no,
        "step": value.step,
        "row": value.row,
        "overdue_days": value.overdue,
        "proposed_at": value.proposed_at,
        "issued_at": value.issued_at,
        "issued_by": value.issued_by,
        "issued_by_name": names.person(value.issued_by),
        **addressee(value.to_login, value.to_group, names),
        "text": value.text or None,
        "due": due_text(reply.due) if reply else None,
        "colour": shade,
        "colour_name": COLOURS[shade],
        "reply": value.reply,
        "check_reason": value.check_reason,
        "closed_at": value.closed_at,
        "reason": value.reason,
        "limits": [limit(one, own, value.case_no, calendar, now) for one in own],
        "allowed": allowed,
    }


def addressee(login: str | None, group: str, names: Names) -> Shape:
    """Whom a slip goes to: the holder of the step, else the post it waits for, with the name of the place."""
    role, place = group.split("@")
    return {
        "to": {"login": login, "name": names.person(login), "role": role},
        "to_group": group,
        "to_place_name": names.unit(place) if role in UNIT_ROLES else names.area(place),
    }
