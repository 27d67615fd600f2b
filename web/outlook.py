"""Where a case stands 现况: one line for each step people work on now, with the ways out of it, read from its diagram."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from documents.diagram import KINDS

GATEWAYS = frozenset(words[0] for kind, words in KINDS.items() if kind.endswith("Gateway"))
DEEP = 3
"""Gateways in a row that are looked through."""

Way = tuple[str, str]


def standing(page: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The open tasks of a case, what is late first, each with its process by name and what may follow it."""
    diagrams = {one["instance_id"]: one for one in page["diagrams"]}
    rows = sorted(page["case"]["open_tasks"], key=lambda row: (row["slip_id"] is not None, row["created_at"]))
    return [_stand(row, diagrams.get(row["instance_id"])) for row in rows]


def _stand(row: Mapping[str, Any], diagram: Mapping[str, Any] | None) -> dict[str, Any]:
    if diagram is None:
        return {"row": row, "process": "", "ahead": []}
    table = diagram["table"]
    return {"row": row, "process": diagram["name"], "ahead": ahead(table, row["element_id"])}


def ahead(table: Iterable[Mapping[str, Any]], element: str) -> list[Way]:
    """Condition (or empty) and name of every step that may follow an element; gateways are looked through."""
    rows = list(table)
    named = {row["name"]: row for row in rows}
    start = next((row for row in rows if row["element"] == element), None)
    return list(dict.fromkeys(_ways(start, named, DEEP))) if start else []


def _ways(row: Mapping[str, Any], named: Mapping[str, Any], deep: int) -> Iterator[Way]:
    for condition, following in row["next"]:
        further = named.get(following)
        if further is not None and further["kind"] in GATEWAYS and deep:
            for inner, name in _ways(further, named, deep - 1):
                yield inner or condition, name
        else:
            yield condition, following
