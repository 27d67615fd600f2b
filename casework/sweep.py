"""The sweep 到时处理: whatever was due at a moment happens once, each in a transaction of its own; a broken one stops no other."""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from assistance.people import SYSTEM
from casework import drawing, flow, incidents, ladder, limits
from casework.casefile import Open, open_by_id
from casework.office import Command, Office
from engine.errors import Busy, ClockBehind, Refused, Stale
from engine.runtime import StepFailed
from store.tables.flow import DueMoment, Incident
from store.work import Work

log = logging.getLogger(__name__)
TIMER, RUNG, JOB = "timer", limits.RUNG, drawing.JOB
FIRE_TIMER, REACH_RUNG = "timer.fire", "limit.rung"
REST, LONGEST_REST = timedelta(seconds=10), timedelta(hours=1)
"""How long a due moment rests after its first failure (twice as long after each further one), and at most."""


@dataclass(frozen=True, kw_only=True)
class Fired:
    """How many due moments a sweep carried out, and how many failed and wait for another try."""

    fired: int
    failed: int

    def __add__(self, other: "Fired") -> "Fired":
        return Fired(fired=self.fired + other.fired, failed=self.failed + other.failed)


NOTHING, ONE, BROKEN = Fired(fired=0, failed=0), Fired(fired=1, failed=0), Fired(fired=0, failed=1)


class StillDue(Exception):
    """The engine left a timer waiting that is due: a fault of ours, to be seen in the log."""


class _Gone(Exception):
    """Somebody else carried it out, or the case no longer waits for it; nothing is to be recorded."""


def sweep(office: Office, *, limit: int = 500) -> Fired:
    """Carry out what is due now, the longest due first, at most `limit` of it."""
    return _fire_all(office, due(office, limit=limit))


def sweep_all(office: Office) -> Fired:
    """Sweep until nothing is due: what one moment starts may be due at once."""
    total = found = sweep(office)
    while found.fired:
        found = sweep(office)
        total += found
    return total


def draw_all(office: Office) -> Fired:
    """Draw the documents that wait for it, after all that people wait for; a rehearsal needs none."""
    total = found = _fire_all(office, due(office, jobs=True, limit=100))
    while found.fired:
        found = _fire_all(office, due(office, jobs=True, limit=100))
        total += found
    return total


def wake(office: Office, subject: str) -> Fired:
    """Carry out what is due of one subject: an instance's timers, a limit's lateness, a document's drawing."""
    return _fire_all(office, due(office, subject=subject))


def fire(office: Office, due_moment: str) -> None:
    """Carry out one due moment again, for the retry of an incident and for replay; nothing if it is over. Raises IncidentFiled."""
    with office.store.read() as work:
        moment = work.due_moments.first(work.due_moments.table.c.id == due_moment)
    if moment is None:
        return
    try:
        _carry_out(office, moment)
    except _Gone:
        return
    except (StepFailed, Refused) as fault:
        if moment.kind != TIMER:
            raise
        raise _incident(office, moment, fault) from fault


def due(
    office: Office, *, subject: str | None = None, limit: int | None = None, jobs: bool = False
) -> list[DueMoment]:
    """What is due now and does not rest after a failure; read from an index, in order. Without subject either jobs or the rest."""
    now, machine = office.now(), office.machine()
    with office.store.read() as work:
        table = work.due_moments.table.c
        where = [table.due_at <= now, table.retry_at.is_(None) | (table.retry_at <= machine)]
        if subject is not None:
            where.append(table.subject == subject)
        else:
            where.append(table.kind == JOB if jobs else table.kind != JOB)
        return work.due_moments.find(*where, order=[table.due_at, table.id], limit=limit)


def _fire_all(office: Office, moments: list[DueMoment]) -> Fired:
    total = NOTHING
    for moment in moments:
        total += _fire(office, moment)
    return total


def _fire(office: Office, moment: DueMoment) -> Fired:
    try:
        _carry_out(office, moment)
    except (_Gone, Busy, Stale, ClockBehind) as reason:
        # The next sweep looks again: a locked database is free by then, a clock that was set back moves on.
        log.info("due moment left", extra={"due_moment": moment.id, "reason": type(reason).__name__})
        return NOTHING
    except (StepFailed, Refused) as fault:
        log.warning("due moment failed", extra=_facts(moment), exc_info=True)
        _file_incident(office, moment, fault)
        _rest(office, moment)
        return BROKEN
    except drawing.NOT_DRAWN as reason:
        log.warning("document not drawn", extra={**_facts(moment), "reason": str(reason)})
        _rest(office, moment)
        return BROKEN
    except Exception:
        # Whatever it is, it concerns one case; the others must not wait for it.
        log.exception("due moment broken", extra=_facts(moment))
        _rest(office, moment)
        return BROKEN
    return ONE


def _facts(moment: DueMoment) -> dict[str, object]:
    return {
        "due_moment": moment.id,
        "kind": moment.kind,
        "subject": moment.subject,
        "case": moment.case_id,
        "attempts": moment.attempts + 1,
    }


def _carry_out(office: Office, moment: DueMoment) -> None:
    if moment.kind == JOB:
        drawing.draw(office, moment.subject)
        return
    name, act = {TIMER: (FIRE_TIMER, _fire_timer), RUNG: (REACH_RUNG, ladder.reach)}[moment.kind]
    given = {"due_moment": moment.id, "kind": moment.kind, "subject": moment.subject}
    with office.command(
        name, SYSTEM, given, filed=False
    ) as command:  # a timer that fails is filed once, below
        file = open_by_id(command, moment.case_id)
        # Every writer of the case's due moments holds the case: from here on nobody takes this one away.
        stored = command.work.due_moments.first(command.work.due_moments.table.c.id == moment.id)
        if stored is None or stored.due_at > command.now:
            raise _Gone
        act(command, file, stored)
        limits.show(file)
        file.write()


def _fire_timer(command: Command, file: Open, moment: DueMoment) -> None:
    instance = flow.wake(file, moment.subject)
    if instance.wake_at is None:
        file.cancel_due(moment.id)
    elif instance.wake_at <= command.now:
        # Left like this it would be fired at every sweep and never be over.
        raise StillDue(moment.id)
    command.note(FIRE_TIMER, process=instance.process)
    for incident in _open_incidents(command.work, moment):
        mended = replace(
            incident,
            state=incidents.MENDED,
            retries=incident.retries + 1,
            mended_by=command.by.login,
            mended_at=command.now,
            reason="定时重试成功",
        )
        command.work.incidents.save(mended)


def _open_incidents(work: Work, moment: DueMoment) -> list[Incident]:
    """The incidents that this timer's failures have left open."""
    table = work.incidents.table.c
    return work.incidents.find(
        table.case_id == moment.case_id,
        table.instance_id == moment.subject,
        table.command == FIRE_TIMER,
        table.state == incidents.OPEN,
    )


def _file_incident(office: Office, moment: DueMoment, fault: StepFailed | Refused) -> None:
    """One incident for a timer that fails, however often it is tried."""
    if moment.kind != TIMER:
        return
    try:
        with office.store.read() as work:
            known = _open_incidents(work, moment)
        if not known:
            _incident(office, moment, fault)
    except Exception:
        log.exception("incident not filed", extra=_facts(moment))


def _incident(office: Office, moment: DueMoment, fault: StepFailed | Refused) -> incidents.IncidentFiled:
    """A refusal is an incident too: nobody stands before the machine to be told."""
    given = {"due_moment": moment.id}
    if isinstance(fault, Refused):
        fault = StepFailed(None, f"到时处理被拒绝：{fault.code}")
    return incidents.file_away(
        office, SYSTEM, FIRE_TIMER, given, fault, case_id=moment.case_id, instance_id=moment.subject
    )


def _rest(office: Office, moment: DueMoment) -> None:
    attempts = moment.attempts + 1
    after = replace(moment, attempts=attempts, retry_at=office.machine() + _pause(attempts))
    with office.store.begin() as work:
        work.due_moments.put(after)


def _pause(attempts: int) -> timedelta:
    return min(REST * (1 << min(attempts - 1, 10)), LONGEST_REST)
