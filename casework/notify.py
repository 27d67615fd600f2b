"""Notices to people 消息: rows of the outbox, written in the command; a key makes sure nobody reads one twice."""

from datetime import timedelta
from typing import Any

from assistance.people import Actor
from casework.casefile import Open
from casework.office import Office
from store.reads import messages as reads
from store.tables.audit import Message

KEPT = timedelta(days=14)
"""How long a notice that is about no step stands on somebody's desk."""
MOST = 20


def tell(
    file: Open,
    *,
    key: str,
    to: str,
    kind: str,
    subject: str,
    task_id: str | None = None,
    due_moment: str | None = None,
) -> None:
    """One notice to a person or a group (`window@130399100`); the subject holds no personal data."""
    table = file.work.messages.table.c
    if file.work.messages.first(table.key == key):
        return
    file.work.messages.add(
        Message(
            id=file.command.new_id(),
            key=key,
            to=to,
            kind=kind,
            subject=subject,
            case_id=file.case.id,
            case_no=file.case.no,
            task_id=task_id,
            area=file.case.area,
            at=file.now,
            due_moment=due_moment,
            read_at=None,
        )
    )


def to_me(office: Office, by: Actor) -> list[dict[str, Any]]:
    """What somebody or one of their posts was told, newest first; a notice goes when the step it is about is done.

    Whoever is kept apart from a step 回避 is told nothing of it.
    """
    with office.store.read() as work:
        found = reads.still_open(work, (by.login, *by.groups), office.now() - KEPT, MOST)
        return [
            {
                "id": row.id,
                "kind": row.kind,
                "subject": row.subject,
                "case_no": row.case_no,
                "task_id": row.task_id,
                "at": row.at,
            }
            for row in found
            if row.task_id is None or not work.kept_apart(row.task_id, by.login)
        ]
