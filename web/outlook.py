"""What comes next 下一步: the ways out of where a case stands, read from the table of its diagram."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from documents.diagram import KINDS

GATEWAYS = frozenset(words[0] for kind, words in KINDS.items() if kind.endswith("Gateway"))
CALLS = KINDS["callActivity"][0]
DEEP = 3
"""Gateways in a row that are looked through."""

Way = tuple[str, str]


def ahead(diagrams: Iterable[Mapping[str, Any]]) -> list[Way]:
    """Condition (or empty) and name of every next step, from where people work now; a called process speaks for itself."""
    found: dict[Way, None] = {}
    for one in diagrams:
        rows = {row["element"]: row for row in one["table"]}
        named = {row["name"]: row for row in one["table"]}
        for token in one["tokens"]:
            if token in rows and rows[token]["kind"] != CALLS:
                found.update(dict.fromkeys(_ways(rows[token], named, DEEP)))
    return list(found)


def _ways(row: Mapping[str, Any], named: Mapping[str, Any], deep: int) -> Iterator[Way]:
    for condition, following in row["next"]:
        further = named.get(following)
        if further is not None and further["kind"] in GATEWAYS and deep:
            for inner, name in _ways(further, named, deep - 1):
                yield inner or condition, name
        else:
            yield condition, following
