"""Every route, walked by its own declaration."""

import re
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from assistance.permissions import PERMISSIONS
from ops import county
from web.api.routes import Route
from web.api.tables import ROUTES

Ask = Callable[..., TestResponse]
WHO = {
    role: login
    for login, role in (
        ("jb1", "investigator"),
        ("fzr", "head"),
        ("lc", "process_editor"),
        ("fb", "process_publisher"),
        ("xt", "system_admin"),
        ("sjj", "auditor"),
        ("db", "supervisor"),
        ("sh", "county_review"),
        ("bm-jy", "department"),
        ("zj", "referral"),
        ("ck1", "window"),
    )
}
"""One login a role; the last named that a route lets in walks it."""


def login_for(route: Route) -> str:
    allowed = PERMISSIONS[route.act] if route.act else frozenset({"window"})
    return next(login for role, login in reversed(WHO.items()) if role in allowed)


def filled(path: str) -> str:
    return re.sub(r"{(\w+)}", lambda found: {"year": "2026", "n": "1"}.get(found[1], "no-such-thing"), path)


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


WITH_TOKEN = [route for route in ROUTES if route.token]
WITH_KEYS = [route for route in ROUTES if route.writes and not route.body.form and not route.body.multipart]


@pytest.mark.parametrize("route", WITH_TOKEN, ids=name)
def test_without_a_token_it_is_401(route: Route, ask: Ask) -> None:
    answer = ask(None, route.method, filled(route.path))
    assert (answer.status_code, answer.json["code"]) == (401, "E_AUTH")
    assert answer.content_type == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("route", ROUTES, ids=name)
def test_an_unknown_parameter_is_refused_by_name(route: Route, ask: Ask) -> None:
    answer = ask(login_for(route), route.method, filled(route.path), query_string={"surprise": "1"})
    assert (answer.status_code, answer.json["code"]) == (400, "E_BAD_REQUEST")
    assert answer.json["parameter"] == "surprise"


@pytest.mark.parametrize("route", WITH_KEYS, ids=name)
def test_an_unknown_field_is_refused_by_name(route: Route, ask: Ask) -> None:
    if route.path == "/tokens/current":
        return  # it would end the token of the other tests
    answer = ask(login_for(route), route.method, filled(route.path), json={"surprise": 1})
    assert answer.status_code == 422
    assert {"path": "surprise", "code": "E_UNKNOWN_FIELD"}.items() <= answer.json["fields"][0].items()


@pytest.mark.parametrize("route", [route for route in ROUTES if not route.writes], ids=name)
def test_reading_what_is_not_there_is_404_and_all_else_200(route: Route, ask: Ask) -> None:
    answer = ask(login_for(route), "GET", filled(route.path), headers={"Purpose": "routes walked"})
    assert answer.status_code == (200 if route.collection else 404), answer.text


@pytest.mark.parametrize("route", [route for route in ROUTES if route.paged and route.collection], ids=name)
def test_lists_have_items_and_next_and_refuse_odd_pages(route: Route, ask: Ask) -> None:
    who, purpose = login_for(route), {"Purpose": "routes walked"}
    page = ask(who, "GET", route.path, headers=purpose, query_string={"limit": "1"}).json
    assert page.keys() >= {"items", "next"}
    assert len(page["items"]) <= 1
    for query in ({"limit": "0"}, {"limit": "201"}, {"cursor": "broken"}, {"limit": ["1", "2"]}):
        answer = ask(who, "GET", route.path, headers=purpose, query_string=query)
        assert (answer.status_code, answer.json["code"]) == (400, "E_BAD_REQUEST")


@pytest.mark.parametrize("route", [route for route in ROUTES if route.collection and route.act], ids=name)
def test_a_wrong_role_is_403_before_the_body_is_read(route: Route, ask: Ask) -> None:
    wrong = next((login for role, login in WHO.items() if role not in PERMISSIONS[str(route.act)]), None)
    if wrong is None:
        return  # everybody may
    answer = ask(wrong, route.method, route.path, data=b"{", content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (403, "E_FORBIDDEN")


@pytest.mark.parametrize("route", [r for r in ROUTES if r.writes and r.token and r.tag != "tokens"], ids=name)
def test_an_auditor_writes_nowhere(route: Route, ask: Ask) -> None:
    answer = ask("sjj", route.method, filled(route.path))
    assert (answer.status_code, answer.json["code"]) == (403, "E_FORBIDDEN")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nothing"),
        ("POST", "/grants"),
        ("POST", "/areas"),
        ("DELETE", "/cases"),
        ("GET", "/"),
        ("PATCH", "/units/jy"),
        ("GET", "/cases/"),
    ],
)
def test_what_is_not_built_is_404(method: str, path: str, ask: Ask) -> None:
    answer = ask("ck1", method, path)
    assert (answer.status_code, answer.json["code"]) == (404, "E_NOT_FOUND")


def test_every_login_of_the_walk_is_in_the_demo_county() -> None:
    assert {login for login, _, _ in county.people()} >= set(WHO.values())
