"""What every write understands beside its body: idempotency keys, expected revisions, purposes."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

Ask = Callable[..., TestResponse]
Applying = Callable[[], dict[str, Any]]


@pytest.fixture
def case(ask: Ask, application: Applying) -> dict[str, Any]:
    answer = ask("ck1", "POST", "/cases", json=application())
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def claim_path(case: dict[str, Any]) -> str:
    return f"/tasks/{case['open_tasks'][0]['id']}/claim"


def test_the_same_command_under_one_key_is_carried_out_once(ask: Ask, application: Applying) -> None:
    body, key = application(), {"Idempotency-Key": "once #1"}
    first = ask("ck1", "POST", "/cases", json=body, headers=key)
    again = ask("ck1", "POST", "/cases", json=body, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json == first.json
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["ETag"] == first.headers["ETag"]


def test_blanks_and_the_order_of_keys_make_no_other_body(ask: Ask, case: dict[str, Any]) -> None:
    path, key = claim_path(case), {"Idempotency-Key": "once #2"}
    assert ask("ck1", "POST", path, json={}, headers=key).status_code == 200
    assert ask("ck1", "POST", path, headers=key).headers["Idempotent-Replayed"] == "true"


def test_a_key_with_another_body_is_refused_and_stores_nothing(ask: Ask, application: Applying) -> None:
    body, key = application(), {"Idempotency-Key": "once #3"}
    assert ask("ck1", "POST", "/cases", json=body, headers=key).status_code == 201
    before = len(ask("ck1", "GET", "/cases", query_string={"limit": "200"}).json["items"])
    other = ask("ck1", "POST", "/cases", json=body | {"aid": "330"}, headers=key)
    assert (other.status_code, other.json["code"]) == (422, "E_IDEMPOTENCY")
    assert len(ask("ck1", "GET", "/cases", query_string={"limit": "200"}).json["items"]) == before


def test_a_key_belongs_to_one_person_and_route(
    ask: Ask, case: dict[str, Any], upload: Callable[[str], str]
) -> None:
    key = {"Idempotency-Key": "once #4"}
    assert ask("ck1", "POST", claim_path(case), headers=key).status_code == 200
    release = ask(
        "ck1", "POST", claim_path(case).replace("claim", "release"), json={"reason": "示例"}, headers=key
    )
    assert release.status_code == 200
    other = ask("ck2", "POST", claim_path(case), headers=key)
    assert other.status_code == 200
    assert "Idempotent-Replayed" not in other.headers


def test_a_refused_command_leaves_its_key_free(ask: Ask, case: dict[str, Any]) -> None:
    path, key = claim_path(case).replace("claim", "release"), {"Idempotency-Key": "once #5"}
    assert ask("ck1", "POST", path, json={"reason": "示例"}, headers=key).status_code == 409
    ask("ck1", "POST", claim_path(case))
    assert ask("ck1", "POST", path, json={"reason": "示例"}, headers=key).status_code == 200


@pytest.mark.parametrize("key", ["", "x" * 81])
def test_a_key_too_short_or_too_long_is_a_bad_request(key: str, ask: Ask, case: dict[str, Any]) -> None:
    answer = ask("ck1", "POST", claim_path(case), headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json["code"]) == (400, "E_BAD_REQUEST")


def test_a_command_meant_for_an_older_revision_is_stale(ask: Ask, case: dict[str, Any]) -> None:
    path = claim_path(case)
    task = ask("ck1", "GET", path.removesuffix("/claim"))
    assert task.headers["ETag"] == f'"{task.json["revision"]}"'
    stale = ask("ck1", "POST", path, headers={"If-Match": f'"{task.json["revision"] + 1}"'})
    assert (stale.status_code, stale.json["code"]) == (412, "E_REVISION")
    assert ask("ck1", "POST", path, headers={"If-Match": task.headers["ETag"]}).status_code == 200


def test_a_malformed_revision_is_a_bad_request(ask: Ask, case: dict[str, Any]) -> None:
    answer = ask("ck1", "POST", claim_path(case), headers={"If-Match": "7"})
    assert (answer.status_code, answer.json["code"]) == (400, "E_BAD_REQUEST")


def test_who_took_it_first_is_named(ask: Ask, case: dict[str, Any]) -> None:
    ask("ck1", "POST", claim_path(case))
    answer = ask("ck2", "POST", claim_path(case))
    assert (answer.status_code, answer.json["code"], answer.json["holder"]) == (409, "E_TAKEN", "ck1")


def test_a_supervisor_reads_masked_names_until_a_purpose_is_given(ask: Ask, case: dict[str, Any]) -> None:
    path = f"/cases/{case['no']}"
    assert ask("db", "GET", path).json["head"]["name"] != "示例一"
    assert ask("db", "GET", path, headers={"Purpose": quote("督办超期件")}).json["head"]["name"] == "示例一"
    short = ask("db", "GET", path, headers={"Purpose": quote("督办")})
    assert (short.status_code, short.json["code"]) == (422, "E_PURPOSE")


def test_an_auditor_reads_nothing_personal_without_a_purpose(ask: Ask, case: dict[str, Any]) -> None:
    for path in (f"/cases/{case['no']}", "/audit/events"):
        assert ask("sjj", "GET", path).json["code"] == "E_PURPOSE"
        assert ask("sjj", "GET", path, headers={"Purpose": quote("年度审计")}).status_code == 200
    log = ask("sjj", "GET", "/audit/access", headers={"Purpose": quote("年度审计")}).json["items"]
    assert "年度审计" in {row["purpose"] for row in log}


def test_another_township_sees_no_such_case(ask: Ask, case: dict[str, Any]) -> None:
    answer = ask("ckx", "GET", f"/cases/{case['no']}")
    assert (answer.status_code, answer.json["code"]) == (404, "E_NOT_FOUND")
    body = {"reason": "示例撤回", "signed_on": "2026-03-02", "signature": "x"}
    assert ask("ckx", "POST", f"/cases/{case['no']}/withdraw", json=body).status_code == 404


def test_a_withdrawal_is_signed(ask: Ask, case: dict[str, Any], upload: Callable[[str], str]) -> None:
    path = f"/cases/{case['no']}/withdraw"
    missing = ask("ck1", "POST", path, json={"reason": "示例：不再需要"})
    assert [field["path"] for field in missing.json["fields"]] == ["signed_on", "signature"]
    body = {"reason": "示例：不再需要", "signed_on": "2026-03-02", "signature": upload("ck1")}
    assert ask("ck1", "POST", path, json=body).json["state"] == "withdrawn"


def test_form_faults_come_together_in_the_readers_language(ask: Ask, application: Applying) -> None:
    body = application()
    body["forms"]["F01"] |= {
        "phone": "12",
        "head_id": "130399195804120026",
        "extra": 1,
        "birth_on": "1958-04-12",
    }
    answer = ask("ck1", "POST", "/cases", json=body, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json["code"]) == (422, "E_FORM")
    found = {field["path"]: field["code"] for field in answer.json["fields"]}
    assert found == {
        "F01.phone": "E_PHONE",
        "F01.head_id": "E_ID_CHECK",
        "F01.extra": "E_UNKNOWN_FIELD",
        "F01.birth_on": "E_COMPUTED",
    }
    assert answer.json["detail"].isascii()


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b'"x"', b"{", b'{"aid": "310", "aid": "310"}', b"\xff"]
)
def test_a_body_that_is_no_json_object_is_a_bad_request(data: bytes, ask: Ask) -> None:
    answer = ask("ck1", "POST", "/cases", data=data, content_type="application/json")
    if data == b"":
        assert answer.json["code"] == "E_REQUIRED"
    else:
        assert (answer.status_code, answer.json["code"]) == (400, "E_BAD_REQUEST")


def test_a_form_post_is_no_api_call(ask: Ask) -> None:
    assert ask("ck1", "POST", "/cases", data={"aid": "310"}).json["code"] == "E_BAD_REQUEST"
