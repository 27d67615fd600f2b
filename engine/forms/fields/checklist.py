"""checklist 多选."""

from collections.abc import Sequence
from typing import Any

from engine.forms.context import FormContext
from engine.forms.fields.base import FieldType, flawed, text_of
from engine.forms.schema import FieldSpec

_MOST = 50


class Checklist(FieldType):
    """Several values of `choices`, each once; `min`, `max` count them."""

    name = "checklist"

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> list[str]:
        values = texts_of(value)
        known = {choice.value for choice in spec.choices}
        if not set(values) <= known:
            raise flawed("E_CHOICE", choices=[choice.label for choice in spec.choices])
        if len(set(values)) < len(values):
            raise flawed("E_UNIQUE")
        counted(values, spec)
        return values

    def mask(self, value: Any, names: bool) -> Any:
        return [] if names else value

    def asked(self, spec: FieldSpec) -> str:
        return "choose"


def texts_of(value: Any) -> list[str]:
    """A list of storable texts, at most 50; anything else is no such list."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise flawed("E_TYPE")
    if len(value) > _MOST:
        raise flawed("E_COUNT", max=_MOST)
    return [text_of(one) for one in value]


def counted(values: Sequence[Any], spec: FieldSpec) -> None:
    """Raises when there are fewer values than `min` or more than `max`."""
    least = spec.min if isinstance(spec.min, int) else 0
    most = spec.max if isinstance(spec.max, int) else _MOST
    if not least <= len(values) <= most:
        raise flawed("E_COUNT", min=least, max=most)
