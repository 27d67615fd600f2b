"""Schemas as the use cases hand them over (JSON), loaded for drawing and reading."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.forms.schema import FieldSpec, FormSchema, load
from web.forms.widgets import widget


def load_all(raw: Mapping[str, Mapping[str, Any]]) -> dict[str, FormSchema]:
    """The forms of a page, by key, in their order."""
    return {key: load(data) for key, data in raw.items()}


def wanted_options(schemas: Mapping[str, FormSchema]) -> set[str]:
    """The lists (`areas`, `units`, `people`, `staff`) that some field of these forms chooses from."""
    return {widget(spec).options for schema in schemas.values() for spec in every(schema.fields)} - {""}


def every(specs: tuple[FieldSpec, ...]) -> Iterator[FieldSpec]:
    """All fields, those of rows included."""
    for spec in specs:
        yield spec
        yield from every(spec.fields)
