"""attendees 参加评议的人."""

from collections.abc import Iterator
from typing import Any

from assistance.people import RELATIONS
from engine.forms import FieldSpec, Scope
from engine.forms.fields import DynamicList, Flaw


class Attendees(DynamicList):
    """Who attends a 民主评议; a close relative 近亲属 of the applicant may not."""

    name = "attendees"

    def check(self, value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
        yield from super().check(value, spec, scope)
        for at, row in enumerate(value):
            if row.get("relation") in RELATIONS:
                yield Flaw("E_RELATIVE", {"label": "参加人", "row": at + 1}, f"[{at}].relation")
