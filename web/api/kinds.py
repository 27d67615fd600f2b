"""Kinds of value 值类型 of a body field or query parameter: each reads JSON into Python and says what its JSON schema is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar

from engine.ids import is_id
from engine.time import read_moment

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
YEARS = range(1900, 2200)
Thinkable = TypeVar("Thinkable", bound=date)
MONEY = re.compile(r"\d{1,12}(\.\d{1,2})?")


class Misread(ValueError):
    """The value is not of its kind; the argument is the code of the field fault."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`read` raises Misread; `schema` is the JSON schema of the value on the wire."""

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]


def text(value: Any) -> str:
    """Text without the blanks around it; a NUL, which PostgreSQL cannot take, reaches us in a query or an upload."""
    if not isinstance(value, str) or "\x00" in value:
        raise Misread("E_TYPE")
    return value.strip()


def secret(value: Any) -> str:
    """A password: taken as it is, blanks included."""
    if not isinstance(value, str):
        raise Misread("E_TYPE")
    return value


def name(value: Any) -> str:
    """An opaque id, a code or a login."""
    found = text(value)
    if found and not is_id(found):
        raise Misread("E_TYPE")
    return found


def whole(value: Any) -> int:
    """A whole number, in a query as its digits."""
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", value, re.ASCII):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Misread("E_TYPE")
    return value


def truth(value: Any) -> bool:
    """true or false, in a query as these words."""
    if isinstance(value, str) and value in ("true", "false"):
        return value == "true"
    if not isinstance(value, bool):
        raise Misread("E_TYPE")
    return value


def day(value: Any) -> date:
    """A legal day `2026-02-13`."""
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise Misread("E_DATE")
    try:
        found = date.fromisoformat(value)
    except ValueError as fault:
        raise Misread("E_DATE") from fault
    return thinkable(found)


def month(value: Any) -> str:
    """A month `2026-02`."""
    if not isinstance(value, str) or MONTH.fullmatch(value) is None:
        raise Misread("E_DATE")
    return value


def moment(value: Any) -> datetime:
    """A moment; without offset it is Asia/Shanghai."""
    try:
        found = read_moment(text(value))
    except (ValueError, OverflowError) as fault:
        raise Misread("E_DATE") from fault
    return thinkable(found)


def thinkable(value: Thinkable) -> Thinkable:
    """The same day or moment if forms take its year too: at the ends of the calendar no moment of a day can be reckoned."""
    if value.year not in YEARS:
        raise Misread("E_DATE")
    return value


def money(value: Any) -> Decimal:
    """Yuan as text with up to two decimals; a JSON number is refused, a third decimal is not rounded."""
    if not isinstance(value, str) or not MONEY.fullmatch(value):
        raise Misread("E_MONEY")
    return Decimal(value)


def anything(value: Any) -> dict[str, Any]:
    """An object whose keys the use case judges: the data of forms, facts."""
    if not isinstance(value, dict):
        raise Misread("E_TYPE")
    return value


def names(value: Any) -> list[str]:
    """A list of ids."""
    if not isinstance(value, list):
        raise Misread("E_TYPE")
    return [name(item) for item in value]


def names_or_count(value: Any) -> list[str] | int:
    """Ids, or how many there are."""
    return names(value) if isinstance(value, list) else whole(value)


def tier(value: Any) -> int:
    """The number of a tier; true is the first one, false none."""
    return int(value) if isinstance(value, bool) else whole(value)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "text": Kind(read=text, schema={"type": "string"}),
        "secret": Kind(read=secret, schema={"type": "string", "format": "password"}),
        "name": Kind(read=name, schema={"type": "string", "pattern": "^[A-Za-z0-9-]{1,40}$"}),
        "names": Kind(read=names, schema={"type": "array", "items": {"type": "string"}}),
        "names_or_count": Kind(
            read=names_or_count,
            schema={"oneOf": [{"type": "integer"}, {"type": "array", "items": {"type": "string"}}]},
        ),
        "tier": Kind(read=tier, schema={"type": ["integer", "boolean"]}),
        "whole": Kind(read=whole, schema={"type": "integer"}),
        "truth": Kind(read=truth, schema={"type": "boolean"}),
        "day": Kind(read=day, schema={"type": "string", "format": "date"}),
        "month": Kind(read=month, schema={"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}),
        "moment": Kind(read=moment, schema={"type": "string", "format": "date-time"}),
        "money": Kind(read=money, schema={"type": "string", "pattern": r"^\d{1,12}(\.\d{1,2})?$"}),
        "object": Kind(read=anything, schema={"type": "object"}),
    }
)
