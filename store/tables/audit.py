"""Events, reads of personal data, idempotency keys, messages, counters, anchors and the sweep's lease."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

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
    sealed("history", nullable=False),
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
lock = Table(
    "lock",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("failed", Integer, nullable=False),
    Column("until", Instant),
)
counter = Table(
    "counter",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("value", Integer, nullable=False),
)
lease = Table(
    "lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", String(60), nullable=False),
    Column("until", Instant, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class Event:
    """What a command did 留痕: its name, input, moment and drawn ids, chained to the event before it."""

    id: str
    chain: str
    seq: int
    county: str | None
    case_no: str | None
    at: datetime
    command: str
    by: str
    role: str | None
    for_whom: str | None
    history: dict[str, Any]
    drawn: list[Any]
    versions: dict[str, Any]
    given: dict[str, Any]
    digest: str
    previous: str | None
    hash: str


@dataclass(frozen=True, kw_only=True)
class Access:
    """One read of personal data."""

    id: str
    at: datetime
    by: str
    role: str | None
    case_id: str | None
    case_no: str | None
    what: str
    purpose: str | None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The answer given under an idempotency key."""

    login: str
    route: str
    key: str
    body: str
    at: datetime
    status: int
    answer: Any


@dataclass(frozen=True, kw_only=True)
class Message:
    """A notice to a person or group; `key` makes sure nobody reads it twice."""

    id: str
    key: str
    to: str
    kind: str
    subject: str
    case_id: str | None
    case_no: str | None
    task_id: str | None
    area: str | None
    at: datetime
    due_moment: str | None
    read_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """All chain heads of a county on a day, as one hash."""

    county: str
    day: date
    chains: int
    hash: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Lock:
    """Wrong tries in a row at something public, and until when it is locked."""

    name: str
    failed: int
    until: datetime | None
