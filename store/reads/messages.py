"""Reads of the outbox: what somebody was told that is not over yet."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select

from engine.tasks import OPEN
from store import tables
from store.tables.audit import Message
from store.work import Work

message, task = tables.audit.message, tables.flow.task


def still_open(work: Work, to: Collection[str], since: datetime, number: int) -> list[Message]:
    """Notices to a person or their posts, newest first: of steps that are open still, and of no step at all since an instant."""
    open_tasks = select(task.c.id).where(task.c.state.in_(OPEN))
    return work.messages.find(
        message.c.to.in_(list(to)),
        or_(message.c.task_id.in_(open_tasks), message.c.task_id.is_(None) & (message.c.at >= since)),
        order=[message.c.at.desc(), message.c.id],
        limit=number,
    )
