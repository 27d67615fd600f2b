"""A handover 转办、转介 with its legs."""

from collections.abc import Iterable
from datetime import datetime

from assistance import handover as handovers
from assistance.cases import AIDS
from assistance.handover import Handover, Leg
from assistance.people import Actor
from casework.names import Names
from casework.shapes.limits import limit
from casework.shapes.words import UNIT_RESULTS, Shape, shown_aid, shown_name
from engine.limits import Calendar, Limit
from engine.money import yuan
from engine.tasks import FAR
from engine.time import legal_day

OF_THE_UNIT = ("L05", "L06", "L07")
"""Rows of the receiver's clock: signing, handling, feeding back."""


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
    aid = shown_aid(by, row.aid)
    return {
        "id": row.id,
        "revision": row.revision,
        "no": row.no,
        "kind": row.kind,
        "kind_name": "转办" if row.kind == "transfer" else "转介",
        "case_no": row.case_no,
        "aid": aid,
        "aid_name": AIDS.get(aid or ""),
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
        "legs": [
            _leg(leg, mine, all_limits, row, names, calendar, now)
            for leg, mine in _apart(list(legs), own_limits, now)
        ],
        "limits": [
            limit(one, all_limits, row.case_no, calendar, now) for one in own_limits if aid
        ],  # they are set by the aid
        "allowed": allowed,
        "task_id": task_id,
    }


def _apart(legs: list[Leg], own: list[Limit], now: datetime) -> list[tuple[Leg, list[Limit]]]:
    """Each leg with the limits of its unit, one a row: those that ran within it, also where two legs meet in one instant."""
    left = sorted(own, key=lambda one: (one.closed_at or FAR, one.started_at))
    found = []
    for leg in legs:
        end = _end(leg)
        mine = []
        for row in OF_THE_UNIT:
            for one in left:
                begun = leg.sent_at <= one.started_at <= (end or now)
                over = end is None or (one.closed_at is not None and one.closed_at <= end)
                if one.row == row and begun and over:
                    mine.append(one)
                    left.remove(one)
                    break
        found.append((leg, mine))
    return found


def _end(leg: Leg) -> datetime | None:
    """When the matter left the unit again."""
    return leg.fed_back_at or leg.returned_at or leg.recalled_at


def _leg(
    leg: Leg,
    mine: list[Limit],
    everything: list[Limit],
    row: Handover,
    names: Names,
    calendar: Calendar,
    now: datetime,
) -> Shape:
    end = _end(leg)
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
