"""The OpenAPI document, generated from the route table."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assistance.forms import shipped
from assistance.people import ROLES
from assistance.permissions import PERMISSIONS
from engine.errors import all_refusals
from web.api.openapi import codes, document
from web.api.routes import Route
from web.api.shapes import SCALARS, SHAPES
from web.api.tables import ROUTES, TABLES
from web.i18n.faults import FAULTS
from web.i18n.refusals import REFUSALS

STATUSES = {kind.code: kind.status for kind in all_refusals()}
DOCUMENT = document(TABLES, STATUSES, shipped())
OPERATIONS = [
    (path, method, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
NAMES = [f"{method} {path}" for path, method, _ in OPERATIONS]


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def test_it_is_openapi_3_1_with_unique_operations() -> None:
    assert DOCUMENT["openapi"] == "3.1.0"
    assert {"title", "version"} <= DOCUMENT["info"].keys()
    ids = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(set(ids)) == len(ids) == len(ROUTES)


def test_every_reference_leads_somewhere() -> None:
    known = {f"#/components/schemas/{name}" for name in DOCUMENT["components"]["schemas"]}
    assert set(references(DOCUMENT)) <= known


@pytest.mark.parametrize("name", DOCUMENT["components"]["schemas"])
def test_every_component_is_a_json_schema(name: str) -> None:
    Draft202012Validator.check_schema(DOCUMENT["components"]["schemas"][name])


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=NAMES)
def test_every_operation_is_complete(path: str, method: str, operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["tags"][0] in {tag["name"] for tag in DOCUMENT["tags"]}
    told = [(parameter["in"], parameter["name"]) for parameter in operation["parameters"]]
    assert len(set(told)) == len(told)
    assert [name for where, name in told if where == "path"] == re.findall(r"{(\w+)}", path)
    for parameter in operation["parameters"]:
        Draft202012Validator.check_schema(parameter["schema"])
    good = [status for status in operation["responses"] if status < "300"]
    assert len(good) == 1
    assert all(answer["description"] for answer in operation["responses"].values())
    for content in operation.get("requestBody", {}).get("content", {}).values():
        Draft202012Validator.check_schema(content["schema"])


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_declaration_uses_known_words(route: Route) -> None:
    assert route.act is None or route.act in PERMISSIONS
    assert route.answer in {*SHAPES, *SCALARS, "nothing", "file", "svg"}
    assert set(codes(route)) <= {*REFUSALS, *FAULTS, "E_DUP_AID"}
    assert route.body.form is None or route.body.form in shipped()


def test_roles_come_from_the_permission_table() -> None:
    opening = DOCUMENT["paths"]["/cases"]["post"]
    assert opening["x-roles"] == sorted(PERMISSIONS["case.open"])
    assert set(opening["x-roles"]) <= ROLES.keys()


def test_only_sign_in_and_public_routes_go_without_a_token() -> None:
    free = {path for path, _, operation in OPERATIONS if not operation["security"]}
    assert free == {
        "/tokens",
        "/public/progress",
        "/public/flow/{key}",
        "/public/notices",
        "/public/notices/{id}",
        "/public/lists",
        "/public/verify",
    }


def test_each_kind_of_refusal_stands_under_its_status() -> None:
    answers = DOCUMENT["paths"]["/tasks/{id}/claim"]["post"]["responses"]
    assert "E_TAKEN" in answers["409"]["description"].split()
    assert "E_REVISION" in answers["412"]["description"].split()
    assert "E_NOT_FOUND" in answers["404"]["description"].split()
