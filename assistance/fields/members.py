"""members 共同生活的家庭成员: the rows of F02 beside F01."""

from collections.abc import Iterator
from typing import Any

from engine.forms import FieldSpec, Scope
from engine.forms.fields import DynamicList, Flaw


class Members(DynamicList):
    """Exactly one row is the head 户主, and that is the person of F01's `head_id`."""

    name = "members"

    def check(self, value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
        yield from super().check(value, spec, scope)
        yield from _head(value, scope.read("@F01.head_id"))


def _head(rows: list[dict[str, Any]], head_id: str | None) -> Iterator[Flaw]:
    """Nothing to compare while F01 has no number (urgent help) or some row's number is itself at fault."""
    numbers = [row.get("id_no") for row in rows]
    if head_id is None or not rows or None in numbers:
        return
    if head_id not in numbers:
        yield Flaw("E_REQUIRED", {"what": "head"})
        return
    for at, row in enumerate(rows):
        relation = row.get("relation")
        if relation is not None and (relation == "head") is not (numbers[at] == head_id):
            yield Flaw("E_CHOICE", {"label": "与户主关系", "row": at + 1, "choices": []}, f"[{at}].relation")
