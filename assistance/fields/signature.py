"""signature 签名."""

from typing import Any

from engine.forms import FieldSpec, FieldType, FormContext
from engine.forms.fields import flawed


class Signature(FieldType):
    """One attachment: a drawn signature or the scan of a signed paper."""

    name = "signature"
    files = True

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> str:
        if not isinstance(value, str):
            raise flawed("E_TYPE")
        if not context.lookups.attachment(value):
            raise flawed("E_FILE")
        return value

    def mask(self, value: Any, names: bool) -> Any:
        return None if names else value

    def asked(self, spec: FieldSpec) -> str:
        return "sign"
