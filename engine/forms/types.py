"""Whether a schema fits the types at hand; `load` reads words, this compares them with a registry."""

from collections.abc import Sequence

from engine.forms.rules import Types
from engine.forms.schema import FieldSpec, FormSchema, SchemaFault

_CHOOSING = {"select", "radio"}


def check_types(schema: FormSchema, types: Types) -> None:
    """Raises SchemaFault for an unknown type, a list without fields, a choice without options, a lost source."""
    _level(schema.fields, types, "fields")


def _level(specs: Sequence[FieldSpec], types: Types, path: str) -> None:
    keys = {spec.key for spec in specs}
    for at, spec in enumerate(specs):
        here = f"{path}[{at}]"
        if spec.type not in types:
            raise SchemaFault(f"{here}.type", f"不认识的字段类型“{spec.type}”")
        if types[spec.type].rows != bool(spec.fields):
            raise SchemaFault(f"{here}.fields", "多行明细应列出每行的字段，其他类型不应有")
        if spec.type in _CHOOSING and not (spec.choices or spec.choices_from):
            raise SchemaFault(f"{here}.choices", "选择类字段应有选项")
        if spec.derived and spec.derived.field not in keys:
            raise SchemaFault(f"{here}.derived", f"没有字段“{spec.derived.field}”")
        for name, bound in (("min", spec.min), ("max", spec.max)):
            if bound is not None and not types[spec.type].takes(bound):
                raise SchemaFault(f"{here}.{name}", "这种字段不能用这样的界限")
        _level(spec.fields, types, f"{here}.fields")
