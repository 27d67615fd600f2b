"""Pages of a list 分页: `limit` 1–200, and a cursor that means something only to the list that gave it.

A list is a route with its filters and order: under others the same place would be another row, or none.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from engine.errors import BadRequest

DEFAULT, MOST = 50, 200
MARK = 6
"""Bytes of digest in front of a cursor: enough to notice a broken one. It is no secret, a use case trusts no cursor."""


def read_limit(text: str | None) -> int:
    """The page size; raises BadRequest outside 1–200."""
    if text is None:
        return DEFAULT
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MOST):
        raise BadRequest(parameter="limit")
    return int(text)


def seal(name: str, place: str) -> str:
    """The opaque cursor of a list for a place in it."""
    data = place.encode()
    return urlsafe_b64encode(_mark(name, data) + data).decode().rstrip("=")


def unseal(name: str, cursor: str | None) -> str | None:
    """The place a cursor of this list stands for; raises BadRequest for any other text."""
    if cursor is None:
        return None
    try:
        data = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        place = data[MARK:].decode()
    except ValueError as fault:
        raise BadRequest(parameter="cursor") from fault
    if data[:MARK] != _mark(name, data[MARK:]) or seal(name, place) != cursor:
        raise BadRequest(parameter="cursor")
    return place


def cut(items: Sequence[Any], limit: int, place: str | None) -> dict[str, Any]:
    """One page of a list that a use case gives whole (the lists of one case are short); the place is a position."""
    start = int(place) if place and place.isascii() and place.isdigit() and len(place) <= 9 else 0
    end = start + limit
    return {"items": list(items[start:end]), "next": str(end) if end < len(items) else None}


def page_of_whole(answer: Any, limit: int, place: str | None) -> dict[str, Any]:
    """The page of a list that came whole, as a plain list or under `items`; other keys stay on each page."""
    if not isinstance(answer, Mapping):
        return cut(answer, limit, place)
    return dict(answer) | cut(answer["items"], limit, place)


def _mark(name: str, data: bytes) -> bytes:
    return sha256(name.encode() + b"\x00" + data).digest()[:MARK]
