"""Notices to people 消息: rows of the outbox, written in the command; a key makes sure nobody reads one twice."""

from casework.casefile import Open
from store.tables.audit import Message


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
