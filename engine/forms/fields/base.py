"""What every field type 字段类型 can do; a type is one class in one file and one entry in a registry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from marshmallow import ValidationError

from engine.forms.context import FormContext, Scope
from engine.forms.schema import FieldSpec


@dataclass(frozen=True)
class Flaw:
    """A fault without its place; `path` is below the field (`[1].id_no`), empty for the field itself."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""


def flawed(code: str, **facts: Any) -> ValidationError:
    """What a type raises when a value does not fit."""
    return ValidationError([Flaw(code, facts)])


class FieldType:
    """Base of the types; `name` is the word in the schema, after form-js where it has one.

    `rows`: the value is a list of rows; `files`: it names attachments.
    """

    name: ClassVar[str]
    rows: ClassVar[bool] = False
    files: ClassVar[bool] = False

    def takes(self, bound: int | str) -> bool:
        """Whether `min` or `max` of a schema can be this."""
        return isinstance(bound, int)

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> Any:
        """The value as it is stored, JSON again. Raises `flawed(…)`. Never called for None."""
        raise NotImplementedError

    def check(self, value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
        """What is wrong with a clean value beside the other fields."""
        return iter(())

    def parts(self, value: Any) -> Mapping[str, Any]:
        """What other fields may derive from a clean value."""
        return {}

    def mask(self, value: Any, names: bool) -> Any:
        """The value as shown to whoever may not see it in full; `names`: hide who it is about as well."""
        return "***" if names else value

    def asked(self, spec: FieldSpec) -> str:
        """What a page asks of whoever answers: `write`, `choose`, `tick`, `upload` or `sign`."""
        return "write"

    def from_text(self, text: str) -> Any:
        """What a page's input holds, as the API would send it."""
        return text


def text_of(value: Any) -> str:
    """A storable text, trimmed: no control characters, which PostgreSQL refuses, and no half characters."""
    if not isinstance(value, str):
        raise flawed("E_TYPE")
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if any((ord(sign) < 32 and sign not in "\n\t") or 0xD800 <= ord(sign) <= 0xDFFF for sign in text):
        raise flawed("E_TYPE")
    return text
