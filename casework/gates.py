"""Gates 关口 before a step: which of those that the process demands are still open in this case."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from assistance import gates
from assistance.gates import GRANT, REFUSE, Entry, Gate, Posted, Progress
from casework.casefile import CaseFile, Open
from casework.versions import Version
from engine.errors import GateOpen
from engine.tasks import DONE, Task
from engine.time import legal_day
from store.tables.notice import Notice

BACK = "back"
"""Giving a case back is never held up."""
DECISIONS = frozenset({GRANT, REFUSE})


def demand_closed(file: Open, version: Version, task: Task, outcome: str) -> None:
    """Refuse a step while a gate before it is open. Raises GateOpen, which names them all."""
    if outcome != BACK:
        refuse(still_open(file, version, task.step, file.now, outcome))


def demand_authorised(file: Open) -> None:
    """Nobody asks other authorities about a household that has not agreed to it, or whose consent has run out."""
    known = file.entries()
    given, members = known.get("F05"), known.get("F02")
    detail = gates.authorisation_fault(
        given.content if given else None, members.content if members else None, legal_day(file.now)
    )
    if detail:
        refuse([Gate(key="authorisation", name=gates.GATES["authorisation"], detail=detail)])


def refuse(found: Iterable[Gate]) -> None:
    """Raise GateOpen for these gates; nothing happens when there is none."""
    listed = [{"key": gate.key, "name": gate.name, "detail": gate.detail} for gate in found]
    if listed:
        raise GateOpen(gates=listed)


def still_open(
    file: CaseFile, version: Version, step: str, now: datetime, outcome: str | None = None
) -> list[Gate]:
    """The gates that hold a step of a case now; without outcome for what its opinion suggests."""
    demanded = version.manifest.gates.get(step, ())
    return gates.open_gates(demanded, progress(file, now, outcome)) if demanded else []


def progress(file: CaseFile, now: datetime, outcome: str | None = None) -> Progress:
    """How far a case has come, as the gates see it."""
    done = _done(file)
    return Progress(
        now=now,
        checked_on=_checked_on(file, now),
        regime=file.case.regime,
        decision=outcome if outcome in DECISIONS else None,
        flags=frozenset(file.case.flags),
        moments={one.name: one.at for one in sorted(file.moments, key=lambda one: one.seq)},
        done={(task.step, task.outcome or ""): task.done_at for task in done.values() if task.done_at},
        forms=_entries(file, done),
        notices=[_posted(file, notice) for notice in file.notices.everything()],
        objections=sum(one.state == "open" for one in file.objections.everything()),
    )


def opinion(file: CaseFile) -> Entry | None:
    """The opinion F12 that stands."""
    return gates.standing(_entries(file, _done(file)).get("F12", ()))


def _done(file: CaseFile) -> dict[str, Task]:
    """The finished tasks of the case by id, the earliest first; those of this command included."""
    table = file.work.tasks.table.c
    stored = file.work.tasks.find(
        table.case_id == file.case.id, table.state == DONE, order=[table.done_at, table.id]
    )
    return {task.id: task for task in (*stored, *file.tasks) if task.state == DONE}


def _checked_on(file: CaseFile, now: datetime) -> date:
    """The day on which the household was last asked about; before that, today."""
    reported = file.moment("check_reported")
    return reported.on if reported else legal_day(now)


def _entries(file: CaseFile, done: Mapping[str, Task]) -> dict[str, list[Entry]]:
    """All entries of all forms, oldest first, with the step and outcome each came from."""
    found: dict[str, list[Entry]] = {}
    for entry in file.forms.everything():
        task = done.get(entry.task_id or "")
        found.setdefault(entry.form, []).append(
            Entry(
                content=entry.content,
                at=entry.at,
                revision=entry.revision,
                step=task.step if task else None,
                outcome=task.outcome if task else None,
            )
        )
    return found


def _posted(file: CaseFile, notice: Notice) -> Posted:
    return Posted(
        round=notice.round,
        last_day=notice.last_day,
        free_from=notice.free_from,
        removed_at=notice.removed_at,
        opinion=notice.opinion,
        objected=any(one.notice_id == notice.id for one in file.objections.everything()),
    )
