"""A handover 转办、转介 with its legs."""

from collections.abc import Iterable
from datetime import datetime

from assistance import handover as handovers
from assistance.cases import AIDS
from assistance.handover import Handover, Leg
from assistance.people import Actor
from casework.names import Names
from casework.shapes.limits import limit
from casework.shapes.words import UNIT_RESULTS, Shape, shown_name
from engine.limits import Calendar, Limit
from engine.money import yuan
from engine.time import legal_day


def handover(
    row: Handover,
    legs: Iterable[Leg],
    own_limits: list[Limit],
    all_limits: list[Limit],
    by: Actor,
    names: Names,
    calendar: Calendar,
    now: datetime,
    *,
    returnable: bool,
    allowed: list[str],
    task_id: str | None,
) -> Shape:
    """One handover with its legs; sender's and receiver's clocks are counted apart."""
    unit = names.units().get(row.unit or "")
    return {
        "id": row.id,
        "revision": row.revision,
        "no": row.no,
        "kind": row.kind,
        "kind_name": "转办" if row.kind == "transfer" else "转介",
        "case_no": row.case_no,
        "aid": row.aid,
        "aid_name": AIDS.get(row.aid),
        "head_name": shown_name(by, row.head_name),
        "state": row.state,
        "state_name": handovers.STATES[row.state],
        "from": row.area,
        "from_name": names.area(row.area),
        "unit": row.unit,
        "unit_name": unit.name if unit else row.unit,
        "unit_code": unit.uscc if unit else None,
        "matter": row.matter,
        "reason": row.reason,
        "attachments": list(row.attachments),
        "proposed_unit": row.proposed_unit,
        "proposed_unit_name": names.unit(row.proposed_unit),
        "returns": row.returns,
        "returnable": returnable,
        "result": row.result,
        "result_name": UNIT_RESULTS.get(row.result or ""),
        "amount": None if row.amount is None else yuan(row.amount),
        "ground": row.ground,
        "feedback_text": row.text,
        "consent_id": row.consent_id,
        "data_passed": row.data_passed,
        "decline_reason": row.decline_reason,
        "told": {
            "at": row.told_at,
            "how": row.told_how,
            "by": row.told_by,
            "by_name": names.person(row.told_by),
        }
        if row.told_at
        else None,
        "created_at": row.created_at,
        "legs": [_leg(leg, own_limits, all_limits, row, names, calendar, now) for leg in legs],
        "limits": [limit(one, all_limits, row.case_no, calendar, now) for one in own_limits],
        "allowed": allowed,
        "task_id": task_id,
    }


def _leg(
    leg: Leg,
    own: list[Limit],
    everything: list[Limit],
    row: Handover,
    names: Names,
    calendar: Calendar,
    now: datetime,
) -> Shape:
    end = leg.fed_back_at or leg.returned_at or leg.recalled_at
    mine = [
        one
        for one in own
        if one.row in ("L05", "L06", "L07") and leg.sent_at <= one.started_at <= (end or now)
    ]
    shown = [limit(one, everything, row.case_no, calendar, now) for one in mine]
    late = [one["overdue"]["n"] for one in shown if one["overdue"]]
    return {
        "n": leg.n,
        "unit": leg.unit,
        "unit_name": names.unit(leg.unit),
        "sent_at": leg.sent_at,
        "signed_at": leg.signed_at,
        "returned_at": leg.returned_at,
        "return_reason": leg.return_reason,
        "recalled_at": leg.recalled_at,
        "resulted_at": leg.resulted_at,
        "fed_back_at": leg.fed_back_at,
        "limits": shown,
        "days_used": calendar.count(legal_day(leg.sent_at), legal_day(end or now)),
        "overdue_days": sum(late),
        "in_time": None if end is None else not late,
    }
