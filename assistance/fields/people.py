"""people 多名工作人员."""

from typing import Any

from assistance.fields.person import Person
from engine.forms import FieldSpec, FieldType, FormContext
from engine.forms.fields import counted, flawed, texts_of


class People(FieldType):
    """Logins of members of staff, nobody twice; `min` says how many there must be."""

    name = "people"

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> list[str]:
        one = Person()
        logins = [one.clean(login, spec, context) for login in texts_of(value)]
        if len(set(logins)) < len(logins):
            raise flawed("E_SAME_PERSON", what="people")
        counted(logins, spec)
        return logins

    def asked(self, spec: FieldSpec) -> str:
        return "choose"
