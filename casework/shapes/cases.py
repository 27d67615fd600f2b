"""A case 办件, in a list and in full, and its moments."""

from collections.abc import Iterable
from datetime import datetime

from assistance import handover as handovers
from assistance import privacy
from assistance.cases import AIDS, STATES, Case
from assistance.handover import Handover
from assistance.moments import MOMENTS
from assistance.people import Actor
from assistance.regimes import REGIMES
from casework.casefile import CaseFile
from casework.names import Names
from casework.shapes.tasks import is_provisional, task_row
from casework.shapes.words import COLOURS, FLAGS, RESULTS, UNIT_RESULTS, Shape, shown_name
from engine.limits import Calendar
from engine.limits.clock import colour
from engine.money import yuan
from store.tables.case import CaseMoment


def moment(value: CaseMoment, names: Names) -> Shape:
    """One recorded moment."""
    return {
        "name": value.name,
        "name_name": MOMENTS[value.name].title,
        "at": value.at,
        "on": value.on,
        "by": value.by,
        "by_name": names.person(value.by),
        "source_event": f"{value.case_id}-{value.seq // 1000}",
        "handover_id": value.handover_id,
        "slip_id": value.slip_id,
    }


def case_row(value: Case, by: Actor, names: Names, calendar: Calendar, now: datetime) -> Shape:
    """One row of a list of cases."""
    shade = colour(now, value.amber_at, value.late_at)
    return {
        "no": value.no or value.id,
        "revision": value.revision,
        "created_by": value.created_by,
        "aid": value.aid,
        "aid_name": AIDS[value.aid],
        "regime": value.regime,
        "regime_name": REGIMES.get(value.regime or ""),
        "state": value.state,
        "state_name": STATES[value.state],
        "result": value.result,
        "result_name": RESULTS.get(value.result or ""),
        "unit_result": value.unit_result,
        "unit_result_name": UNIT_RESULTS.get(value.unit_result or ""),
        "decided": value.decided,
        "area": value.area,
        "area_name": names.area(value.area),
        "township": value.area,
        "township_name": names.area(value.area),
        "village": value.village,
        "village_name": names.area(value.village),
        "head": head(value, by),
        "members": value.members,
        "covered": value.covered,
        "flags": list(value.flags),
        "flag_names": [FLAGS.get(flag, flag) for flag in value.flags],
        "key_reasons": list(value.key_reasons),
        "applied_on": value.applied_on,
        "accepted_at": value.accepted_at,
        "effective_due": value.effective_due,
        "effective_row": value.effective_row,
        "provisional": is_provisional(value.effective_due, calendar),
        "colour": shade,
        "colour_name": COLOURS[shade],
    }


def _grant_id(file: CaseFile) -> str | None:
    """The grant that a case has led to; of one that was not granted nobody looks for any."""
    grants = file.awards.everything() if file.case.result == "granted" else []
    return grants[0].id if grants else None


def head(value: Case, by: Actor) -> Shape:
    """The applicant; identity number and phone always masked here, the name for whoever only watches."""
    return {
        "name": shown_name(by, value.head_name),
        "id_no": privacy.identity_number(value.head_id) if value.head_id else None,
        "phone": privacy.phone(value.head_phone) if value.head_phone else None,
    }


def case(
    file: CaseFile,
    by: Actor,
    names: Names,
    calendar: Calendar,
    now: datetime,
    *,
    instances: Iterable[Shape],
    rows: Iterable[Handover],
    allowed: list[str],
) -> Shape:
    """A case with everything open on it."""
    value = file.case
    return {
        **case_row(value, by, names, calendar, now),
        "revision": file.revision,
        "decided_on": value.decided_on,
        "decision_no": value.decision_no,
        "amount": None if value.amount is None else yuan(value.amount),
        "start_month": value.start_month,
        "household_no": value.household_no,
        "grant_id": _grant_id(file),
        "created_by": value.created_by,
        "created_by_name": names.person(value.created_by),
        "instances": list(instances),
        "open_tasks": [
            task_row(task, by, names, calendar, now)
            for task in sorted(file.tasks, key=lambda task: task.created_at)
            if task.state in ("ready", "claimed", "incident")
        ],
        "moments": [moment(one, names) for one in sorted(file.moments, key=lambda one: one.seq)],
        "handovers": [
            {
                "id": row.id,
                "kind": row.kind,
                "no": row.no,
                "state": row.state,
                "state_name": handovers.STATES[row.state],
                "unit": row.unit,
                "unit_name": names.unit(row.unit),
            }
            for row in rows
        ],
        "linked": [],
        "allowed": allowed,
    }
