"""Events, reads of personal data, idempotency keys, messages, counters, anchors and the sweep's lease."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text, UniqueConstraint

from store.tables.base import Instant, Json, identity, metadata, sealed

event = Table(
    "event",
    metadata,
    identity(),
    Column("chain", String(40), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("county", String(6)),
    Column("case_no", String(40)),
    Column("at", Instant, nullable=False),
    Column("command", String(60), nullable=False),
    Column("by", String(40), nullable=False),
    Column("role", String(40)),
    Column("for_whom", String(40)),
    Column("history", Json, nullable=False),
    Column("drawn", Json, nullable=False),
    Column("versions", Json, nullable=False),
    sealed("given", nullable=False),
    Column("digest", String(64), nullable=False),
    Column("previous", String(64)),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("chain", "seq"),
    Index(None, "county", "at"),
    Index(None, "by", "at"),
)
anchor = Table(
    "anchor",
    metadata,
    Column("county", String(6), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("chains", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("at", Instant, nullable=False),
)
access_log = Table(
    "access_log",
    metadata,
    identity(),
    Column("at", Instant, nullable=False),
    Column("by", String(40), nullable=False),
    Column("role", String(40)),
    Column("case_id", String(40), index=True),
    Column("case_no", String(40)),
    Column("what", String(60), nullable=False),
    Column("purpose", Text),
    Index(None, "by", "at"),
)
idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("login", String(40), primary_key=True),
    Column("route", String(200), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("body", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("status", Integer, nullable=False),
    sealed("answer", nullable=False),
)
message = Table(
    "message",
    metadata,
    identity(),
    Column("key", String(120), nullable=False, unique=True),
    Column("to", String(100), nullable=False, index=True),
    Column("kind", String(30), nullable=False),
    Column("subject", Text, nullable=False),
    Column("case_id", String(40), index=True),
    Column("case_no", String(40)),
    Column("task_id", String(40)),
    Column("area", String(12)),
    Column("at", Instant, nullable=False),
    Column("due_moment", String(40)),
    Column("read_at", Instant),
)
counter = Table(
    "counter",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", Integer, nullable=False),
)
lease = Table(
    "lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", String(60), nullable=False),
    Column("until", Instant, nullable=False),
)
