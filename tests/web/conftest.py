"""Pages as a browser without JavaScript sees them: a visitor reads forms out of the HTML and sends them back."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from casework.office import Office
from engine.time import read_moment
from ops import county
from store.sealing import Ring
from store.work import Store
from web.app import create_app

NOW = read_moment("2026-03-02T09:00:00+08:00")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def typed_in(form: Any) -> list[tuple[str, str]]:
    """What a browser would send of a form: it drops the line break right after `<textarea>`, which lxml keeps."""
    return [(name, value.removeprefix("\n")) for name, value in form.form_values()]


class Visitor:
    """A browser without JavaScript: it follows redirects, keeps cookies and sends only what the form holds."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.answer: TestResponse
        self.page: Any = None
        self.path = "/"

    def get(self, path: str, **more: Any) -> "Visitor":
        return self._seen(self.client.get(path, follow_redirects=True, **more))

    def post(self, path: str, data: Any) -> "Visitor":
        return self._seen(self.client.post(path, data=data, follow_redirects=True))

    def submit(self, button: str, **typed: Any) -> "Visitor":
        """Press a button by its visible words, after typing; a name like `F01.head_name` goes in `typed` as it is."""
        found = [one for one in self.page.iter("button") if button in one.text_content()]
        assert found, f"no button {button!r} on {self.path}: {self.text}"
        form = next(one for one in found[0].iterancestors("form"))
        data: MultiDict[str, Any] = MultiDict(typed_in(form))
        if found[0].get("name"):
            data.add(found[0].get("name"), found[0].get("value", ""))
        for name, value in typed.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        action = found[0].get("formaction") or form.get("action") or self.path
        return self.post(action, data) if form.method == "POST" else self.get(action, query_string=data)

    def follow(self, link: str) -> "Visitor":
        found = [one for one in self.page.iter("a") if link in one.text_content()]
        assert found, f"no link {link!r} on {self.path}"
        return self.get(found[0].get("href"))

    def _seen(self, answer: TestResponse) -> "Visitor":
        self.answer, self.path = answer, answer.request.path
        if answer.mimetype == "text/html":
            self.page = html.fromstring(answer.get_data(as_text=True))
        return self

    @property
    def text(self) -> str:
        return " ".join(self.page.xpath("//main")[0].text_content().split())

    @property
    def title(self) -> str:
        return str(self.page.findtext(".//h1")).strip()

    def value(self, name: str) -> str:
        return str(self.page.xpath(f"//*[@name='{name}']")[0].value).removeprefix("\n")


@pytest.fixture(scope="module")
def office(
    copies: Callable[[str], Any], tmp_path_factory: pytest.TempPathFactory, ring: Ring
) -> Iterator[Office]:
    """The empty demo county on SQLite, one a module, its clock standing on a plain Monday."""
    folder: Path = tmp_path_factory.mktemp("web")
    store = Store(copies("sqlite").make(folder), ring)
    yield Office(store=store, env="test", clock=lambda: NOW)
    store.close()


@pytest.fixture(scope="module")
def app(office: Office) -> Flask:
    return create_app(office, secret_key="test", env="test")


@pytest.fixture
def anybody(app: Flask) -> Visitor:
    """Somebody who has not signed in."""
    return Visitor(app.test_client())


@pytest.fixture
def visit(app: Flask) -> Callable[[str], Visitor]:
    """`visit("ck1")`: a visitor signed in under this login."""

    def sign_in(login: str) -> Visitor:
        visitor = Visitor(app.test_client()).get("/sign-in")
        return visitor.submit("登录", login=login, password=county.PASSWORD)

    return sign_in


@pytest.fixture
def scan() -> Callable[[], tuple[io.BytesIO, str]]:
    """`scan()`: a signed paper to upload."""
    return lambda: (io.BytesIO(PNG), "签名.png")


@pytest.fixture
def application(scan: Callable[[], tuple[io.BytesIO, str]]) -> dict[str, Any]:
    """What is typed for education aid, which goes to another department."""
    return {
        "F01.head_name": "示例一",
        "F01.head_id": "130399195804120025",
        "F01.phone": "13900000025",
        "F01.registered_village": "130399100201",
        "F01.living_place": "示例镇东村1号",
        "F01.reason": "示例：子女入学，缴纳学费有困难，申请教育救助。",
        "F01.promise": "true",
        "file:F01.signature": scan(),
    }
