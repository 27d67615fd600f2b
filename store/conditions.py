"""Conditions that several lists share."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, ColumnElement, false, or_, tuple_


def below_any(column: Column[Any] | ColumnElement[Any], areas: Iterable[str]) -> ColumnElement[bool]:
    """The area lies below one of these, written as ranges so that an index serves them; never when there are none."""
    return or_(false(), *((column >= area) & (column < area + ":") for area in sorted(set(areas))))


def among(column: Column[Any] | ColumnElement[Any], values: Iterable[str]) -> ColumnElement[bool]:
    """The value is one of these; never when there are none."""
    found = sorted(set(values))
    return column.in_(found) if found else false()


def behind(
    columns: tuple[Any, Any], last: tuple[Any, str] | None, *, backwards: bool = False
) -> list[ColumnElement[bool]]:
    """Rows after the last one shown, in the order of the two columns."""
    if last is None:
        return []
    here = tuple_(*columns)
    return [here < last if backwards else here > last]
