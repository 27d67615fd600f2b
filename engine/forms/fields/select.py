"""select 下拉选择."""

from collections.abc import Iterator
from typing import Any

from engine.forms.context import FormContext, Scope
from engine.forms.fields.base import FieldType, Flaw, flawed
from engine.forms.schema import FieldSpec


class Select(FieldType):
    """One value of `choices`, or of the list that `choices_from` names (no list there yet: any text is taken)."""

    name = "select"

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> str:
        if not isinstance(value, str):
            raise flawed("E_TYPE")
        text = value.strip()
        if spec.choices and text not in {choice.value for choice in spec.choices}:
            raise flawed("E_CHOICE", choices=[choice.label for choice in spec.choices])
        return text

    def check(self, value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
        return chosen(value, spec, scope)

    def asked(self, spec: FieldSpec) -> str:
        return "choose"


def chosen(value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
    """A flaw when `choices_from` names a list that lacks the value."""
    offered = scope.read(spec.choices_from) if spec.choices_from else None
    if isinstance(offered, list) and value not in offered:
        yield Flaw("E_CHOICE", {"choices": []})
