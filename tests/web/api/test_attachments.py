"""Files in and out."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

Ask = Callable[..., TestResponse]
Fits = Callable[[str, Any], None]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def test_a_file_comes_back_as_it_was_and_only_to_whoever_brought_it(ask: Ask, fits: Fits) -> None:
    sent = ask(
        "ck1", "POST", "/attachments", data={"file": (io.BytesIO(PNG), "户口簿.png"), "kind": "household"}
    )
    assert sent.status_code == 201
    fits("attachment", sent.json)
    path = f"/attachments/{sent.json['id']}"
    back = ask("ck1", "GET", path)
    assert back.data == PNG
    assert back.content_type == "image/png"
    assert back.headers["Content-Disposition"].startswith("attachment;")
    assert back.headers["X-Content-Type-Options"] == "nosniff"
    assert ask("ck2", "GET", path).status_code == 404


def test_a_new_version_has_a_reason_and_the_old_one_stays(ask: Ask) -> None:
    first = ask("ck1", "POST", "/attachments", data={"file": (io.BytesIO(PNG), "a.png")}).json["id"]
    path = f"/attachments/{first}/replace"
    no_reason = ask("ck1", "POST", path, data={"file": (io.BytesIO(PNG), "b.png")})
    assert (no_reason.status_code, no_reason.json["fields"][0]["path"]) == (422, "reason")
    after = ask("ck1", "POST", path, data={"file": (io.BytesIO(PNG), "b.png"), "reason": "示例：重扫"})
    assert (after.status_code, after.json["version"]) == (200, 2)
    for n in (1, 2):
        assert ask("ck1", "GET", f"/attachments/{first}/versions/{n}").data == PNG
    for n in ("3", "0", "x", "99999999999999999999"):
        assert ask("ck1", "GET", f"/attachments/{first}/versions/{n}").status_code == 404


@pytest.mark.parametrize(
    ("data", "path", "code"),
    [
        ({"kind": "x"}, "file", "E_REQUIRED"),
        ({}, "file", "E_REQUIRED"),
        ({"file": (io.BytesIO(b""), "")}, "file", "E_REQUIRED"),
        ({"file": (io.BytesIO(PNG), "a.png"), "more": "1"}, "more", "E_UNKNOWN_FIELD"),
        ({"photo": (io.BytesIO(PNG), "a.png")}, "photo", "E_UNKNOWN_FIELD"),
        ({"file": (io.BytesIO(b"<svg/>"), "a.png")}, "file", "E_FILE"),
        ({"file": [(io.BytesIO(PNG), "a.png"), (io.BytesIO(PNG), "b.png")]}, "file", "E_COUNT"),
    ],
)
def test_an_upload_without_one_good_file_is_refused(
    data: dict[str, Any], path: str, code: str, ask: Ask
) -> None:
    answer = ask("ck1", "POST", "/attachments", data=data)
    assert answer.status_code == 422
    assert (answer.json["fields"][0]["path"], answer.json["fields"][0]["code"]) == (path, code)


def test_the_same_upload_under_one_key_makes_one_file(ask: Ask) -> None:
    key = {"Idempotency-Key": "upload"}
    ids = {
        ask("ck1", "POST", "/attachments", data={"file": (io.BytesIO(PNG), "a.png")}, headers=key).json["id"]
        for _ in range(2)
    }
    assert len(ids) == 1


@pytest.mark.parametrize("path", ["/attachments", "/cases"])
def test_more_than_25_mb_is_too_large(path: str, ask: Ask) -> None:
    answer = ask("ck1", "POST", path, data=b"0" * (25 * 1024 * 1024 + 1), content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (413, "E_TOO_LARGE")
