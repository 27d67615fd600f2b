"""The ladder 逐级督办: what follows when a step stays late, as versions of an editable table, and the rungs already reached."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from assistance.ladder import Ladder, LadderRow
from store.tables.base import Instant, Json, identity, metadata

ladder = Table(
    "ladder",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("in_force", Boolean, nullable=False),
    Column("rows", Json, nullable=False),
    Column("editor", String(40), nullable=False),
    Column("edited_at", Instant, nullable=False),
    Column("submitted_at", Instant),
    Column("publisher", String(40)),
    Column("published_at", Instant),
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


def ladder_to_row(version: Ladder) -> dict[str, Any]:
    """The cells of a version; its rows lie in one of them."""
    return {**vars(version), "rows": [asdict(row) for row in version.rows]}


def ladder_from_row(cells: dict[str, Any]) -> Ladder:
    """The version of a row."""
    return Ladder(**{**cells, "rows": [LadderRow(**row) for row in cells["rows"]]})
