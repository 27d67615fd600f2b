"""The working-day calendar and its loads, and the limits that run on it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Boolean, Column, Date, Integer, String, Table, Text

from store.tables.base import Instant, Json, identity, metadata

calendar_day = Table(
    "calendar_day",
    metadata,
    Column("date", Date, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("is_workday", Boolean),
    Column("name", Text),
    Column("source", Text),
)
calendar_load = Table(
    "calendar_load",
    metadata,
    identity(),
    Column("version", Integer, nullable=False, unique=True),
    Column("at", Instant, nullable=False),
    Column("by", String(40), nullable=False),
    Column("act", String(20), nullable=False),
    Column("sha256", String(64)),
    Column("year", Integer),
    Column("undoes", Integer),
    Column("complete_years", Json, nullable=False),
)


@dataclass(frozen=True, kw_only=True)
class CalendarDay:
    """A day as one version of the calendar has it; `is_workday` None takes an earlier row back."""

    date: date
    version: int
    is_workday: bool | None
    name: str | None
    source: str | None


@dataclass(frozen=True, kw_only=True)
class CalendarLoad:
    """One change of the calendar: a load, an undo, or a year declared complete or reopened."""

    id: str
    version: int
    at: datetime
    by: str
    act: str
    sha256: str | None
    year: int | None
    undoes: int | None
    complete_years: list[int]
