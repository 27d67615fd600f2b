"""area 行政区划."""

from assistance.fields.listed import Listed
from engine.forms import FormContext


class Area(Listed):
    """A code of an area; the pattern may ask for a village."""

    name = "area"

    def listed(self, key: str, context: FormContext) -> bool:
        return context.lookups.area(key)
