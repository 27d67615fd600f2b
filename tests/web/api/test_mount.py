"""The API as a whole: languages, bugs, rates, and bodies nobody expected."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from casework.office import Office
from store.sealing import Ring
from store.work import Store
from web.api.routes import Route
from web.api.tables import ROUTES
from web.app import create_app

Ask = Callable[..., TestResponse]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
WRITES = [route for route in ROUTES if route.writes and not route.body.multipart and route.tag != "tokens"]


@st.composite
def requests(draw: st.DrawFn) -> tuple[Route, dict[str, Any]]:
    """A write with any JSON under the keys it knows."""
    route = draw(st.sampled_from(WRITES))
    known = {key.name: draw(JSON) for key in route.body.keys}
    return route, known or draw(st.dictionaries(st.text(max_size=8), JSON, max_size=3))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(requests())
def test_whatever_is_sent_is_refused_in_words_and_never_breaks(
    ask: Ask, sent: tuple[Route, dict[str, Any]]
) -> None:
    route, body = sent
    answer = ask("ck1", route.method, re.sub(r"{\w+}", "no-such-thing", route.path), json=body)
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"].startswith("E_")


def test_the_document_is_there_without_a_token(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").json
    assert document is not None
    assert "/cases/{no}/withdraw" in document["paths"]


def test_words_are_chinese_unless_english_is_asked_for(ask: Ask) -> None:
    assert not ask("ck1", "GET", "/nothing").json["detail"].isascii()
    assert ask("ck1", "GET", "/nothing", headers={"Accept-Language": "en"}).json["detail"].isascii()
    assert not ask("ck1", "GET", "/nothing", headers={"Accept-Language": "zh-CN,en"}).json["detail"].isascii()


@pytest.fixture
def broken(ring: Ring, tmp_path: Any) -> Iterator[Flask]:
    """An application without tables: every read of it is a bug of ours."""
    store = Store(f"sqlite:///{tmp_path}/none.db", ring)
    yield create_app(Office(store=store, env="demo"), secret_key="示例")
    store.close()


def test_a_bug_is_500_without_its_inside(broken: Flask) -> None:
    answer = broken.test_client().get("/api/v1/me", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 500
    assert answer.content_type == "application/problem+json"
    assert answer.json is not None
    assert answer.json["code"] == "E_INTERNAL"
    assert "sqlite" not in answer.text.lower()


def test_outside_test_a_runaway_client_is_slowed_down_and_told_how_long(broken: Flask) -> None:
    client = broken.test_client()
    answers = [client.get("/api/v1/nothing") for _ in range(400)]
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert answers[0].status_code == 404
    assert slowed
    assert slowed[0].json is not None
    assert slowed[0].json["code"] == "E_RATE"
    assert int(slowed[0].headers["Retry-After"]) >= 1


def test_in_test_nobody_is_slowed_down(ask: Ask) -> None:
    assert {ask(None, "GET", "/nothing").status_code for _ in range(400)} == {404}
