"""Shipped forms as JSON schemas for the OpenAPI document; what a form demands beyond this it says field by field."""

from collections.abc import Mapping
from typing import Any

COUNT: dict[str, Any] = {"type": ["integer", "string"]}
LIST: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
TYPES: Mapping[str, dict[str, Any]] = {
    "checkbox": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    **dict.fromkeys(("number", "representatives", "doubters"), COUNT),
    **dict.fromkeys(("filepicker", "checklist", "people", "covered", "signatures"), LIST),
}
"""Field types that are not plain text on the wire."""


def schema(form: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON schema of a form's data; a table has its lines under `rows`."""
    found = _object(form["fields"]) | {"title": form["title"]}
    if form.get("rows"):
        return {
            "type": "object",
            "title": form["title"],
            "properties": {"rows": {"type": "array", "items": found}},
            "required": ["rows"],
        }
    return found


def _object(fields: list[Mapping[str, Any]]) -> dict[str, Any]:
    given = [field for field in fields if not field.get("computed")]
    found: dict[str, Any] = {
        "type": "object",
        "properties": {field["key"]: _field(field) for field in given},
        "additionalProperties": False,
    }
    required = [
        field["key"] for field in given if field.get("required") is True and not field.get("visible_when")
    ]
    return found | ({"required": required} if required else {})


def _field(field: Mapping[str, Any]) -> dict[str, Any]:
    if field.get("fields"):
        return {"type": "array", "title": field["label"], "items": _object(field["fields"])}
    found = dict(TYPES.get(field["type"], {"type": "string"}))
    if field["type"] == "radio":
        found["enum"] = [choice["value"] for choice in field["choices"]]
    if field.get("required") is not True:
        found = {"anyOf": [found, {"type": "null"}]}
    return {"title": field["label"], **found}
