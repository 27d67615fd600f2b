"""Standards and 试算 over HTTP, as the contract names them."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

Ask = Callable[..., TestResponse]
Fits = Callable[[str, Any], None]
STANDARD = {
    "area": "130399",
    "aid": "120",
    "item": "standard",
    "amount": "600.00",
    "valid_from": "2026-01-01",
    "source": "示例",
}
FAMILY = {
    "aid": "120",
    "area": "130399100",
    "on": "2026-03-02",
    "members": [
        {"id_no": "130399195804120025", "name": "示例甲", "relation": "head", "living_together": True},
        {"id_no": "130399196211050011", "health": "healthy", "able_to_work": True, "living_together": True},
    ],
    "income": [
        {"member": "130399196211050011", "kind": "wage", "monthly": "500.00", "countable": True},
    ],
    "covered": ["130399195804120025", "130399196211050011"],
    "extras": [{"member": "130399195804120025", "category": "old"}],
}


@pytest.fixture(scope="module", autouse=True)
def rows() -> dict[str, str]:
    """Ids of the rows this module entered, by item: its office is one for all tests."""
    return {}


@pytest.fixture
def entered(ask: Ask, rows: dict[str, str]) -> dict[str, str]:
    for item, amount in (("standard", "600.00"), ("extra_old", "60.00")):
        if item not in rows:
            answer = ask("sh", "POST", "/standards", json={**STANDARD, "item": item, "amount": amount})
            assert answer.status_code == 201, answer.text
            rows[item] = answer.json["id"]
    return rows


def test_a_row_comes_back_as_the_document_says(ask: Ask, fits: Fits, entered: dict[str, str]) -> None:
    answer = ask("sh", "GET", "/standards?aid=120&on=2026-03-02")
    assert answer.json["next"] is None
    assert {row["id"] for row in answer.json["items"]} == set(entered.values())
    for row in answer.json["items"]:
        fits("standard", row)
    assert ask("sh", "GET", "/standards?on=2025-12-31").json["items"] == []
    assert ask("sh", "GET", "/standards?limit=1").json["next"] is not None


def test_the_form_may_come_bare_or_under_its_key(ask: Ask, entered: dict[str, str]) -> None:
    for body in (STANDARD, {"F33": STANDARD}):
        answer = ask("sh", "POST", "/standards", json=body)
        assert (answer.status_code, answer.json["code"]) == (409, "E_OVERLAP")
    assert len(entered) == 2


def test_a_third_decimal_is_refused(ask: Ask) -> None:
    answer = ask("sh", "POST", "/standards", json={**STANDARD, "amount": "600.001"})
    assert answer.status_code == 422
    assert [(one["path"], one["code"]) for one in answer.json["fields"]] == [("F33.amount", "E_MONEY")]


def test_an_amount_is_worked_out_line_by_line(ask: Ask, fits: Fits, entered: dict[str, str]) -> None:
    answer = ask("jb1", "POST", "/amounts/preview", json=FAMILY)
    assert answer.status_code == 200, answer.text
    fits("amount", answer.json)
    assert answer.json["amount"] == "760.00"
    assert answer.json["standards"] == [entered["standard"], entered["extra_old"]]
    assert answer.json["lines"][-1] == {
        "text": "合计 700.00 + 60.00",
        "value": "760.00",
        "kind": "total",
    }


def test_counts_and_sums_do_as_well(ask: Ask, entered: dict[str, str]) -> None:
    body = {**FAMILY, "members": 2, "income": "500", "covered": 2, "extras": []}
    assert ask("qr", "POST", "/amounts/preview", json=body).json["amount"] == "700.00"
    assert entered


@pytest.mark.parametrize(
    ("body", "item"),
    [
        ({"aid": "210", "own_share": "2000.00"}, "起付标准"),
        ({"tier_method": True, "extras": []}, "分档补助第1档"),
        ({"aid": "131", "self_care": "full", "extras": []}, "特困基本生活标准"),
        ({"aid": "220"}, "救助上限"),
    ],
)
def test_an_empty_table_is_told_by_name(
    ask: Ask, entered: dict[str, str], body: dict[str, Any], item: str
) -> None:
    answer = ask("bm-yb", "POST", "/amounts/preview", json={**FAMILY, **body})
    assert (answer.status_code, answer.json["code"]) == (409, "E_NO_STANDARD")
    assert item in answer.json["detail"]
    assert entered


def test_english_names_the_missing_standard(ask: Ask, entered: dict[str, str]) -> None:
    body = {**FAMILY, "aid": "210", "own_share": "1"}
    answer = ask("bm-yb", "POST", "/amounts/preview", json=body, headers={"Accept-Language": "en"})
    assert "(Deductible)" in answer.json["detail"]
    assert entered


def test_an_unknown_key_is_refused(ask: Ask) -> None:
    answer = ask("jb1", "POST", "/amounts/preview", json={**FAMILY, "members": [{"id_no": "1", "age": 3}]})
    assert [one["path"] for one in answer.json["fields"]] == ["members[0].age"]


def test_ending_takes_the_last_day_and_the_revision(ask: Ask) -> None:
    row = ask("sh", "POST", "/standards", json={**STANDARD, "aid": "110"}).json
    path = f"/standards/{row['id']}/end"
    early = ask("sh", "POST", path, json={"valid_to": "2025-12-31"})
    assert (early.status_code, early.json["code"]) == (422, "E_DATE")
    stale = ask("sh", "POST", path, json={"valid_to": "2026-06-30"}, headers={"If-Match": '"7"'})
    assert (stale.status_code, stale.json["code"]) == (412, "E_REVISION")
    ended = ask("sh", "POST", path, json={"valid_to": "2026-06-30"}, headers={"If-Match": '"1"'})
    assert (ended.status_code, ended.json["valid_to"]) == (200, "2026-06-30")
    assert ended.headers["ETag"] == '"2"'
    assert ask("sh", "POST", "/standards/no-such/end", json={"valid_to": "2026-06-30"}).status_code == 404


def test_the_same_key_enters_a_row_once(ask: Ask) -> None:
    body, headers = {**STANDARD, "aid": "220", "item": "head_cap"}, {"Idempotency-Key": "one"}
    first = ask("sh", "POST", "/standards", json=body, headers=headers)
    again = ask("sh", "POST", "/standards", json=body, headers=headers)
    assert first.json == again.json
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (201, "true")


def test_nobody_has_a_grant_to_look_at_yet(ask: Ask) -> None:
    assert ask("sh", "GET", "/standards/recompute?from=2026-01-01").json == {"items": [], "next": None}
    assert ask("qr", "GET", "/standards/recompute").status_code == 403
