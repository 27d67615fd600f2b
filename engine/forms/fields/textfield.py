"""textfield 单行文字."""

import re
from typing import Any

from engine.forms.context import FormContext
from engine.forms.fields.base import FieldType, flawed, text_of
from engine.forms.schema import FieldSpec


class TextField(FieldType):
    """Trimmed text; `min`, `max` count characters, 200 at most if the schema does not say."""

    name = "textfield"
    longest = 200
    lines = False

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> str:
        text = text_of(value)
        if "\n" in text and not self.lines:
            raise flawed("E_TYPE")
        least = spec.min if isinstance(spec.min, int) else 1
        most = spec.max if isinstance(spec.max, int) else self.longest
        if not least <= len(text) <= most:
            raise flawed("E_LENGTH", min=least, max=most, short=len(text) < least)
        if spec.pattern and not re.fullmatch(spec.pattern, text, re.ASCII):
            raise flawed("E_TYPE")
        return text
