"""Forms 表单: the schema language and its validation; which forms there are is data of the field of work."""

from engine.forms.context import FormContext, Lookups, Scope
from engine.forms.fields import GENERIC, FieldType
from engine.forms.masks import masked
from engine.forms.schema import FieldSpec, FormSchema, SchemaFault, load
from engine.forms.types import check_types
from engine.forms.validate import validate, validate_all

__all__ = [
    "GENERIC",
    "FieldSpec",
    "FieldType",
    "FormContext",
    "FormSchema",
    "Lookups",
    "SchemaFault",
    "Scope",
    "check_types",
    "load",
    "masked",
    "validate",
    "validate_all",
]
