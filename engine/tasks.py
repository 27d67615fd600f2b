"""Tasks 任务: claim 认领, release 退回待认领, assign 指派, complete. No clock, no database; both are handed in."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from engine.errors import Forbidden, NotHolder, Taken, WrongState

READY, CLAIMED, DONE, CANCELLED, INCIDENT = "ready", "claimed", "done", "cancelled", "incident"
OPEN = (READY, CLAIMED, INCIDENT)
FAR = datetime(9000, 1, 1, tzinfo=UTC)
"""Sorts behind every deadline."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One piece of work waiting for a person; the limit columns are copies that lists read and sort by."""

    id: str
    revision: int
    case_id: str
    case_no: str
    aid: str
    head_name: str
    process: str
    version: int
    instance_id: str
    token: str
    element_id: str
    step: str
    name: str
    role: str
    group: str
    area: str
    unit: str | None
    handover_id: str | None
    slip_id: str | None
    limit_row: str | None
    state: str
    holder: str | None
    created_at: datetime
    claimed_at: datetime | None
    done_at: datetime | None
    done_by: str | None
    outcome: str | None
    effective_due: str | None
    effective_row: str | None
    amber_at: datetime | None
    late_at: datetime | None
    sort_at: datetime
    priority: int
    follow_up_on: date | None


def claim(task: Task, login: str, groups: tuple[str, ...], now: datetime) -> Task:
    """签收. Claiming what one already holds changes nothing: a double click is no error."""
    if task.state == CLAIMED and task.holder == login:
        return task
    if task.state == CLAIMED:
        raise Taken(task=task.id, holder=task.holder)
    if task.state != READY:
        raise WrongState(state=task.state)
    if task.group not in groups:
        raise Forbidden(why="not_candidate", group=task.group)
    return replace(task, state=CLAIMED, holder=login, claimed_at=now)


def release(task: Task, login: str) -> Task:
    """退回待认领: the task goes back to its group, with its limits untouched."""
    held(task, login)
    return replace(task, state=READY, holder=None, claimed_at=None)


def put_back(task: Task) -> Task:
    """放回待认领 without its holder's doing: somebody else has to take it; the limits run on."""
    return replace(task, state=READY if task.state == CLAIMED else task.state, holder=None, claimed_at=None)


def assign(task: Task, to: str, groups: tuple[str, ...], now: datetime) -> Task:
    """指派 to a member of the task's own group."""
    if task.state not in (READY, CLAIMED):
        raise WrongState(state=task.state)
    if task.group not in groups:
        raise Forbidden(why="assignee_not_candidate", to=to, group=task.group)
    return replace(task, state=CLAIMED, holder=to, claimed_at=now)


def complete(task: Task, login: str, outcome: str, now: datetime) -> Task:
    """办结一个环节 by the person who holds it."""
    held(task, login)
    return replace(task, state=DONE, done_at=now, done_by=login, outcome=outcome)


def cancel(task: Task, now: datetime) -> Task:
    """撤销: the flow no longer waits here."""
    return replace(task, state=CANCELLED, done_at=now)


def held(task: Task, login: str) -> None:
    """Refuse whatever only the person who holds an open task may do."""
    if task.state not in (READY, CLAIMED):
        raise WrongState(state=task.state)
    if task.holder != login:
        raise NotHolder(task=task.id, holder=task.holder)
