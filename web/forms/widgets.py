"""How each field type is asked on a page 控件: one line a type; a type without a line is a plain text input."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from engine.forms.schema import FieldSpec

FEW = 5
"""Up to so many options are shown at once; more go into a drop-down list."""


@dataclass(frozen=True, kw_only=True)
class Widget:
    """`name` picks the macro; `many`: the value is a list; `options` names a list the page hands in.

    `only`: of another form's rows only those where this is yes. `compact`: blanks between the digits do not count, because people type long numbers in groups.
    """

    name: str = "text"
    many: bool = False
    compact: bool = False
    options: str = ""
    only: str = ""
    unit: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


_COUNT = {"inputmode": "numeric", "autocomplete": "off"}
_CODE = {"autocomplete": "off", "spellcheck": "false"}
WIDGETS: Mapping[str, Widget] = MappingProxyType(
    {
        "textarea": Widget(name="textarea"),
        "number": Widget(attributes=_COUNT),
        "decimal": Widget(attributes={"inputmode": "decimal", "autocomplete": "off"}),
        "money": Widget(unit="元", attributes={"inputmode": "decimal", "autocomplete": "off"}),
        "date": Widget(name="date"),
        "datetime": Widget(name="moment"),
        "month": Widget(name="month"),
        "checkbox": Widget(name="yesno"),
        "radio": Widget(name="choice"),
        "select": Widget(name="choice"),
        "checklist": Widget(name="checklist", many=True),
        "representatives": Widget(attributes=_COUNT),
        "doubters": Widget(attributes=_COUNT),
        "decision_no": Widget(attributes={"autocomplete": "off"}),
        "filepicker": Widget(name="files", many=True),
        "signature": Widget(name="files"),
        "signatures": Widget(name="files", many=True),
        "household": Widget(compact=True, attributes={**_CODE, "maxlength": "40"}),
        "dynamiclist": Widget(name="rows", many=True),
        "identity": Widget(
            compact=True,
            attributes={**_CODE, "maxlength": "24", "inputmode": "text", "autocapitalize": "characters"},
        ),
        "phone": Widget(compact=True, attributes={**_CODE, "inputmode": "tel", "maxlength": "20"}),
        "card": Widget(compact=True, attributes={**_CODE, "inputmode": "numeric", "maxlength": "40"}),
        "uscc": Widget(compact=True, attributes={**_CODE, "maxlength": "18"}),
        "name": Widget(attributes={**_CODE, "maxlength": "50"}),
        "area": Widget(name="choice", options="areas"),
        "unit": Widget(name="choice", options="units"),
        "referral": Widget(name="choice", options="referrals"),
        "units": Widget(name="checklist", options="units", many=True),
        "person": Widget(name="choice", options="staff"),
        "people": Widget(name="checklist", options="people", many=True),
        "covered": Widget(name="checklist", many=True, only="living_together"),
    }
)


def widget(spec: FieldSpec) -> Widget:
    """The widget of a field; a list of rows is known by its fields, whatever its type is called."""
    if spec.fields:
        return WIDGETS["dynamiclist"]
    return WIDGETS.get(spec.type, Widget())
