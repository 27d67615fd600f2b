"""dynamiclist 多行明细."""

from collections.abc import Iterator
from typing import Any

from engine.forms.context import FormContext, Scope
from engine.forms.fields.base import FieldType, Flaw, flawed
from engine.forms.schema import MOST_ROWS, FieldSpec


class DynamicList(FieldType):
    """Rows of fields. `rules` cleans the rows themselves; here is what concerns all of them together."""

    name = "dynamiclist"
    rows = True

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> Any:
        """Only the upper bound, before any row is looked at: a long list must not cost anything."""
        if not isinstance(value, list):
            raise flawed("E_TYPE")
        least, most = _bounds(spec)
        if len(value) > most:
            raise flawed("E_COUNT", min=least, max=most)
        return value

    def check(self, value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
        least, most = _bounds(spec)
        if len(value) < least:
            yield Flaw("E_COUNT", {"min": least, "max": most})
        for field in spec.fields:
            if field.unique_in:
                yield from _repeated(value, field)

    def mask(self, value: Any, names: bool) -> Any:
        return value


def _bounds(spec: FieldSpec) -> tuple[int, int]:
    least = spec.min if isinstance(spec.min, int) else 0
    return least, spec.max if isinstance(spec.max, int) else MOST_ROWS


def _repeated(rows: list[dict[str, Any]], field: FieldSpec) -> Iterator[Flaw]:
    """A flaw at each row whose value stands in an earlier row already."""
    seen: dict[str, int] = {}
    for at, row in enumerate(rows):
        if row.get(field.key) is None:
            continue
        value = repr(row[field.key])
        if value in seen:
            facts = {"label": field.label, "row": at + 1, "first_row": seen[value] + 1}
            yield Flaw("E_UNIQUE", facts, f"[{at}].{field.key}")
        seen.setdefault(value, at)
