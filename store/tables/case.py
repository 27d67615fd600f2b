"""Cases, their moments, facts, members and submitted forms."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from store.tables.base import Instant, Json, blind, identity, metadata, sealed

case = Table(
    "case",
    metadata,
    identity(),
    Column("no", String(40), unique=True),
    Column("revision", Integer, nullable=False),
    Column("aid", String(10), nullable=False),
    Column("regime", String(10)),
    Column("state", String(30), nullable=False),
    Column("result", String(30)),
    Column("unit_result", String(20)),
    Column("decided", Boolean, nullable=False),
    Column("county", String(6), nullable=False),
    Column("area", String(12), nullable=False),
    Column("village", String(12)),
    Column("head_name", Text),
    sealed("head_id"),
    blind("head_id_index"),
    sealed("head_phone"),
    Column("household_no", String(40)),
    Column("members", Integer),
    Column("flags", Json, nullable=False),
    Column("versions", Json, nullable=False),
    Column("applied_on", Date),
    Column("accepted_at", Instant),
    Column("accepted_on", Date),
    Column("created_by", String(40), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("effective_due", String(40)),
    Column("effective_row", String(10)),
    Column("amber_at", Instant),
    Column("late_at", Instant),
    Column("sort_at", Instant, nullable=False),
    Column("event_seq", Integer, nullable=False),
    Column("event_hash", String(64)),
    Column("event_at", Instant, nullable=False),
    Column("key_reasons", Json, nullable=False, server_default="[]"),
    Column("moved_from", Json, nullable=False, server_default="[]"),
    Column("covered", Integer),
    Column("amount", Integer),
    Column("start_month", String(7)),
    Column("decided_on", Date),
    Column("decision_no", String(60)),
    Column("avoid", Json, nullable=False, server_default="[]"),
    Index(None, "area", "sort_at", "id"),
    Index(None, "county", "sort_at", "id"),
    Index(None, "area", "head_name"),
    Index(None, "decision_no", unique=True),
)
case_moment = Table(
    "case_moment",
    metadata,
    identity(),
    Column("case_id", String(40), ForeignKey("case.id"), nullable=False, index=True),
    Column("name", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("on", Date, nullable=False),
    Column("by", String(40), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("handover_id", String(40)),
    Column("slip_id", String(40)),
)
fact = Table(
    "fact",
    metadata,
    Column("case_id", String(40), ForeignKey("case.id"), primary_key=True),
    Column("facts", Json, nullable=False),
)
form_entry = Table(
    "form_entry",
    metadata,
    identity(),
    Column("case_id", String(40), ForeignKey("case.id"), nullable=False, index=True),
    Column("form", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("task_id", String(40)),
    Column("handover_id", String(40)),
    Column("by", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    sealed("content", nullable=False),
)
member = Table(
    "member",
    metadata,
    identity(),
    Column("case_id", String(40), ForeignKey("case.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    sealed("id_no", nullable=False),
    blind("id_index"),
    Column("relation", String(20), nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class FormEntry:
    """A submitted form 表单: immutable; a correction is the next revision."""

    id: str
    case_id: str
    form: str
    version: int
    revision: int
    task_id: str | None
    handover_id: str | None
    by: str
    at: datetime
    content: Any


@dataclass(frozen=True, kw_only=True)
class Member:
    """A household member 共同生活成员, found by identity number through its blind index."""

    id: str
    case_id: str
    name: str
    id_no: str
    id_index: bytes
    relation: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The typed facts of a case 事实: what conditions see; no personal data."""

    case_id: str
    facts: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CaseMoment:
    """A moment 时点 of a case, of one of its handovers or slips, as the command recorded it."""

    id: str
    case_id: str
    name: str
    at: datetime
    on: date
    by: str
    seq: int
    handover_id: str | None
    slip_id: str | None
