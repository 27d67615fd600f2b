"""covered 保障对象: which members of the household the aid covers."""

from collections.abc import Iterator
from typing import Any

from assistance import identifiers, privacy
from assistance.fields.identifier import read_as
from engine.forms import FieldSpec, FieldType, FormContext, Scope
from engine.forms.fields import Flaw, counted, flawed, texts_of


class Covered(FieldType):
    """Identity numbers of members who live together; of a 单人户 exactly one is covered."""

    name = "covered"

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> list[str]:
        numbers = [
            read_as(one, lambda text: identifiers.identity_number(text, context.today))
            for one in texts_of(value)
        ]
        if len(set(numbers)) < len(numbers):
            raise flawed("E_UNIQUE")
        counted(numbers, spec)
        return numbers

    def check(self, value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
        rows = scope.read("@F02.rows")
        if isinstance(rows, list):
            together = {row.get("id_no") for row in rows if row.get("living_together")}
            if not set(value) <= together:
                yield Flaw("E_CHOICE", {"choices": []})
        if scope.read("method") == "single" and len(value) != 1:
            yield Flaw("E_COUNT", {"min": 1, "max": 1})

    def mask(self, value: Any, names: bool) -> list[str]:
        return [privacy.identity_number(number) for number in value]

    def asked(self, spec: FieldSpec) -> str:
        return "choose"
