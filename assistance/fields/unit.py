"""unit 单位."""

from assistance.fields.listed import Listed
from engine.forms import FormContext


class Unit(Listed):
    """The key of a unit."""

    name = "unit"

    def listed(self, key: str, context: FormContext) -> bool:
        return context.lookups.unit(key)
