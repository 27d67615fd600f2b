"""date 日期: a legal day, ISO on the wire."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

from engine.forms.bounds import earlier, edge
from engine.forms.context import FormContext, Scope
from engine.forms.fields.base import FieldType, Flaw, flawed
from engine.forms.schema import FieldSpec


class Date(FieldType):
    """`2026-02-13`; `min` and `max` are bounds of `engine.forms.bounds`."""

    name = "date"
    written = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")

    def takes(self, bound: int | str) -> bool:
        return isinstance(bound, str)

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> str:
        if not isinstance(value, str):
            raise flawed("E_TYPE")
        text = unicodedata.normalize("NFKC", value).strip()
        if not self.written.fullmatch(text):
            raise flawed("E_DATE")
        try:
            return self.read(text)
        except ValueError:
            raise flawed("E_DATE") from None

    def read(self, text: str) -> str:
        """The text as stored. Raises ValueError when there is no such day."""
        return date.fromisoformat(text).isoformat()

    def check(self, value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
        least = edge(spec.min, scope) if isinstance(spec.min, str) else None
        most = edge(spec.max, scope) if isinstance(spec.max, str) else None
        if (least and earlier(value, least)) or (most and earlier(most, value)):
            yield Flaw("E_DATE", {"min": least, "max": most})
