"""Versions of processes and forms, instances, tasks, drafts, due moments, incidents."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from store.tables.base import Instant, Json, identity, metadata, sealed

process_version = Table(
    "process_version",
    metadata,
    identity(),
    Column("key", String(60), nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("in_force", Boolean, nullable=False),
    Column("origin", String(20), nullable=False),
    Column("based_on", Integer),
    Column("sha256", String(64), nullable=False),
    Column("editor", String(40), nullable=False),
    Column("publisher", String(40)),
    Column("published_at", Instant),
    Column("effective_from", Date),
    Column("closure", Json, nullable=False),
    Column("files", Json, nullable=False),
    UniqueConstraint("key", "number"),
)
form_version = Table(
    "form_version",
    metadata,
    identity(),
    Column("form", String(20), nullable=False),
    Column("number", Integer, nullable=False),
    Column("in_force", Boolean, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("schema", Json, nullable=False),
    UniqueConstraint("form", "number"),
)
instance = Table(
    "instance",
    metadata,
    identity(),
    Column("case_id", String(40), ForeignKey("case.id"), nullable=False, index=True),
    Column("process", String(60), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("parent_id", String(40)),
    Column("parent_token", String(40)),
    Column("handover_id", String(40)),
    Column("slip_id", String(40)),
    Column("state", String(20), nullable=False),
    Column("tokens", LargeBinary, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("wake_at", Instant),
    Column("revision", Integer, nullable=False),
)
task = Table(
    "task",
    metadata,
    identity(),
    Column("revision", Integer, nullable=False),
    Column("case_id", String(40), ForeignKey("case.id"), nullable=False),
    Column("case_no", String(40), nullable=False),
    Column("aid", String(10), nullable=False),
    Column("head_name", Text, nullable=False),
    Column("process", String(60), nullable=False),
    Column("version", Integer, nullable=False),
    Column("instance_id", String(40), ForeignKey("instance.id"), nullable=False),
    Column("token", String(40), nullable=False),
    Column("element_id", Text, nullable=False),
    Column("step", String(60), nullable=False),
    Column("name", Text, nullable=False),
    Column("role", String(40), nullable=False),
    Column("group", String(100), nullable=False),
    Column("area", String(12), nullable=False),
    Column("unit", String(40)),
    Column("handover_id", String(40)),
    Column("slip_id", String(40)),
    Column("limit_row", Text),
    Column("state", String(20), nullable=False),
    Column("holder", String(40)),
    Column("created_at", Instant, nullable=False),
    Column("claimed_at", Instant),
    Column("done_at", Instant),
    Column("done_by", String(40)),
    Column("outcome", String(60)),
    Column("effective_due", String(40)),
    Column("effective_row", String(10)),
    Column("amber_at", Instant),
    Column("late_at", Instant),
    Column("sort_at", Instant, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("follow_up_on", Date),
    Index(None, "case_id", "state"),
    Index(None, "instance_id", "state"),
    Index("ix_task_group", "state", "group", "sort_at", "id"),
    Index("ix_task_holder", "holder", "state", "sort_at", "id"),
    Index("ix_task_done", "done_by", "done_at"),
    Index("ix_task_area", "state", "area", "sort_at", "id"),
    Index("ix_task_open", "state", "sort_at", "id", "area"),
)
task_exclusion = Table(
    "task_exclusion",
    metadata,
    Column("task_id", String(40), ForeignKey("task.id"), primary_key=True),
    Column("login", String(40), primary_key=True),
    Column("why", String(40), nullable=False),
)
draft = Table(
    "draft",
    metadata,
    Column("subject", String(40), primary_key=True),
    Column("login", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    sealed("content", nullable=False),
)
due_moment = Table(
    "due_moment",
    metadata,
    identity(),
    Column("kind", String(20), nullable=False),
    Column("subject", String(40), nullable=False),
    Column("case_id", String(40), nullable=False, index=True),
    Column("due_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("retry_at", Instant),
    Index(None, "due_at", "id"),
    Index(None, "subject", "kind"),
)
incident = Table(
    "incident",
    metadata,
    identity(),
    Column("revision", Integer, nullable=False),
    Column("case_id", String(40), ForeignKey("case.id"), nullable=False, index=True),
    Column("area", String(12), nullable=False),
    Column("instance_id", String(40)),
    Column("task_id", String(40)),
    Column("command", String(60), nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("element_id", Text),
    Column("element_kind", Text),
    Column("element_name", Text),
    Column("message", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("retries", Integer, nullable=False),
    Column("mended_by", String(40)),
    Column("mended_at", Instant),
    Column("reason", Text),
    sealed("given", nullable=False),
    Index(None, "state", "area"),
)


@dataclass(frozen=True, kw_only=True)
class ProcessVersion:
    """An immutable version 版本 of a process folder; `files` is path → text, `closure` pins what its instances run on."""

    id: str
    key: str
    number: int
    name: str
    kind: str
    state: str
    in_force: bool
    origin: str
    based_on: int | None
    sha256: str
    editor: str
    publisher: str | None
    published_at: datetime | None
    effective_from: date | None
    closure: list[dict[str, Any]]
    files: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class FormVersion:
    """An immutable version of a form's schema."""

    id: str
    form: str
    number: int
    in_force: bool
    sha256: str
    schema: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Instance:
    """One running process 流程实例 of a case; `tokens` is the engine's snapshot and nothing else reads it."""

    id: str
    case_id: str
    process: str
    version: int
    kind: str
    parent_id: str | None
    parent_token: str | None
    handover_id: str | None
    slip_id: str | None
    state: str
    tokens: bytes
    started_at: datetime
    ended_at: datetime | None
    wake_at: datetime | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class Exclusion:
    """A person who may not see a task, and why (separation of persons, relative)."""

    task_id: str
    login: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a person typed and did not yet hand in, for a task or a draft case; never validated, always encrypted."""

    subject: str
    login: str
    at: datetime
    content: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DueMoment:
    """Something that must happen at a moment: `timer` (subject: instance), `rung` (limit), `job`.

    After a failed attempt it rests until `retry_at` on the machine's clock: the product's may stand still in a demo.
    """

    id: str
    kind: str
    subject: str
    case_id: str
    due_at: datetime
    attempts: int
    retry_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Incident:
    """A rolled-back command 异常 with its element and message; it can be tried again or given up."""

    id: str
    revision: int
    case_id: str
    area: str
    instance_id: str | None
    task_id: str | None
    command: str
    by: str
    at: datetime
    element_id: str | None
    element_kind: str | None
    element_name: str | None
    message: str
    state: str
    retries: int
    mended_by: str | None
    mended_at: datetime | None
    reason: str | None
    given: dict[str, Any]
