"""Clean data → data as shown to whoever may not see it in full."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.forms.rules import Types
from engine.forms.schema import FieldSpec, FormSchema


def masked(
    schema: FormSchema, clean: Mapping[str, Any], types: Types, *, names: bool = False
) -> dict[str, Any]:
    """Every `personal` field through its type's mask; with `names` also who it is about is hidden."""
    return _level(schema.fields, clean, types, names)


def _level(specs: Sequence[FieldSpec], row: Mapping[str, Any], types: Types, names: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for spec in specs:
        value = row.get(spec.key)
        if value is not None and spec.fields:
            value = [_level(spec.fields, each, types, names) for each in value]
        elif value is not None and spec.personal:
            value = types[spec.type].mask(value, names)
        shown[spec.key] = value
    return shown
