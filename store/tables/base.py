"""The one metadata object and the column types of both databases."""

from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Column, DateTime, LargeBinary, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware instant; a naive one is refused here, before it can be stored under a wrong zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive moment {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """JSON as text: the same bytes on both databases, so that replay can compare them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else orjson.loads(value)


def identity(name: str = "id") -> Column[str]:
    """The opaque primary key."""
    return Column(name, String(40), primary_key=True)


def sealed(name: str, *, nullable: bool = True) -> Column[Any]:
    """A column whose text or JSON value is encrypted at rest; the repository seals and opens it."""
    return Column(name, LargeBinary, nullable=nullable, info={"sealed": True})


def blind(name: str) -> Column[Any]:
    """Equality index of a sealed value: a keyed digest, never the value."""
    return Column(name, LargeBinary(16), index=True)
