"""uscc 统一社会信用代码."""

from typing import Any

from assistance import identifiers
from assistance.fields.identifier import read_as
from engine.forms import FieldSpec, FieldType, FormContext


class Uscc(FieldType):
    """The code of a unit."""

    name = "uscc"

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> str:
        return read_as(value, identifiers.uscc)
