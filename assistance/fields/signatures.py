"""signatures 多人签名."""

from typing import Any

from assistance.fields.signature import Signature
from engine.forms import FieldSpec, FieldType, FormContext
from engine.forms.fields import counted, texts_of


class Signatures(FieldType):
    """Attachments with signatures; one paper may bear several, so the same attachment counts once."""

    name = "signatures"
    files = True

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> list[str]:
        one = Signature()
        ids = [one.clean(id, spec, context) for id in texts_of([value] if isinstance(value, str) else value)]
        found = list(dict.fromkeys(ids))
        counted(found, spec)
        return found

    def mask(self, value: Any, names: bool) -> Any:
        return [] if names else value

    def asked(self, spec: FieldSpec) -> str:
        return "sign"
