"""Pages of lists 分页: a cursor is the sort value and id of the last row shown; it is opaque outside."""

import base64
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import orjson

from engine.errors import BadRequest
from engine.time import read_moment
from store.conditions import behind
from store.repository import Repository

V = TypeVar("V")
MOST = 200
YEARS = range(1900, 2200)
"""Years a filter may name: at the ends of the calendar no moment of a day can be reckoned."""


def encode(value: Any, id: str) -> str:
    """The cursor behind a row."""
    kind, text = "s", value
    if isinstance(value, datetime):
        kind, text = "t", value.isoformat()
    elif isinstance(value, date):
        kind, text = "d", value.isoformat()
    return base64.urlsafe_b64encode(orjson.dumps([kind, text, id])).decode().rstrip("=")


def decode(cursor: str | None, sort: type = datetime) -> tuple[Any, str] | None:
    """The (sort value, id) of a cursor of a list sorted by such values; raises BadRequest for anything else."""
    if cursor is None:
        return None
    try:
        kind, text, id = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        value = {"t": read_moment, "d": date.fromisoformat}.get(kind, str)(text) if text is not None else None
    except (ValueError, TypeError, OverflowError) as fault:
        raise BadRequest(parameter="cursor") from fault
    if not isinstance(value, sort):
        raise BadRequest(parameter="cursor")
    return value, str(id)


def cut(rows: Sequence[V], limit: int, sort: str) -> tuple[Sequence[V], str | None]:
    """The page and the cursor of the next one, out of one row more than asked for."""
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], encode(getattr(last, sort), last.id)  # type: ignore[attr-defined]


def newest(
    repository: Repository[V], sort: str, where: Sequence[Any], *, cursor: str | None, limit: int
) -> tuple[Sequence[V], str | None]:
    """One page of a table, newest first by the moment in `sort`, and the cursor of the next page."""
    number, after = checked(limit), decode(cursor)
    table = repository.table.c
    order = (table[sort], table.id)
    rows = repository.find(
        *where,
        *behind(order, after, backwards=True),
        order=[column.desc() for column in order],
        limit=number + 1,
    )
    return cut(rows, number, sort)


def whole(items: Sequence[V], cursor: str | None, limit: int) -> dict[str, Any]:
    """One page of a list that is reckoned anew each time, in its own order; the cursor is the place where the next one begins."""
    number, after = checked(limit), decode(cursor, str)
    start = _place(after[1]) if after else 0
    end = start + number
    return {"items": items[start:end], "next": encode("", str(end)) if len(items) > end else None}


def _place(text: str) -> int:
    if not text.isdecimal():
        raise BadRequest(parameter="cursor")
    return int(text)


def checked(limit: int) -> int:
    """1 to 200 rows a page."""
    if not 1 <= limit <= MOST:
        raise BadRequest(parameter="limit")
    return limit


def column(table: Any, key: str, known: Sequence[str]) -> Any:
    """The column a filter names; raises BadRequest for a parameter nobody knows."""
    if key not in known:
        raise BadRequest(parameter=key)
    return table[key]


def day(text: str, parameter: str) -> date:
    """The date a filter names; raises BadRequest."""
    try:
        found = date.fromisoformat(text)
    except ValueError as fault:
        raise BadRequest(parameter=parameter) from fault
    if found.year not in YEARS:
        raise BadRequest(parameter=parameter)
    return found
