"""Attachments 材料 with their versions, and documents 文书 as they were issued."""

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
    Column("pages", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(40), nullable=False),
    Column("handover_id", String(40)),
    sealed("content", nullable=False),
)
