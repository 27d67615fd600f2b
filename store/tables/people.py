"""Areas, units, people and their posts."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from store.tables.base import Instant, blind, identity, metadata, sealed

area = Table(
    "area",
    metadata,
    identity("code"),
    Column("name", Text, nullable=False),
    Column("population", Integer),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
)
unit = Table(
    "unit",
    metadata,
    identity("key"),
    Column("name", Text, nullable=False),
    Column("uscc", String(18), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("area", String(12), nullable=False),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
)
person = Table(
    "person",
    metadata,
    identity("login"),
    Column("name", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("password_hash", Text, nullable=False),
    sealed("id_no"),
    blind("id_index"),
    Column("failed", Integer, nullable=False),
    Column("locked_until", Instant),
    Column("revision", Integer, nullable=False),
)
role_grant = Table(
    "role_grant",
    metadata,
    identity(),
    Column("login", String(40), nullable=False, index=True),
    Column("role", String(40), nullable=False),
    Column("area", String(12)),
    Column("unit", String(40)),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Index(None, "role", "area"),
    Index(None, "role", "unit"),
)
relative = Table(
    "relative",
    metadata,
    identity(),
    Column("login", String(40), nullable=False, index=True),
    sealed("name", nullable=False),
    sealed("id_no", nullable=False),
    blind("id_index"),
    Column("relation", String(20), nullable=False),
)
token = Table(
    "token",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("login", String(40), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class GrantRow:
    """A role grant as it is stored."""

    id: str
    login: str
    role: str
    area: str | None
    unit: str | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class Relative:
    """A close relative 近亲属 of a member of staff; found by identity number when that person applies."""

    id: str
    login: str
    name: str
    id_no: str
    id_index: bytes
    relation: str


@dataclass(frozen=True, kw_only=True)
class Token:
    """A signed-in session or API token; only its digest is stored."""

    digest: str
    login: str
    kind: str
    created_at: datetime
    expires_at: datetime
