"""Reads for the audit: chains, their heads, and all rows of a case for comparison."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import Table, delete, func, insert, select

from store import tables
from store.tables.audit import Event
from store.work import Store, Work

event, case = tables.audit.event, tables.case.case

OF_CASES = (
    tables.case.case,
    tables.case.case_moment,
    tables.case.fact,
    tables.case.form_entry,
    tables.case.member,
    tables.flow.instance,
    tables.flow.task,
    tables.flow.due_moment,
    tables.flow.incident,
    tables.handover.handover,
    tables.handover.slip,
    tables.handover.extension,
    tables.ladder.rung,
    tables.notice.notice,
    tables.notice.objection,
    tables.grant.grant,
    tables.grant.certificate,
    tables.register.register_entry,
    tables.limit.limit,
    tables.attachment.document,
    tables.audit.message,
)
"""Tables whose rows replay must give again, each with a `case_id` (the case itself: `id`)."""
HANGING = (
    (tables.flow.task_exclusion, "task_id", tables.flow.task),
    (tables.handover.leg, "handover_id", tables.handover.handover),
    (tables.grant.grant_member, "grant_id", tables.grant.grant),
    (tables.grant.grant_amount, "grant_id", tables.grant.grant),
)
"""Rows of a case's rows, each with the column that names its owner."""
HOUSE = (
    tables.people.area,
    tables.people.unit,
    tables.people.person,
    tables.people.role_grant,
    tables.people.relative,
    tables.grant.standard,
    tables.handover.routing,
    tables.ladder.ladder,
    tables.calendar.calendar_day,
    tables.calendar.calendar_load,
    tables.flow.process_version,
    tables.flow.form_version,
    tables.attachment.attachment,
)
"""What commands read and no case owns."""
CHANGES_LATER = {"pages", "pdf_sha256", "read_at", "attempts", "retry_at"}
"""Columns filled in by a reader or by failed tries, not by a command."""
DRAWN = "job"
"""Due moments of this kind go when a document has been drawn, of which no event tells."""
UNREADABLE = (InvalidTag, ValueError, KeyError, IndexError, TypeError)
"""What opening a changed column raises: a broken seal, text that is no JSON, no moment."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """Where a chain must end: the number of its events, and the hash of the last one where somebody keeps it."""

    seq: int
    hash: str | None
    case_no: str | None


@dataclass(frozen=True, kw_only=True)
class Broken:
    """An event that cannot even be read any more."""

    seq: int
    case_no: str | None


def chain_names(work: Work) -> list[str]:
    """All chains, in order."""
    return list(work.connection.scalars(select(event.c.chain).distinct().order_by(event.c.chain)))


def chain(work: Work, name: str) -> list[Event | Broken]:
    """The events of a chain in order, those that cannot be read any more marked as such."""
    try:
        return list(work.events.find(event.c.chain == name, order=[event.c.seq]))
    except UNREADABLE:
        query = select(event.c.id, event.c.seq, event.c.case_no).where(event.c.chain == name)
        rows = work.connection.execute(query.order_by(event.c.seq)).all()
        return [_one(work, row.id, Broken(seq=row.seq, case_no=row.case_no)) for row in rows]


def _one(work: Work, id: str, broken: Broken) -> Event | Broken:
    try:
        return work.events.get(id)
    except UNREADABLE:
        return broken


def heads(work: Work, house: str) -> dict[str, Head]:
    """Where each case remembers its chain to end, and the house by its counter."""
    query = select(case.c.id, case.c.no, case.c.event_seq, case.c.event_hash)
    found = {
        row.id: Head(seq=row.event_seq, hash=row.event_hash, case_no=row.no)
        for row in work.connection.execute(query)
    }
    counter = tables.audit.counter.c
    number = work.connection.scalar(select(counter.value).where(counter.name == f"chain-{house}"))
    if number is not None:
        found[house] = Head(seq=number, hash=None, case_no=None)
    return found


def heads_by_county(work: Work, before: datetime) -> dict[str, list[str]]:
    """The last event's hash of every chain as it stood before an instant, by county."""
    last = (
        select(event.c.chain, func.max(event.c.seq).label("seq"))
        .where(event.c.at < before)
        .group_by(event.c.chain)
        .subquery()
    )
    query = select(event.c.county, event.c.hash).join(
        last, (event.c.chain == last.c.chain) & (event.c.seq == last.c.seq)
    )
    found: dict[str, list[str]] = {}
    for row in work.connection.execute(query):
        if row.county:
            found.setdefault(row.county, []).append(row.hash)
    return found


def case_ids(work: Work) -> list[str]:
    """All cases that have a chain, oldest first."""
    return list(work.connection.scalars(select(case.c.id).order_by(case.c.created_at, case.c.id)))


def copy_house(source: Store, target: Store) -> None:
    """Everything that is not a case, row by row; attachments lose their case, for their form ties them again."""
    with source.read() as left, target.begin() as right:
        for table in HOUSE:
            rows = [dict(row) for row in left.connection.execute(select(table)).mappings()]
            for row in rows:
                row.update({"case_id": None} if "case_id" in row else {})
            right.connection.execute(delete(table))  # what a new database begins with
            if rows:
                right.connection.execute(insert(table), rows)


def case_rows(
    left: Work, right: Work, case_id: str
) -> Iterator[tuple[str, list[dict[str, Any]], list[dict[str, Any]]]]:
    """Table by table the rows of a case, as stored and as rebuilt; sealed columns are opened first."""
    for table in OF_CASES:
        column = "id" if table is case else "case_id"
        where = table.c[column] == case_id
        if table is tables.flow.due_moment:
            where &= table.c.kind != DRAWN
        yield table.name, _rows(left, table, where), _rows(right, table, where)
    for table, column, owner in HANGING:
        where = table.c[column].in_(select(owner.c.id).where(owner.c.case_id == case_id))
        yield table.name, _rows(left, table, where), _rows(right, table, where)


def _rows(work: Work, table: Table, where: Any) -> list[dict[str, Any]]:
    query = select(table).where(where).order_by(*table.primary_key.columns)
    return [_opened(work, table, dict(row)) for row in work.connection.execute(query).mappings()]


def _opened(work: Work, table: Table, row: dict[str, Any]) -> dict[str, Any]:
    for name in row.keys() & CHANGES_LATER:
        row[name] = None
    for column in table.columns:
        if column.info.get("sealed") and row[column.name] is not None:
            row[column.name] = work.ring.open(bytes(row[column.name]), f"{table.name}.{column.name}")
    return row
