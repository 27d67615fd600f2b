"""phone 联系电话."""

from typing import Any

from assistance import identifiers, privacy
from assistance.fields.identifier import read_as
from engine.forms import FieldSpec, FieldType, FormContext


class Phone(FieldType):
    """A mobile or fixed line number."""

    name = "phone"

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> str:
        return read_as(value, identifiers.phone)

    def mask(self, value: Any, names: bool) -> str:
        return privacy.phone(value)
