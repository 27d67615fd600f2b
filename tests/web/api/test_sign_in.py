"""Bearer tokens."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ops import county

Ask = Callable[..., TestResponse]
Fits = Callable[[str, Any], None]


def test_a_password_gives_a_token_that_ends_when_told(client: FlaskClient, fits: Fits) -> None:
    sent = client.post("/api/v1/tokens", json={"login": "ck2", "password": county.PASSWORD})
    assert sent.status_code == 201
    assert sent.headers["Cache-Control"] == "no-store"
    fits("token", sent.json)
    assert sent.json is not None
    mine = {"Authorization": f"Bearer {sent.json['token']}"}
    assert client.get("/api/v1/me", headers=mine).json["roles"][0]["role"] == "window"  # type: ignore[index]
    ended = client.delete("/api/v1/tokens/current", headers=mine)
    assert (ended.status_code, ended.data) == (204, b"")
    assert client.get("/api/v1/me", headers=mine).status_code == 401


def test_a_wrong_password_is_401_and_the_fifth_locks(ask: Ask) -> None:
    answers = [ask(None, "POST", "/tokens", json={"login": "jb3", "password": "wrong"}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 401, 423]
    assert answers[-1].json["code"] == "E_LOCKED"
    assert answers[-1].json["until"].endswith("+08:00")
    right = ask(None, "POST", "/tokens", json={"login": "jb3", "password": county.PASSWORD})
    assert right.status_code == 423


def test_an_unknown_login_looks_like_a_wrong_password(ask: Ask) -> None:
    known = ask(None, "POST", "/tokens", json={"login": "jb2", "password": "wrong"}).json
    assert ask(None, "POST", "/tokens", json={"login": "nobody", "password": "wrong"}).json == known


def test_login_and_password_are_texts(ask: Ask) -> None:
    answer = ask(None, "POST", "/tokens", json={"login": 3, "password": ""})
    assert {field["path"]: field["code"] for field in answer.json["fields"]} == {
        "login": "E_TYPE",
        "password": "E_REQUIRED",
    }


def test_a_session_cookie_is_no_token(client: FlaskClient) -> None:
    client.set_cookie("session", "anything")
    assert client.get("/api/v1/me").status_code == 401
