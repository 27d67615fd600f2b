"""Where a case stands 现况: one line for each step people work on now, with the ways out of it, read from its diagrams."""

from collections.abc import Iterator, Mapping
from typing import Any

from documents.diagram import KINDS

GATEWAYS = frozenset(words[0] for kind, words in KINDS.items() if kind.endswith("Gateway"))
END = KINDS["endEvent"][0]
DEEP = 4
"""Gateways and ends of called processes in a row that are looked through."""

Way = tuple[str, str]
Diagrams = Mapping[str, Mapping[str, Any]]


def standing(page: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The open tasks of a case, what is late first, each with its process by name and what may follow it."""
    diagrams = {one["instance_id"]: one for one in page["diagrams"]}
    rows = sorted(page["case"]["open_tasks"], key=lambda row: (row["slip_id"] is not None, row["created_at"]))
    return [_stand(row, diagrams) for row in rows]


def _stand(row: Mapping[str, Any], diagrams: Diagrams) -> dict[str, Any]:
    own = diagrams.get(row["instance_id"])
    if own is None:
        return {"row": row, "process": "", "ahead": []}
    return {"row": row, "process": own["name"], "ahead": ahead(diagrams, own, row["element_id"])}


def ahead(diagrams: Diagrams, own: Mapping[str, Any], element: str) -> list[Way]:
    """Condition (or empty) and name of every step that may follow an element of a diagram.

    Gateways are looked through, and so is the end of a called process: what follows it stands in the diagram that called.
    """
    return list(dict.fromkeys(_ways(diagrams, own, element, DEEP)))


def _ways(diagrams: Diagrams, own: Mapping[str, Any], element: str, deep: int) -> Iterator[Way]:
    rows = {row["element"]: row for row in own["table"]}
    row = rows.get(element)
    if row is None:
        return
    for (condition, name), following in zip(row["next"], row["after"], strict=True):
        further = rows.get(following)
        inside = _through(diagrams, own, further, deep)
        if inside is None:
            yield condition, name
        else:
            yield from ((inner or condition, way) for inner, way in inside)


def _through(
    diagrams: Diagrams, own: Mapping[str, Any], further: Mapping[str, Any] | None, deep: int
) -> Iterator[Way] | None:
    """What lies behind an element that is no step of its own; None for one that is."""
    if further is None or not deep:
        return None
    if further["kind"] in GATEWAYS:
        return _ways(diagrams, own, further["element"], deep - 1)
    if further["kind"] == END:
        parent_id, token = own["called_by"]
        parent = diagrams.get(parent_id or "")
        call = parent["calls"].get(token) if parent else None
        return _ways(diagrams, parent, call, deep - 1) if parent and call else None
    return None
