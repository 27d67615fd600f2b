"""Handovers and their legs, slips and extensions."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from store.tables.base import Instant, Json, identity, metadata, sealed

handover = Table(
    "handover",
    metadata,
    identity(),
    Column("revision", Integer, nullable=False),
    Column("no", String(40), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("case_id", String(40), ForeignKey("case.id"), nullable=False, index=True),
    Column("case_no", String(40), nullable=False),
    Column("aid", String(10), nullable=False),
    Column("head_name", Text, nullable=False),
    Column("area", String(12), nullable=False),
    Column("instance_id", String(40)),
    Column("state", String(20), nullable=False),
    Column("unit", String(40)),
    Column("matter", Text),
    sealed("reason"),
    Column("attachments", Json, nullable=False),
    Column("proposed_unit", String(40)),
    Column("named", Integer, nullable=False),
    Column("returns", Integer, nullable=False),
    Column("result", String(20)),
    Column("amount", Integer),
    sealed("ground"),
    sealed("text"),
    Column("told_at", Instant),
    Column("told_how", String(20)),
    Column("told_by", String(40)),
    Column("created_at", Instant, nullable=False),
    Column("consent_id", String(40)),
    Column("data_passed", Json),
    sealed("decline_reason"),
    Index(None, "unit", "state"),
    Index(None, "area", "state"),
)
leg = Table(
    "leg",
    metadata,
    identity(),
    Column("handover_id", String(40), ForeignKey("handover.id"), nullable=False, index=True),
    Column("n", Integer, nullable=False),
    Column("unit", String(40), nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("signed_at", Instant),
    Column("returned_at", Instant),
    sealed("return_reason"),
    Column("recalled_at", Instant),
    Column("resulted_at", Instant),
    Column("fed_back_at", Instant),
    UniqueConstraint("handover_id", "n"),
)
slip = Table(
    "slip",
    metadata,
    identity(),
    Column("revision", Integer, nullable=False),
    Column("no", String(40), nullable=False, unique=True),
    Column("case_id", String(40), ForeignKey("case.id"), nullable=False, index=True),
    Column("case_no", String(40), nullable=False),
    Column("area", String(12), nullable=False),
    Column("task_id", String(40), nullable=False),
    Column("step", String(60), nullable=False),
    Column("row", String(10)),
    Column("overdue", Integer),
    Column("to_login", String(40)),
    Column("to_group", String(100), nullable=False),
    Column("instance_id", String(40)),
    Column("state", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("reply", Text),
    Column("check_reason", Text),
    Column("issued_by", String(40)),
    Column("issued_at", Instant),
    Column("closed_at", Instant),
    Column("proposed_at", Instant, nullable=False),
    Column("limit_id", String(40)),
    Column("reason", Text),
    Index(None, "area", "state"),
    Index(None, "task_id"),
)
extension = Table(
    "extension",
    metadata,
    identity(),
    Column("revision", Integer, nullable=False),
    Column("case_id", String(40), ForeignKey("case.id"), nullable=False, index=True),
    Column("limit_id", String(40), nullable=False),
    Column("row", String(10), nullable=False),
    Column("n", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", String(40), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("due_before", String(40), nullable=False),
    Column("due_after", String(40), nullable=False),
    Column("state", String(20), nullable=False),
    Column("decided_by", String(40)),
    Column("decided_at", Instant),
)
routing = Table(
    "routing",
    metadata,
    Column("aid", String(10), primary_key=True),
    Column("unit", String(40), nullable=False),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
)


@dataclass(frozen=True, kw_only=True)
class Extension:
    """A request to extend a limit 延期: asked by one person, decided by another, before the deadline."""

    id: str
    revision: int
    case_id: str
    limit_id: str
    row: str
    n: int
    reason: str
    asked_by: str
    asked_at: datetime
    due_before: str
    due_after: str
    state: str
    decided_by: str | None
    decided_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Routing:
    """Which unit is competent for an aid on a day 分办表."""

    aid: str
    unit: str
    valid_from: date
    valid_to: date | None
