"""What every answer carries, and what no page accepts."""

import re
from pathlib import Path

import pytest
from flask import Flask

import web
from casework.office import Office
from ops import county
from web.app import create_app
from web.session import DEMO_LOGINS, DEMO_PASSWORD

TEMPLATES = sorted((Path(str(web.__file__)).parent / "templates").rglob("*.html"))
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


@pytest.mark.parametrize("path", ["/sign-in", "/progress", "/help", "/no-such-page", "/static/yimen.css"])
def test_every_answer_has_the_strict_headers(app: Flask, path: str) -> None:
    with app.test_client().get(path) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_script_or_style_inline(path: Path) -> None:
    assert INLINE.search(path.read_text("utf-8")) is None


def test_production_demands_secure_transport(office: Office) -> None:
    client = create_app(office, secret_key="x", env="production").test_client()
    answer = client.get("/sign-in", base_url="https://yimen.example")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    cookie = answer.headers["Set-Cookie"]
    assert "Secure" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_demo_logins_are_offered_in_demo_only(office: Office) -> None:
    def page(env: str) -> str:
        return create_app(office, secret_key="x", env=env).test_client().get("/sign-in").text

    assert county.PASSWORD in page("demo")
    assert county.PASSWORD not in page("test") + page("production")


def test_pages_are_not_kept_by_browsers_but_their_style_is(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"
    with client.get("/static/yimen.css") as style:
        assert "max-age=31536000" in style.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-out", "/progress", "/language", "/apply", "/calendar/load"]
)
def test_a_form_without_its_token_is_refused(app: Flask, path: str) -> None:
    answer = app.test_client().post(path, data={"login": "ck1", "password": county.PASSWORD})
    assert answer.status_code == 403
    assert "刷新" in answer.text


def test_a_token_of_another_session_is_refused(app: Flask) -> None:
    other = app.test_client()
    other.get("/sign-in")
    with other.session_transaction() as session:
        token = session["csrf"]
    assert app.test_client().post("/language", data={"to": "en", "csrf_token": token}).status_code == 403


def test_a_body_over_the_cap_is_told_in_words(app: Flask) -> None:
    client = app.test_client()
    answer = client.post("/progress", data={"no": "x" * (26 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "25 MB" in answer.text


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil.example", "\\/evil.example", ""]
)
def test_after_sign_in_nobody_is_led_elsewhere(app: Flask, target: str) -> None:
    client = app.test_client()
    client.get("/sign-in")
    with client.session_transaction() as session:
        token = session["csrf"]
    answer = client.post("/language", data={"to": "en", "csrf_token": token, "next": target})
    assert answer.headers["Location"] == "/"


def test_the_demo_logins_are_those_of_the_county() -> None:
    posts = {(login, grant.role) for login, _name, grant in county.people()}
    assert county.PASSWORD == DEMO_PASSWORD
    assert {(login, role) for login, role, _place in DEMO_LOGINS} <= posts
