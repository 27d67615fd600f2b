"""name 姓名."""

from typing import Any

from assistance import identifiers, privacy
from assistance.fields.identifier import read_as
from engine.forms import FieldSpec, FieldType, FormContext


class Name(FieldType):
    """A person's name."""

    name = "name"

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> str:
        return read_as(value, identifiers.person_name)

    def mask(self, value: Any, names: bool) -> str:
        return privacy.name(value) if names else str(value)
