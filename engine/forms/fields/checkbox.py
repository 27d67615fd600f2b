"""checkbox 是否."""

from typing import Any

from engine.forms.context import FormContext
from engine.forms.fields.base import FieldType, flawed
from engine.forms.schema import FieldSpec


class Checkbox(FieldType):
    """true or false; with `must_be` the other one counts as not answered (a promise has to be ticked)."""

    name = "checkbox"

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> bool:
        if not isinstance(value, bool):
            raise flawed("E_TYPE")
        if spec.must_be is not None and value is not spec.must_be:
            raise flawed("E_REQUIRED")
        return value

    def mask(self, value: Any, names: bool) -> Any:
        return None if names else value

    def asked(self, spec: FieldSpec) -> str:
        return "tick" if spec.must_be else "choose"

    def from_text(self, text: str) -> Any:
        return {"true": True, "on": True, "false": False}.get(text, text)
