"""JSON on the wire: moments with the county's offset, dates, money as `"1020.00"`; no float in either direction."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson

from engine.errors import BadRequest
from engine.time import iso

DEPTH = 40
"""Levels of nesting taken from outside; our deepest form has five."""
DIGITS = 18
"""Digits of a number taken from outside: what 64 bits hold."""


def encode(value: object) -> bytes:
    """UTF-8 JSON of what a use case returned; raises TypeError or ValueError for a value without a place on the wire."""
    return orjson.dumps(plain(value))


def plain(value: object) -> Any:
    """The same value in JSON's own types; keys stay in the order the use case gave them."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _scalar(value)


def _scalar(value: object) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    raise TypeError(f"{type(value).__name__} has no form on the wire")


def money(value: Decimal) -> str:
    """Two decimals; a third one is a bug of the caller, because money is never rounded on its way out."""
    text = value.quantize(Decimal("0.01"))
    if text != value:
        raise ValueError(f"{value} has more than two decimals")
    return str(text)


def decode(data: bytes) -> Any:
    """Strict JSON from outside; raises BadRequest for whatever two readers could understand differently.

    Refused: other encodings, a key twice, NaN and Infinity, lone surrogates and NUL (PostgreSQL cannot store them),
    numbers or nesting beyond all sense. A number with a fraction becomes a Decimal, so that a field can refuse it by name.
    """
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_once_each,
            parse_constant=_no_constant,
            parse_float=Decimal,
        )
    except (ValueError, RecursionError, ArithmeticError) as fault:
        raise BadRequest(why="json") from fault
    _storable(value, DEPTH)
    return value


def typed(value: Any) -> Any:
    """A draft as it was typed: numbers with a fraction become the text of them, because a draft is kept, not judged."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _storable(value: object, depth: int) -> None:
    if depth == 0:
        raise BadRequest(why="json")
    if isinstance(value, str):
        _text(value)
    elif isinstance(value, int | Decimal):
        _number(Decimal(value))
    elif isinstance(value, dict):
        for key, item in value.items():
            _text(key)
            _storable(item, depth - 1)
    elif isinstance(value, list):
        for item in value:
            _storable(item, depth - 1)


def _number(value: Decimal) -> None:
    if value and abs(value.adjusted()) >= DIGITS:
        raise BadRequest(why="json")


def _text(value: str) -> None:
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadRequest(why="json")
