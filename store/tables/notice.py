"""Public notices 公示 and the objections 异议 raised against them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from store.tables.base import Instant, Json, identity, metadata, sealed

notice = Table(
    "notice",
    metadata,
    identity(),
    Column("revision", Integer, nullable=False),
    Column("case_id", String(40), ForeignKey("case.id"), nullable=False, index=True),
    Column("case_no", String(40), nullable=False),
    Column("instance_id", String(40), nullable=False),
    Column("aid", String(10), nullable=False),
    Column("area", String(12), nullable=False),
    Column("village", String(12)),
    Column("round", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("members", Integer, nullable=False),
    Column("amount", Integer),
    Column("place", Text, nullable=False),
    Column("hot_line", String(40), nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("free_from", Instant, nullable=False),
    Column("removed_at", Instant),
    Column("photos", Json, nullable=False),
    Column("opinion", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Index(None, "area", "state"),
)
objection = Table(
    "objection",
    metadata,
    identity(),
    Column("revision", Integer, nullable=False),
    Column("notice_id", String(40), ForeignKey("notice.id"), nullable=False, index=True),
    Column("case_id", String(40), ForeignKey("case.id"), nullable=False, index=True),
    Column("state", String(20), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("received_by", String(40), nullable=False),
    Column("way", String(20), nullable=False),
    sealed("content", nullable=False),
    sealed("name"),
    Column("closed_at", Instant),
    Column("closed_by", String(40)),
    sealed("reason"),
)


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A public notice 公示 of an opinion, as it was posted; `amount` in fen. It may show name, members and amount only.

    `opinion` is the revision of the F12 it makes known: a later opinion wants a notice of its own. `seq` counts the notices
    of a case, for two may be posted at one moment.
    """

    id: str
    revision: int
    case_id: str
    case_no: str
    instance_id: str
    aid: str
    area: str
    village: str | None
    round: int
    state: str
    name: str
    members: int
    amount: int | None
    place: str
    hot_line: str
    posted_at: datetime
    last_day: date
    free_from: datetime
    removed_at: datetime | None
    photos: list[str]
    opinion: int
    seq: int


@dataclass(frozen=True, kw_only=True)
class Objection:
    """An objection 异议 to a notice; who raised it is sealed and shown to nobody but the investigators."""

    id: str
    revision: int
    notice_id: str
    case_id: str
    state: str
    received_on: date
    received_at: datetime
    received_by: str
    way: str
    content: str
    name: str | None
    closed_at: datetime | None
    closed_by: str | None
    reason: str | None
