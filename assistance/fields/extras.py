"""extras 分类施保: a member and a category a row."""

from collections.abc import Iterator
from typing import Any

from engine.forms import FieldSpec, Scope
from engine.forms.fields import DynamicList, Flaw


class Extras(DynamicList):
    """Only members who are covered, and each category of a member once."""

    name = "extras"

    def check(self, value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
        yield from super().check(value, spec, scope)
        covered = scope.read("covered")
        seen: set[tuple[Any, Any]] = set()
        for at, row in enumerate(value):
            member, category = row.get("member"), row.get("category")
            if member is None:
                continue
            if isinstance(covered, list) and member not in covered:
                yield Flaw(
                    "E_CHOICE", {"label": "成员身份证号码", "row": at + 1, "choices": []}, f"[{at}].member"
                )
            elif category is not None and (member, category) in seen:
                yield Flaw("E_UNIQUE", {"label": "类别", "row": at + 1}, f"[{at}].category")
            seen.add((member, category))
