"""number 整数."""

import re
from typing import Any

from engine.forms.context import FormContext
from engine.forms.fields.base import FieldType, flawed
from engine.forms.schema import FieldSpec

_MOST = 10**9


class Number(FieldType):
    """A whole number; counts are numbers on the wire, never text."""

    name = "number"

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise flawed("E_TYPE")
        least = spec.min if isinstance(spec.min, int) else -_MOST
        most = spec.max if isinstance(spec.max, int) else _MOST
        if not least <= value <= most:
            raise flawed("E_RANGE", min=least, max=most)
        return value

    def from_text(self, text: str) -> Any:
        return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text.strip()) else text
