"""The demo county behind the API: a real office on SQLite, one a module; each test signs in as whom it needs."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from casework.office import Office
from ops import county
from store.sealing import Ring
from store.work import Store
from web.app import create_app

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday 10:00 in the county."""
Ask = Callable[..., TestResponse]
Fits = Callable[[str, Any], None]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)
"""One white dot."""


@pytest.fixture(scope="module")
def office(
    copies: Callable[[str], Any], ring: Ring, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """An office with the demo county and nothing else, its clock standing still."""
    store = Store(copies("sqlite").make(tmp_path_factory.mktemp("api")), ring)
    yield Office(store=store, env="test", clock=lambda: NOW)
    store.close()


@pytest.fixture(scope="module")
def app(office: Office) -> Flask:
    """The whole application."""
    return create_app(office, secret_key="示例")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def tokens() -> dict[str, str]:
    """Tokens of this module by login: signing in is slow on purpose."""
    return {}


@pytest.fixture
def ask(client: FlaskClient, tokens: dict[str, str]) -> Ask:
    """`ask("ck1", "POST", "/cases", json={…})`: one request as somebody, or as nobody with None."""

    def send(login: str | None, method: str, path: str, **more: Any) -> TestResponse:
        headers = dict(more.pop("headers", {}))
        if login is not None:
            headers["Authorization"] = f"Bearer {token(login)}"
        return client.open(f"/api/v1{path}", method=method, headers=headers, **more)

    def token(login: str) -> str:
        if login not in tokens:
            body = {"login": login, "password": county.PASSWORD}
            tokens[login] = client.post("/api/v1/tokens", json=body).json["token"]  # type: ignore[index]
        return tokens[login]

    return send


@pytest.fixture(scope="module")
def fits(app: Flask) -> Fits:
    """`fits("case", body)`: the body is what the OpenAPI document says of this shape."""
    document = app.test_client().get("/api/v1/openapi.json").json
    assert document is not None

    def check(shape: str, body: Any) -> None:
        Draft202012Validator(
            {"$ref": f"#/components/schemas/{shape}", "components": document["components"]}
        ).validate(body)

    return check


@pytest.fixture
def upload(ask: Ask) -> Callable[[str], str]:
    """`upload("ck1")`: the id of a new attachment."""

    def send(login: str) -> str:
        data = {"file": (io.BytesIO(PNG), "签名.png"), "kind": "signature"}
        answer = ask(login, "POST", "/attachments", data=data)
        assert answer.status_code == 201, answer.text
        return str(answer.json["id"])

    return send


@pytest.fixture
def application(upload: Callable[[str], str]) -> Callable[[], dict[str, Any]]:
    """The body of an application for education aid, which goes to another department."""

    def body() -> dict[str, Any]:
        form = {
            "aid": "310",
            "apply_on": "2026-03-02",
            "head_name": "示例一",
            "head_id": "130399195804120025",
            "phone": "13900000025",
            "registered_village": "130399100201",
            "living_place": "示例镇东村1号",
            "living_differs": False,
            "reason": "示例：子女入学，缴纳学费有困难，申请教育救助。",
            "promise": True,
            "signature": upload("ck1"),
            "way": "window",
        }
        return {"aid": "310", "area": "130399100", "forms": {"F01": form}}

    return body
