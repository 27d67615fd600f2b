"""Moments 时点: what happened on a case, and what kinds of happening there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

CASE = "case"


@dataclass(frozen=True, kw_only=True)
class MomentKind:
    """One word of the closed vocabulary of moments.

    `subject` is what such a moment happens to (`case` `handover` `slip` `complaint`). `undoes` names the moment it takes
    back (recalled → sent). `stops` lists the subjects whose running limits end with it, neither in time nor late.
    """

    key: str
    title: str
    subject: str = CASE
    undoes: str | None = None
    stops: frozenset[str] = frozenset()


Vocabulary = Mapping[str, MomentKind]


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One recorded moment of a case; `at` is its instant, `on` its legal day, `id` the row it is stored in.

    Several moments of one event may share an id if their names differ.
    """

    id: str
    name: str
    at: datetime
    on: date
    handover_id: str | None = None
    slip_id: str | None = None
    complaint_id: str | None = None

    def subject_id(self, kind: str) -> str | None:
        """The id of the handover, slip or complaint it happened to; None for the case itself."""
        if kind == CASE:
            return None
        found: str | None = getattr(self, f"{kind}_id")
        return found


class Timeline:
    """The moments of one case in the order they were recorded, with what was taken back (撤回) worked out."""

    def __init__(self, moments: Sequence[Moment], vocabulary: Vocabulary) -> None:
        self.moments = tuple(moments)
        self.vocabulary = vocabulary
        self._by_name: dict[str, list[int]] = {}
        for place, moment in enumerate(self.moments):
            self._by_name.setdefault(moment.name, []).append(place)
        self.undone = self._undone()
        """Place of a moment that was taken back → place of the moment that did it."""

    def places(self, names: Sequence[str]) -> list[int]:
        """Where moments of these names stand, in order."""
        return sorted(place for name in names for place in self._by_name.get(name, ()))

    def belongs(self, place: int, kind: str, subject_id: str | None) -> bool:
        """Whether a moment happened to this subject, or to the case as a whole."""
        own = self.vocabulary[self.moments[place].name].subject
        return own == CASE or (own == kind and self.moments[place].subject_id(kind) == subject_id)

    def own(self, place: int, kind: str, subject_id: str | None) -> bool:
        """Whether a moment happened to this very subject."""
        moment = self.moments[place]
        return self.vocabulary[moment.name].subject == kind and moment.subject_id(kind) == subject_id

    def stops(self, place: int, kind: str) -> bool:
        """Whether a moment ends the running limits of this kind of subject."""
        return kind in self.vocabulary[self.moments[place].name].stops

    def place_of(self, moment_id: str, names: Sequence[str]) -> int | None:
        """Where a moment stands, by its id and one of its names."""
        found = (place for place in self.places(names) if self.moments[place].id == moment_id)
        return next(found, None)

    def _undone(self) -> dict[int, int]:
        undone: dict[int, int] = {}
        for place, moment in enumerate(self.moments):
            word = self.vocabulary[moment.name]
            if word.undoes is None:
                continue
            subject_id = moment.subject_id(word.subject)
            for earlier in reversed(self.places((word.undoes,))):
                if earlier < place and earlier not in undone and self.own(earlier, word.subject, subject_id):
                    undone[earlier] = place
                    break
        return undone
