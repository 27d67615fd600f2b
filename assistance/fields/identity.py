"""identity 公民身份号码."""

from collections.abc import Iterator, Mapping
from typing import Any

from assistance import identifiers, privacy
from assistance.fields.identifier import read_as
from engine.forms import FieldSpec, FieldType, FormContext, Scope
from engine.forms.fields import Flaw, chosen


class Identity(FieldType):
    """An identity number; `sex` and `birth_on` of other fields may derive from it."""

    name = "identity"

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> str:
        return read_as(value, lambda text: identifiers.identity_number(text, context.today))

    def check(self, value: Any, spec: FieldSpec, scope: Scope) -> Iterator[Flaw]:
        return chosen(value, spec, scope)

    def parts(self, value: Any) -> Mapping[str, Any]:
        return {"sex": identifiers.sex_of(value), "birth_on": identifiers.birth_of(value).isoformat()}

    def asked(self, spec: FieldSpec) -> str:
        return "choose" if spec.choices_from else "write"

    def mask(self, value: Any, names: bool) -> str:
        return privacy.identity_number(value)
