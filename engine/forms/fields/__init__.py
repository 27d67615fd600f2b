"""The generic field types; those of the field of work are in `assistance.fields`."""

from collections.abc import Mapping

from engine.forms.fields.base import FieldType, Flaw, flawed, text_of
from engine.forms.fields.checkbox import Checkbox
from engine.forms.fields.checklist import Checklist, counted, texts_of
from engine.forms.fields.date import Date
from engine.forms.fields.datetime import DateTime
from engine.forms.fields.dynamiclist import DynamicList
from engine.forms.fields.filepicker import FilePicker
from engine.forms.fields.money import Money
from engine.forms.fields.number import Number
from engine.forms.fields.radio import Radio
from engine.forms.fields.select import Select, chosen
from engine.forms.fields.textarea import TextArea
from engine.forms.fields.textfield import TextField

GENERIC: Mapping[str, FieldType] = {
    kind.name: kind
    for kind in (
        TextField(),
        TextArea(),
        Number(),
        Money(),
        Checkbox(),
        Checklist(),
        Date(),
        DateTime(),
        Select(),
        Radio(),
        FilePicker(),
        DynamicList(),
    )
}

__all__ = [
    "GENERIC",
    "DynamicList",
    "FieldType",
    "Flaw",
    "Number",
    "TextField",
    "chosen",
    "counted",
    "flawed",
    "text_of",
    "texts_of",
]
