"""Answers to read and to print 填写内容: the same schema as label and value, lists as tables; the use case has masked them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.forms.schema import FieldSpec, FormSchema
from web.forms.widgets import widget
from web.i18n import gettext as _
from web.i18n import told
from web.words import day, moment, money


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One answer; `files` are attachment ids to link; a list has `columns` and `rows` of answers."""

    label: str
    text: str = ""
    files: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple["Answered", ...], ...] = ()


def answers(
    schema: FormSchema,
    data: Mapping[str, Any],
    *,
    options: Mapping[str, Sequence[tuple[str, str]]] | None = None,
) -> list[Answered]:
    """The answers in the order of the form; what was not answered is left out."""
    names = {key: dict(pairs) for key, pairs in (options or {}).items()}
    return [
        _answered(spec, data[spec.key], names)
        for spec in schema.fields
        if data.get(spec.key) not in (None, "", [])
    ]


def answer(schema: FormSchema, key: str, value: Any) -> Answered:
    """One field by its key, whatever its value; a field the form no longer has bears its key."""
    spec = next((spec for spec in schema.fields if spec.key == key), None)
    if spec is None or value in (None, "", []):
        return Answered(label=told(spec.label) if spec else key, text="–")
    return _answered(spec, value, {})


Names = Mapping[str, Mapping[str, str]]


def _answered(spec: FieldSpec, value: Any, names: Names) -> Answered:
    kind, label = widget(spec), told(spec.label)
    if kind.name == "rows":
        rows = tuple(
            tuple(_answered(column, row.get(column.key), names) for column in spec.fields) for row in value
        )
        return Answered(label=label, columns=tuple(told(column.label) for column in spec.fields), rows=rows)
    if kind.name == "files" and value:
        return Answered(label=label, files=(value,) if isinstance(value, str) else tuple(value))
    many = value if isinstance(value, list | tuple) else [value]
    return Answered(label=label, text="、".join(_text(spec, item, names) for item in many))


def _text(spec: FieldSpec, value: Any, names: Names) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    labels = {choice.value: told(choice.label) for choice in spec.choices} or names.get(
        widget(spec).options, {}
    )
    if str(value) in labels:
        return labels[str(value)]
    return _by_type(spec.type, value)


def _by_type(kind: str, value: Any) -> str:
    formats = {"money": money, "date": day, "datetime": moment}
    try:
        return formats[kind](value) if kind in formats else str(value)
    except (ValueError, ArithmeticError):
        # a draft may hold what is no date yet
        return str(value)
