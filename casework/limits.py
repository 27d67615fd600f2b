"""Limits of a case in a command: what its moments open and close, and what its tasks and lists show of them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from assistance import ladder, supervision
from assistance.ladder import LadderRow
from assistance.moments import MOMENTS
from casework import facts
from casework.almanac import Calendars
from casework.casefile import CaseFile, Open
from casework.office import Command
from casework.versions import Version, Versions
from engine.errors import WrongState
from engine.limits import (
    Calendar,
    Deadline,
    Frame,
    Limit,
    Moment,
    Reckoning,
    Term,
    changes,
    effective_of_step,
    reckon,
)
from engine.limits.explain import due_text
from engine.tasks import FAR, OPEN, Task
from engine.time import legal_day
from engine.values import changed
from store.tables.case import CaseMoment
from store.tables.flow import DueMoment, Instance
from store.work import Work

RUNG = "rung"
"""The kind of due moment by which a late limit climbs the ladder, one a limit: that of its next rung."""


def terms_of(work: Work, versions: Versions, file: CaseFile) -> tuple[Term, ...]:
    """The limit rows a case runs under: those of the versions its instances run on, and of what these call."""
    found: dict[str, Term] = {}
    for key, number in file.case.versions:
        for version in _with_called(work, versions, versions.get(work, str(key), int(number))):
            found.update((term.id, term) for term in version.terms)
    return tuple(found[row] for row in sorted(found))


def _with_called(work: Work, versions: Versions, version: Version) -> Iterable[Version]:
    yield version
    for (kind, key), number in version.pins.items():
        if kind == "process":
            yield versions.get(work, key, number)


def frame_of(work: Work, calendars: Calendars, file: CaseFile) -> Frame:
    """What the limits of this case hang on. The time for sending a referral 转介 begins with the consent, not with its draft."""
    return Frame(
        case_id=file.case.id,
        aid=file.case.aid,
        regime=file.case.regime,
        accepted_on=file.case.accepted_on,
        calendar=calendars.current(work),
        vocabulary=MOMENTS,
        facts=facts.of_case(file),
        handovers=tuple(
            one.id for one in file.handovers if one.state == "drafted" and one.kind == "transfer"
        ),
    )


def follow(file: Open) -> None:
    """Open, close, stop or run on again whatever follows from the moments recorded so far; asking twice changes nothing."""
    office = file.command.office
    frame = frame_of(file.work, office.calendars, file)
    result = changes(
        terms_of(file.work, office.versions, file),
        [_moment(moment) for moment in sorted(file.moments, key=lambda moment: moment.seq)],
        list(file.limits),
        frame,
        file.command.new_id,
    )
    for limit in (*(one for one in result.opened if _is_owed(file, one)), *result.changed):
        keep(file, limit)


def _is_owed(file: Open, limit: Limit) -> bool:
    """A handover owes what some step of its process works under: a referral 转介 neither signs nor answers by a day."""
    if limit.subject.handover_id is None:
        return True
    instance = file.instances.load(file.handovers.load(limit.subject.handover_id).instance_id or "")
    version = file.command.office.versions.get(file.work, instance.process, instance.version)
    return any(node.limit in (limit.row, limit.step) for node in version.definition.nodes.values())


def keep(file: Open, limit: Limit, calendar: Calendar | None = None) -> None:
    """Hold a new or changed limit, and the due moment of its next rung 逐级督办; a limit that ends takes its proposals along.

    `calendar` is that which counts from now on, where it is not stored yet.
    """
    before = file.limits.get(limit.id)
    file.limits.keep(limit)
    calendar = calendar or file.command.office.calendars.current(file.work)
    if is_watched(limit):
        if before is None:
            watch(file, limit, (), calendar)
        elif not is_watched(before) or before.late_at != limit.late_at:
            watch_anew(file, limit, calendar)
    elif before is not None and is_watched(before):
        file.cancel_due(due_name(limit))
        if before.late_at and before.late_at <= file.now:
            _drop_proposals(file, limit)


def is_watched(limit: Limit) -> bool:
    """Whether a limit climbs the ladder once it is late: it runs, can be late, and is not only shown to the applicant."""
    return limit.state == "open" and limit.late_at is not None and limit.scope != "shown"


def watch(file: Open, limit: Limit, reached: Collection[str], calendar: Calendar) -> None:
    """Put a due moment where the limit's next rung falls; none when all are reached."""
    rows = ladder_of(file.command)
    for step in ladder.waiting(rungs_of(rows, limit, calendar), reached)[:1]:
        file.add_due(_due(file, limit, step))


def watch_anew(file: Open, limit: Limit, calendar: Calendar) -> None:
    """The same for a limit that has a due moment already, or had one: its deadline moved, or the days after it did."""
    file.cancel_due(due_name(limit))
    watch(file, limit, {row.rung for row in file.work.rungs.having(limit_id=limit.id)}, calendar)


def watch_by(file: Open, limit: Limit, rows: Sequence[LadderRow], calendar: Calendar) -> bool:
    """The same where the ladder itself changed; whether the limit waits for another moment now."""
    before = file.work.due_moments.having(id=due_name(limit))
    reached = {row.rung for row in file.work.rungs.having(limit_id=limit.id)}
    steps = ladder.waiting(rungs_of(rows, limit, calendar), reached)[:1]
    if [one.due_at for one in before] == [step.at for step in steps]:
        return False
    file.cancel_due(due_name(limit))
    for step in steps:
        file.add_due(_due(file, limit, step))
    return True


def ladder_of(command: Command) -> Sequence[LadderRow]:
    """The rows of the ladder that a command climbs by; in replay those of its day."""
    version = command.work.ladder(command.office.ladder)
    command.used["ladder"] = version.number
    return version.rows


def rungs_of(rows: Sequence[LadderRow], limit: Limit, calendar: Calendar) -> list[ladder.Step]:
    """The rungs of a watched limit by rows of the ladder."""
    mine = ladder.rows_for(rows, limit.step, of_slip=limit.subject.kind == "slip")
    assert limit.late_at is not None
    return ladder.steps(limit.due, limit.late_at, calendar, mine)


def _due(file: Open, limit: Limit, step: ladder.Step) -> DueMoment:
    return DueMoment(
        id=due_name(limit),
        kind=RUNG,
        subject=limit.id,
        case_id=file.case.id,
        due_at=step.at,
        attempts=0,
    )


def due_name(limit: Limit) -> str:
    """The due moment of a limit's next rung."""
    return f"{RUNG}-{limit.id}"


def _drop_proposals(file: Open, limit: Limit) -> None:
    """不发: what a proposed slip would have urged is over."""
    reason = "期限已终止，不再督办" if limit.state == "stopped" else "已在发出前办结，不再督办"
    proposed = file.work.slips.having(case_id=file.case.id, limit_id=limit.id, state="proposed")
    file.slips.lay(proposed)
    for slip in proposed:
        file.slips.keep(supervision.drop(file.slips[slip.id], file.now, reason))
        file.command.note("slip.drop", text=slip.no, reason=reason)


def end_of(file: Open, row: str, instance: Instance) -> datetime:
    """The instant a lawful wait is over, `limit_end('B03')` or by its step: free again after a minimum, too late after a maximum."""
    found = [
        limit
        for limit in file.limits
        if row in (limit.row, limit.step)
        and limit.state == "open"
        and _same_subject(limit, instance.handover_id, instance.slip_id)
    ]
    if not found:
        raise WrongState(why="no_limit", row=row)
    limit = max(found, key=lambda one: one.started_at)
    end = limit.free_from or limit.late_at
    if end is None:
        raise WrongState(why="no_end", row=row)
    return end


def minimum(file: Open, moment: str, at: datetime) -> Reckoning:
    """The lawful minimum that a moment will start, before it is recorded; of several rows the longest. Raises WrongState."""
    found = [reckoning for _, reckoning in _ahead(file, "min", moment, at)]
    if not found:
        raise WrongState(why="no_limit", row=moment)
    return max(found, key=lambda one: one.free_from or FAR)


def last_day(file: Open, moment: str, ends: str, at: datetime) -> date | None:
    """The day until which something may still be done, once a moment has started that; None where no row says so."""
    days = [reckoning.due for term, reckoning in _ahead(file, "max", moment, at) if ends in term.ends]
    return min((legal_day(day) if isinstance(day, datetime) else day for day in days), default=None)


def _ahead(file: Open, kind: str, moment: str, at: datetime) -> Iterable[tuple[Term, Reckoning]]:
    """What a moment will start, before it is recorded."""
    frame = frame_of(file.work, file.command.office.calendars, file)
    for term in terms_of(file.work, file.command.office.versions, file):
        applies = term.applies(frame.aid, frame.regime, frame.accepted_on, frame.facts)
        if term.kind == kind and moment in term.starts and applies:
            yield term, reckon(frame.calendar, at, term.n, term.unit, term.kind)


def show(file: Open) -> None:
    """Copy what lists sort by into the open tasks and the case; done once, before the file is written."""
    open_limits = [limit for limit in file.limits if limit.state == "open"]
    for task in file.tasks:
        if task.state in OPEN:
            file.tasks.keep(_shown(task, deadline_of(task, open_limits)))
    own = [
        limit for limit in open_limits if limit.subject.kind != "slip"
    ]  # the answer to a slip is no step of the case
    due = min((d for d in map(_own, own) if d.late_at), key=lambda d: d.late_at or FAR, default=None)
    file.case = changed(file.case, **_columns(due))


def of_task(task: Task, limits: Iterable[Limit]) -> list[Limit]:
    """The limits a task works under: by row or step of its `limit` property, of its own handover or slip."""
    return [
        limit
        for limit in limits
        if task.limit_row in (limit.row, limit.step) and _same_subject(limit, task.handover_id, task.slip_id)
    ]


def working_under(limit: Limit, tasks: Iterable[Task]) -> list[Task]:
    """Whom a limit lies with, the longest waiting first: the open tasks it is set for, else whoever has the matter now.

    A total runs for every open step of the case that is under a limit at all; the reply to a slip is no step of the case.
    """
    at_work = [task for task in tasks if task.state in OPEN and _is_about(limit, task)]
    at_work.sort(key=lambda task: (task.created_at, task.id))
    if limit.scope == "step" and (set_for := [task for task in at_work if of_task(task, [limit])]):
        return set_for
    return [task for task in at_work if not _is_free(task)] or at_work


def deadline_of(task: Task, open_limits: Iterable[Limit]) -> Deadline | None:
    """The earlier of the step's deadline and the case's total (D7); None where the step is free of limits."""
    if _is_free(task):
        return None
    everything = list(open_limits)
    return effective_of_step(of_task(task, everything), everything)


def _shown(task: Task, deadline: Deadline | None) -> Task:
    return changed(task, **_columns(deadline))


def _columns(deadline: Deadline | None) -> dict[str, Any]:
    """What a task or case shows of its deadline, by column."""
    late_at = deadline.late_at if deadline else None
    return {
        "effective_due": due_text(deadline.due) if deadline else None,
        "effective_row": deadline.row if deadline else None,
        "amber_at": deadline.amber_at if deadline else None,
        "late_at": late_at,
        "sort_at": late_at or FAR,
    }


def _own(limit: Limit) -> Deadline:
    shown = limit.scope in ("step", "total") and limit.kind == "max"
    late_at = limit.late_at if shown else None
    return Deadline(due=limit.due, row=limit.row, late_at=late_at, amber_at=limit.amber_at)


def _is_free(task: Task) -> bool:
    """A step without any limit: waiting for the applicant, or done at once."""
    return task.limit_row is None or task.limit_row.startswith("none:")


def _is_about(limit: Limit, task: Task) -> bool:
    """Whether a task belongs to what a limit is about: the case but not its slips, one handover, or one slip."""
    if limit.subject.kind == "slip":
        return task.slip_id == limit.subject.slip_id
    return task.slip_id is None and _same_subject(limit, task.handover_id, None)


def _same_subject(limit: Limit, handover_id: str | None, slip_id: str | None) -> bool:
    if limit.subject.kind == "handover":
        return limit.subject.handover_id == handover_id
    return limit.subject.kind != "slip" or limit.subject.slip_id == slip_id


def _moment(moment: CaseMoment) -> Moment:
    return Moment(
        id=moment.id,
        name=moment.name,
        at=moment.at,
        on=moment.on,
        handover_id=moment.handover_id,
        slip_id=moment.slip_id,
    )
