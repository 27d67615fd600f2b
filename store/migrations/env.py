"""Alembic's environment: always inside a transaction of the caller's, so that a broken revision leaves nothing behind."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from store import tables  # noqa: F401  # fills the metadata
from store.tables.base import Instant, Json, metadata


def ours(thing: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    """Everything but the tables of Procrastinate, which come as its own SQL."""
    return not (kind == "table" and reflected and str(name).startswith("procrastinate_"))


def plain(kind: str, thing: Any, _: AutogenContext) -> str | Literal[False]:
    """Draft revisions in plain SQL types: a revision must not change when our column types do."""
    if kind == "type" and isinstance(thing, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Json):
        return "sa.Text()"
    return False


connection: sa.Connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, include_object=ours, render_item=plain)
with context.begin_transaction():
    context.run_migrations()
