"""representatives, doubters: the counts of a 民主评议 beside each other."""

from collections.abc import Iterator
from typing import Any

from engine.forms import FieldSpec, Scope
from engine.forms.fields import Flaw, Number


class Representatives(Number):
    """Villagers' representatives: at least two thirds of the `total`, and no more than all."""

    name = "representatives"

    def check(self, value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
        total = scope.read("total")
        if not isinstance(total, int):
            return
        if value > total:
            yield Flaw("E_RANGE", {"min": 0, "max": total})
        elif value * 3 < total * 2:
            yield Flaw("E_REVIEW_QUORUM")


class Doubters(Number):
    """Who said the declaration is not true: with `true_count` no more than the `total`."""

    name = "doubters"

    def check(self, value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
        total, believers = scope.read("total"), scope.read("true_count")
        if isinstance(total, int) and isinstance(believers, int) and believers + value > total:
            yield Flaw("E_RANGE", {"min": 0, "max": max(total - believers, 0)})
