"""person 工作人员."""

from assistance.fields.listed import Listed
from engine.forms import FormContext


class Person(Listed):
    """The login of a member of staff."""

    name = "person"

    def listed(self, key: str, context: FormContext) -> bool:
        return context.lookups.person(key)
