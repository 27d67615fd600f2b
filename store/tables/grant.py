"""Standards 标准, grants 待遇 with their members and amounts, and certificates 证件."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from store.tables.base import Instant, Json, blind, identity, metadata, sealed

standard = Table(
    "standard",
    metadata,
    identity(),
    Column("revision", Integer, nullable=False),
    Column("area", String(12), nullable=False),
    Column("aid", String(10), nullable=False),
    Column("item", String(30), nullable=False),
    Column("amount", String(20), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("source", Text, nullable=False),
    Column("entered_by", String(40), nullable=False),
    Column("entered_at", Instant, nullable=False),
    Index(None, "area", "aid", "item"),
)
grant = Table(
    "grant",
    metadata,
    identity(),
    Column("revision", Integer, nullable=False),
    Column("case_id", String(40), ForeignKey("case.id"), index=True),
    Column("aid", String(10), nullable=False),
    Column("area", String(12), nullable=False),
    Column("village", String(12)),
    Column("household_no", String(40), nullable=False),
    Column("head_name", Text, nullable=False),
    sealed("head_id"),
    blind("head_id_index"),
    Column("members", Integer, nullable=False),
    Column("covered", Integer, nullable=False),
    Column("categories", Json, nullable=False),
    Column("state", String(20), nullable=False),
    Column("amount", Integer, nullable=False),
    Column("from_month", String(7), nullable=False),
    Column("to_month", String(7)),
    Column("decided_on", Date, nullable=False),
    Column("decision_no", String(60), nullable=False),
    Column("review_group", String(30)),
    Column("created_at", Instant, nullable=False),
    Index(None, "area", "aid", "state"),
    Index(None, "household_no"),
)
grant_member = Table(
    "grant_member",
    metadata,
    identity(),
    Column("grant_id", String(40), ForeignKey("grant.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    sealed("id_no", nullable=False),
    blind("id_index"),
    Column("relation", String(20), nullable=False),
    Column("covered", Boolean, nullable=False),
)
grant_amount = Table(
    "grant_amount",
    metadata,
    identity(),
    Column("grant_id", String(40), ForeignKey("grant.id"), nullable=False, index=True),
    Column("case_id", String(40)),
    Column("from_month", String(7), nullable=False),
    Column("to_month", String(7)),
    Column("amount", Integer, nullable=False),
    Column("worked", Json, nullable=False),
)
certificate = Table(
    "certificate",
    metadata,
    identity(),
    Column("revision", Integer, nullable=False),
    Column("number", String(60), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("grant_id", String(40), ForeignKey("grant.id"), index=True),
    Column("case_id", String(40)),
    Column("aid", String(10), nullable=False),
    Column("area", String(12), nullable=False),
    Column("holder", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("made_on", Date),
    Column("issued_on", Date),
    Column("issuer", String(40)),
    Column("old_returned", Boolean, nullable=False),
    Column("loss_statement", String(40)),
    Column("receipt", String(40)),
    Column("marks", Json, nullable=False),
    Index(None, "area", "state"),
)


@dataclass(frozen=True, kw_only=True)
class StandardRow:
    """A standard 标准 of an area and aid from a day until a day; `amount` is a decimal as text (some items are rates)."""

    id: str
    revision: int
    area: str
    aid: str
    item: str
    amount: str
    valid_from: date
    valid_to: date | None
    source: str
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, kw_only=True)
class GrantRow:
    """A grant 待遇 born of a decision; `amount` in fen a month, months as `2026-02`."""

    id: str
    revision: int
    case_id: str | None
    aid: str
    area: str
    village: str | None
    household_no: str
    head_name: str
    head_id: str | None
    head_id_index: bytes | None
    members: int
    covered: int
    categories: list[str]
    state: str
    amount: int
    from_month: str
    to_month: str | None
    decided_on: date
    decision_no: str
    review_group: str | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class GrantMember:
    """A member of the household on a grant; found by identity number when somebody applies again (`E_DUP_AID`)."""

    id: str
    grant_id: str
    name: str
    id_no: str
    id_index: bytes
    relation: str
    covered: bool


@dataclass(frozen=True, kw_only=True)
class GrantAmount:
    """One amount in a grant's history, in fen, with the lines of its reckoning."""

    id: str
    grant_id: str
    case_id: str | None
    from_month: str
    to_month: str | None
    amount: int
    worked: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A certificate 证件; its number is never used again."""

    id: str
    revision: int
    number: str
    kind: str
    grant_id: str | None
    case_id: str | None
    aid: str
    area: str
    holder: str
    state: str
    made_on: date | None
    issued_on: date | None
    issuer: str | None
    old_returned: bool
    loss_statement: str | None
    receipt: str | None
    marks: list[Any]
