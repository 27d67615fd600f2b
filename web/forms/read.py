"""Answers to read and to print 填写内容: the same schema as label and value, lists as tables, masked where personal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistance.fields import TYPES
from engine.forms.schema import FieldSpec, FormSchema
from web.forms.widgets import widget
from web.i18n import gettext as _
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
    masked: bool,
    options: Mapping[str, Sequence[tuple[str, str]]] | None = None,
) -> list[Answered]:
    """The answers in the order of the form; what was not answered is left out."""
    names = {key: dict(pairs) for key, pairs in (options or {}).items()}
    return [
        _answered(spec, data[spec.key], masked, names)
        for spec in schema.fields
        if data.get(spec.key) not in (None, "", [])
    ]


Names = Mapping[str, Mapping[str, str]]


def _answered(spec: FieldSpec, value: Any, masked: bool, names: Names) -> Answered:
    kind = widget(spec)
    if kind.name == "rows":
        rows = tuple(
            tuple(_answered(column, row.get(column.key), masked, names) for column in spec.fields)
            for row in value
        )
        return Answered(label=spec.label, columns=tuple(column.label for column in spec.fields), rows=rows)
    if kind.name == "files" and value:
        return Answered(label=spec.label, files=(value,) if isinstance(value, str) else tuple(value))
    if masked and spec.personal:
        value = _masked(spec, value)
    many = value if isinstance(value, list | tuple) else [value]
    return Answered(label=spec.label, text="、".join(_text(spec, item, names) for item in many))


def _masked(spec: FieldSpec, value: Any) -> Any:
    kind = TYPES.get(spec.type)
    return "***" if kind is None else kind.mask(value, False)


def _text(spec: FieldSpec, value: Any, names: Names) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    labels = {choice.value: choice.label for choice in spec.choices} or names.get(widget(spec).options, {})
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
