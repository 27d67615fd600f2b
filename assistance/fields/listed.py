"""area, unit, person: keys of the county's tables."""

import re
from typing import Any

from engine.forms import FieldSpec, FieldType, FormContext
from engine.forms.fields import flawed

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


class Listed(FieldType):
    """A key that must stand in a table today; what cannot be a key is not looked up."""

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> str:
        if not isinstance(value, str):
            raise flawed("E_TYPE")
        key = value.strip()
        wrong = not _KEY.fullmatch(key) or (spec.pattern and not re.fullmatch(spec.pattern, key, re.ASCII))
        if wrong or not self.listed(key, context):
            raise flawed("E_CHOICE", choices=[])
        return key

    def listed(self, key: str, context: FormContext) -> bool:
        """Whether the table has it."""
        raise NotImplementedError

    def asked(self, spec: FieldSpec) -> str:
        return "choose"
