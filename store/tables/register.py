"""Register entries 台账登记: append-only rows that the flow writes by declaration; a correction is a row of its own."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table

from store.tables.base import Instant, identity, metadata, sealed

register_entry = Table(
    "register_entry",
    metadata,
    identity(),
    Column("register", String(30), nullable=False),
    Column("case_id", String(40), ForeignKey("case.id"), index=True),
    Column("case_no", String(40)),
    Column("area", String(12), nullable=False),
    Column("village", String(12)),
    Column("aid", String(10)),
    Column("household_no", String(40)),
    Column("month", String(7), nullable=False),
    Column("entered_on", Date, nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("entered_by", String(40), nullable=False),
    Column("draft", Boolean, nullable=False),
    Column("corrects", String(40)),
    sealed("reason"),
    sealed("row", nullable=False),
    Column("seq", Integer, nullable=False),
    Index("ix_register_entry_place", "register", "area", "entered_on"),
)


@dataclass(frozen=True, kw_only=True)
class RegisterEntry:
    """One row of a register as it was entered; `row` holds the register's columns (contract section 7).

    `seq` counts the rows of a case in the order of its events, for several are entered at one moment.
    """

    id: str
    register: str
    case_id: str | None
    case_no: str | None
    area: str
    village: str | None
    aid: str | None
    household_no: str | None
    month: str
    entered_on: date
    entered_at: datetime
    entered_by: str
    draft: bool
    corrects: str | None
    reason: str | None
    row: dict[str, Any]
    seq: int
