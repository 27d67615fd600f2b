"""May this person do this act here: one table of act → roles, handed in; scope is the prefix of the area, or the unit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.errors import Forbidden, NotFound


class Granted(Protocol):
    """A role in an area or unit."""

    @property
    def role(self) -> str: ...
    @property
    def area(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a thing lies: its area code, and the units it was sent to."""

    area: str | None = None
    units: frozenset[str] = frozenset()


def covers(grant: Granted, place: Place) -> bool:
    """Whether a grant reaches a place: own area by prefix, or own unit; what lies nowhere (a list, the calendar) all reach."""
    if place == Place():
        return True
    if grant.unit is not None:
        return grant.unit in place.units
    return place.area is None or (grant.area is not None and place.area.startswith(grant.area))


def may(grants: Iterable[Granted], act: str, place: Place, table: Mapping[str, frozenset[str]]) -> str | None:
    """None when allowed; else why not: `scope` (existence is private) or `role`."""
    roles = table[act]
    within = [grant for grant in grants if covers(grant, place)]
    if any(grant.role in roles for grant in within):
        return None
    return "role" if within else "scope"


def demand(grants: Iterable[Granted], act: str, place: Place, table: Mapping[str, frozenset[str]]) -> None:
    """Raise NotFound out of scope, Forbidden for the wrong role."""
    why = may(tuple(grants), act, place, table)
    if why == "scope":
        raise NotFound(act=act)
    if why == "role":
        raise Forbidden(act=act, why="role")
