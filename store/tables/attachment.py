"""Attachments 材料 with their versions, and documents 文书 as they were issued."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from store.tables.base import Instant, identity, metadata, sealed

attachment = Table(
    "attachment",
    metadata,
    identity(),
    Column("version", Integer, primary_key=True),
    Column("case_id", String(40), index=True),
    Column("name", Text, nullable=False),
    Column("kind", String(40)),
    Column("media", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("reason", Text),
    Column("content", LargeBinary, nullable=False, info={"sealed_bytes": True}),
)
document = Table(
    "document",
    metadata,
    identity(),
    Column("case_id", String(40), ForeignKey("case.id"), nullable=False, index=True),
    Column("no", String(60), nullable=False),
    Column("type", String(40), nullable=False),
    Column("title", Text, nullable=False),
    Column("template_version", Integer, nullable=False),
    Column("pages", Integer),
    Column("sha256", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(40), nullable=False),
    Column("handover_id", String(40)),
    sealed("content", nullable=False),
    Column("pdf_sha256", String(64)),
)


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """One version of a file 材料; the content is encrypted in the same database, so one transaction holds all."""

    id: str
    version: int
    case_id: str | None
    name: str
    kind: str | None
    media: str
    size: int
    pages: int
    sha256: str
    by: str
    at: datetime
    reason: str | None
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document 文书 as issued; `sha256` is of its data, `pages` and `pdf_sha256` of the PDF once that has been drawn from them."""

    id: str
    case_id: str
    no: str
    type: str
    title: str
    template_version: int
    pages: int | None
    sha256: str
    at: datetime
    by: str
    handover_id: str | None
    content: dict[str, Any]
    pdf_sha256: str | None = None
