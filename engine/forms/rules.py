"""Schema → marshmallow: marshmallow takes values apart, cleans each and gathers all errors; conditions come after."""

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields

from engine.forms.context import FormContext
from engine.forms.fields import FieldType
from engine.forms.schema import FieldSpec

Types = Mapping[str, FieldType]


class _Level(Schema):
    """One level of a form; marshmallow's own two messages are our codes."""

    error_messages = {"type": "E_TYPE", "unknown": "E_UNKNOWN_FIELD"}

    class Meta:
        unknown = RAISE


class _Value(fields.Field[Any]):
    """A field whose type does the cleaning."""

    def __init__(self, spec: FieldSpec, kind: FieldType, context: FormContext) -> None:
        # marshmallow's `required` accepts "": emptiness is made None here and judged after the conditions.
        super().__init__(allow_none=True, load_default=None, pre_load=_blank_is_none)
        self._spec, self._kind, self._context = spec, kind, context

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        return self._kind.clean(value, self._spec, self._context)


class _Rows(fields.Field[Any]):
    """Rows of a level. Not marshmallow's List: on an error that one drops rows, and the indexes shift."""

    def __init__(self, spec: FieldSpec, kind: FieldType, context: FormContext, types: Types) -> None:
        super().__init__(allow_none=True, load_default=None)
        self._spec, self._kind, self._context = spec, kind, context
        self._row = _level(spec.fields, types, context)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        rows, errors = [], {}
        for at, row in enumerate(self._kind.clean(value, self._spec, self._context)):
            clean, messages = _load(self._row, row)
            rows.append(clean)
            if messages:
                errors[at] = messages
        if errors:
            raise ValidationError(errors, valid_data=rows)
        return rows


def load(
    specs: Sequence[FieldSpec], types: Types, context: FormContext, data: Any
) -> tuple[dict[str, Any], dict[Any, Any]]:
    """What is clean of `data`, and marshmallow's messages: by key a list of flaws or codes, for rows a dict by index."""
    return _load(_level(specs, types, context), data)


def _load(level: Schema, data: Any) -> tuple[dict[str, Any], dict[Any, Any]]:
    try:
        return dict(level.load(data)), {}
    except ValidationError as error:
        clean = error.valid_data if isinstance(error.valid_data, dict) else {}
        return {key: clean.get(key) for key in level.fields}, error.messages_dict


def _level(specs: Sequence[FieldSpec], types: Types, context: FormContext) -> Schema:
    made: dict[str, fields.Field[Any]] = {}
    for spec in specs:
        kind = types[spec.type]
        if spec.computed:
            made[spec.key] = fields.Raw(allow_none=True, load_default=None)
        elif spec.fields:
            made[spec.key] = _Rows(spec, kind, context, types)
        else:
            made[spec.key] = _Value(spec, kind, context)
    return _Level.from_dict(made)()


def _blank_is_none(value: Any) -> Any:
    return None if value == [] or (isinstance(value, str) and not value.strip()) else value
