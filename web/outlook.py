"""Where a case stands 现况: one line for each step people work on now, with the ways out of it, read from its diagrams."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.diagram import KINDS
from web.i18n import gettext as _

GATEWAYS = frozenset(words[0] for kind, words in KINDS.items() if kind.endswith("Gateway"))
PARALLEL = KINDS["parallelGateway"][0]
END = KINDS["endEvent"][0]
DEEP = 4
"""Gateways and ends of called processes in a row that are looked through."""

Way = tuple[str, str]
Diagrams = Mapping[str, Mapping[str, Any]]
Step = Mapping[str, Any]


@dataclass(frozen=True)
class Look:
    """What is looked through: the diagrams of a case, and the other steps that are open beside the one asked about."""

    diagrams: Diagrams
    beside: Sequence[Step] = ()
    deep: int = DEEP

    def further(self) -> "Look":
        return replace(self, deep=self.deep - 1)

    def without(self, done: Sequence[Step]) -> "Look":
        """The same behind a join, where these steps are over."""
        return replace(self.further(), beside=[row for row in self.beside if row not in done])

    def open_in(self, own: Mapping[str, Any]) -> list[Step]:
        """The other open steps of a diagram, or of what it has called."""
        return [row for row in self.beside if own["instance_id"] in self._within(row["instance_id"])]

    def _within(self, instance_id: str | None) -> Iterator[str]:
        while instance_id and instance_id in self.diagrams:
            yield instance_id
            instance_id = self.diagrams[instance_id]["called_by"][0]


def standing(page: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The open tasks of a case, what is late first, each with its process by name and what may follow it."""
    diagrams = {one["instance_id"]: one for one in page["diagrams"]}
    rows = sorted(page["case"]["open_tasks"], key=lambda row: (row["slip_id"] is not None, row["created_at"]))
    return [_stand(row, diagrams, [one for one in rows if one is not row]) for row in rows]


def _stand(row: Step, diagrams: Diagrams, beside: Sequence[Step]) -> dict[str, Any]:
    own = diagrams.get(row["instance_id"])
    if own is None:
        return {"row": row, "process": "", "ahead": []}
    return {"row": row, "process": own["name"], "ahead": ahead(diagrams, own, row["element_id"], beside)}


def ahead(diagrams: Diagrams, own: Mapping[str, Any], element: str, beside: Sequence[Step] = ()) -> list[Way]:
    """Condition (or empty) and name of every step that may follow an element of a diagram.

    Gateways are looked through, and so is the end of a called process: what follows it stands in the diagram that called.
    What ends while other steps are open ends nothing else: these are named instead; and what is joined waits for them.
    """
    return list(dict.fromkeys(_ways(Look(diagrams, beside), own, element)))


def _ways(look: Look, own: Mapping[str, Any], element: str) -> Iterator[Way]:
    rows = {row["element"]: row for row in own["table"]}
    row = rows.get(element)
    if row is None:
        return
    for (condition, name), following in zip(row["next"], row["after"], strict=True):
        further = rows.get(following)
        inside = _through(look, own, further)
        if inside is None:
            yield condition, name
        else:
            yield from ((inner or condition, way) for inner, way in inside)


def _through(look: Look, own: Mapping[str, Any], further: Mapping[str, Any] | None) -> Iterator[Way] | None:
    """What lies behind an element that is no step of its own; None for one that is."""
    if further is None or not look.deep:
        return None
    others = look.open_in(own)
    if further["kind"] == PARALLEL and len(further["next"]) == 1 and others:
        behind = _ways(look.without(others), own, further["element"])
        return ((inner or _("各步都办完"), way) for inner, way in behind)
    if further["kind"] in GATEWAYS:
        return _ways(look.further(), own, further["element"])
    if further["kind"] != END:
        return None
    if others:
        return ((_("同时在办"), row["step_name"]) for row in others)
    parent_id, token = own["called_by"]
    parent = look.diagrams.get(parent_id or "")
    call = parent["calls"].get(token) if parent else None
    return _ways(look.further(), parent, call) if parent and call else None
