"""The ladder 逐级督办: what follows when a step stays late, as editable rows, and the rungs already reached."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from store.tables.base import Instant, Json, identity, metadata

ladder = Table(
    "ladder",
    metadata,
    Column("step", String(60), primary_key=True),
    Column("rung", String(20), primary_key=True),
    Column("after", Integer, nullable=False),
    Column("to", Json, nullable=False),
    Column("label", String(20), nullable=False),
)
rung = Table(
    "rung",
    metadata,
    identity(),
    Column("limit_id", String(40), nullable=False),
    Column("rung", String(20), nullable=False),
    Column("case_id", String(40), ForeignKey("case.id"), nullable=False, index=True),
    Column("case_no", String(40), nullable=False),
    Column("area", String(12), nullable=False),
    Column("row", String(10), nullable=False),
    Column("on", Date, nullable=False),
    Column("at", Instant, nullable=False),
    Column("slip_id", String(40)),
    UniqueConstraint("limit_id", "rung"),
    Index(None, "area", "at"),
)


@dataclass(frozen=True, kw_only=True)
class Rung:
    """A rung reached by a late limit, once."""

    id: str
    limit_id: str
    rung: str
    case_id: str
    case_no: str
    area: str
    row: str
    on: date
    at: datetime
    slip_id: str | None
