"""What was typed, as the API would have sent it 读取表单: names `F02.rows[1].id_no` back to nested values.

An empty input is no answer; a row without answers is no row. Nothing is judged here: a word in a number field stays a word,
so that the form can refuse it by name and the page can show it again.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from assistance.fields import TYPES
from engine.forms.schema import MOST_ROWS, FieldSpec, FormSchema
from web.forms.widgets import widget

Typed = MultiDict[str, str]


def parse(
    schemas: Mapping[str, FormSchema], typed: Typed, *, blank_rows: bool = False
) -> dict[str, dict[str, Any]]:
    """The forms by key; `blank_rows` keeps rows without answers, for a page that is only shown again."""
    return {key: _fields(schema.fields, key, typed, blank_rows) for key, schema in schemas.items()}


def _fields(specs: Sequence[FieldSpec], path: str, typed: Typed, blank_rows: bool) -> dict[str, Any]:
    found = {}
    for spec in specs:
        value = None if spec.computed else _value(spec, f"{path}.{spec.key}", typed, blank_rows)
        if value is not None:
            found[spec.key] = value
    return found


def _value(spec: FieldSpec, path: str, typed: Typed, blank_rows: bool) -> Any:
    kind = widget(spec)
    if kind.name == "rows":
        return _rows(spec, path, typed, blank_rows)
    values = [text for text in typed.getlist(path) if text.strip()]
    if not values:
        return None
    if kind.many:
        return [from_text(spec, text) for text in values]
    if kind.compact:
        return from_text(spec, "".join(values[0].split()))
    return from_text(spec, values[0])


def _rows(spec: FieldSpec, path: str, typed: Typed, blank_rows: bool) -> list[dict[str, Any]] | None:
    rows = [_fields(spec.fields, f"{path}[{at}]", typed, blank_rows) for at in indexes(path, typed)]
    return (rows if blank_rows else [row for row in rows if row]) or None


def indexes(path: str, typed: Typed) -> list[int]:
    """The row numbers that stand in the names of the inputs, in order; a page cannot ask for endless rows."""
    pattern = re.compile(re.escape(path) + r"\[(\d{1,3})\]\.")
    found = {int(match[1]) for name in typed if (match := pattern.match(name))}
    return sorted(found)[:MOST_ROWS]


def from_text(spec: FieldSpec, text: str) -> Any:
    """One input's text as its type takes it."""
    kind = TYPES.get(spec.type)
    return text if kind is None else kind.from_text(text)


def to_text(value: Any) -> str:
    """The text an input shows for a value; the counterpart of `from_text`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def without_row(rows: list[Any], at: int) -> list[Any]:
    """The rows but one."""
    return [row for place, row in enumerate(rows) if place != at]
