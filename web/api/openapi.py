"""The OpenAPI 3.1 document, made from the route table and nothing else."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from assistance.permissions import PERMISSIONS
from web.api import form_schemas, paging
from web.api.keys import key_schema, schema
from web.api.routes import Route, Table
from web.api.shapes import SHAPES, page, reference
from web.api.shapes import schema as shape_schema

ALWAYS = ("E_BAD_REQUEST", "E_RATE")
OF_TOKENS = ("E_AUTH", "E_FORBIDDEN", "E_PURPOSE")
OF_WRITES = ("E_UNKNOWN_FIELD", "E_FORM", "E_REVISION", "E_IDEMPOTENCY", "E_TOO_LARGE", "E_BUSY")
MEDIA = {"file": "application/octet-stream", "svg": "image/svg+xml"}
WRITE_HEADERS = {
    "If-Match": "the revision the command is meant for, in quotes; stale is 412 E_REVISION",
    "Idempotency-Key": "1–80 printable characters; the same command again gives the stored answer",
}


def document(
    tables: Iterable[Table], statuses: dict[str, int], forms: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """The whole document; `statuses` has the HTTP status of each refusal code."""
    routes = [route for table in tables for route in table.routes]
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = operation(route, statuses)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Yimen 一门 API",
            "version": "1",
            "description": "Errors are application/problem+json; words are Chinese, English with Accept-Language: en. "
            "An unknown parameter or field is an error, never ignored.",
        },
        "servers": [{"url": "/api/v1"}],
        "tags": [{"name": table.tag, "description": table.about} for table in tables],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {shape: shape_schema(shape) for shape in SHAPES}
            | {key: form_schemas.schema(form) for key, form in forms.items()},
        },
    }


def operation(route: Route, statuses: dict[str, int]) -> dict[str, Any]:
    """One route as the document has it."""
    found: dict[str, Any] = {
        "operationId": route.name,
        "tags": [route.tag],
        "summary": (route.handler.__doc__ or "").strip().split("\n")[0],
        "parameters": parameters(route),
        "responses": responses(route, statuses),
        "security": [{"token": []}] if route.token else [],
    }
    if route.act:
        found["x-roles"] = sorted(PERMISSIONS[route.act])
    body = request_body(route)
    return found | ({"requestBody": body} if body else {})


def parameters(route: Route) -> list[dict[str, Any]]:
    """Path, query and header parameters."""
    found = [
        _parameter("path", name, {"type": "string"}, required=True)
        for name in re.findall(r"{(\w+)}", route.path)
    ]
    found += [_parameter("query", key.name, key_schema(key), required=key.required) for key in route.query]
    if route.paged:
        limit = {"type": "integer", "minimum": 1, "maximum": paging.MOST, "default": paging.DEFAULT}
        found += [_parameter("query", "limit", limit), _parameter("query", "cursor", {"type": "string"})]
    if route.token:
        about = "用途: percent-encoded UTF-8, 4–200 characters, where a read of personal data needs one"
        found.append(_parameter("header", "Purpose", {"type": "string", "description": about}))
        if route.writes:
            found += [
                _parameter("header", name, {"type": "string", "description": text})
                for name, text in WRITE_HEADERS.items()
            ]
    return found


def _parameter(where: str, name: str, of: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": where, "required": required, "schema": of}


def request_body(route: Route) -> dict[str, Any] | None:
    """The body, if the route takes one."""
    body = route.body
    if body.multipart:
        parts = schema(body.keys)
        parts["properties"]["file"] = {"type": "string", "contentMediaType": "application/octet-stream"}
        parts["required"] = [*parts.get("required", []), "file"]
        return {"required": True, "content": {"multipart/form-data": {"schema": parts}}}
    if body.form:
        return {"content": {"application/json": {"schema": reference(body.form)}}}
    if not body.keys:
        return None
    required = any(key.required for key in body.keys)
    return {"required": required, "content": {"application/json": {"schema": schema(body.keys)}}}


def responses(route: Route, statuses: dict[str, int]) -> dict[str, Any]:
    """The good answer, and one response a status of refusal that lists its codes."""
    found: dict[str, Any] = {str(route.status): good(route)}
    by_status: dict[int, list[str]] = {}
    for code in codes(route):
        by_status.setdefault(statuses.get(code, 422), []).append(code)
    for status, told in sorted(by_status.items()):
        found[str(status)] = {
            "description": " ".join(told),
            "content": {"application/problem+json": {"schema": reference("problem")}},
        }
    return found


def codes(route: Route) -> list[str]:
    """All codes a route may answer with."""
    found = [*ALWAYS, *route.refuses]
    found += OF_TOKENS if route.token else ()
    found += OF_WRITES if route.writes else ()
    if not route.collection:
        found.append("E_NOT_FOUND")
    return list(dict.fromkeys(found))


def good(route: Route) -> dict[str, Any]:
    """What comes back when nothing is refused."""
    if route.answer == "nothing":
        return {"description": "done"}
    if route.answer in MEDIA:
        return {"description": "the file", "content": {MEDIA[route.answer]: {}}}
    of = page(route.answer) if route.paged and not paged_itself(route.answer) else reference(route.answer)
    return {"description": route.answer, "content": {"application/json": {"schema": of}}}


def paged_itself(shape: str) -> bool:
    """Whether a shape has `items` of its own beside other keys."""
    return "items:" in SHAPES.get(shape, "")
