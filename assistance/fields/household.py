"""household 户口簿编号."""

from typing import Any

from assistance import identifiers
from assistance.fields.identifier import read_as
from engine.forms import FieldSpec, FieldType, FormContext


class Household(FieldType):
    """The number of a household book, or our own household number."""

    name = "household"

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> str:
        return read_as(value, identifiers.household_number)
