"""filepicker 附件."""

from typing import Any

from engine.forms.context import FormContext
from engine.forms.fields.base import FieldType, flawed
from engine.forms.schema import FieldSpec

_MOST_FILES = 20


class FilePicker(FieldType):
    """Ids of uploaded attachments, as a list; one id alone is taken as a list of one."""

    name = "filepicker"
    files = True

    def clean(self, value: Any, spec: FieldSpec, context: FormContext) -> list[str]:
        ids = [value] if isinstance(value, str) else value
        if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids):
            raise flawed("E_TYPE")
        least = spec.min if isinstance(spec.min, int) else 0
        most = spec.max if isinstance(spec.max, int) else _MOST_FILES
        if not least <= len(ids) <= most:
            raise flawed("E_COUNT", min=least, max=most)
        if len(set(ids)) < len(ids):
            raise flawed("E_UNIQUE")
        if not all(context.lookups.attachment(id) for id in ids):
            raise flawed("E_FILE")
        return ids

    def mask(self, value: Any, names: bool) -> Any:
        return [] if names else value

    def asked(self, spec: FieldSpec) -> str:
        return "upload"
