"""Grants, registers, lists and certificates on the wire: as the contract has them, and nothing of another area."""

from typing import Any

import pytest

from casework.office import Office
from tests.casework.deciding import Deciding, with_standards
from tests.casework.desk import Desk
from tests.conftest import Moving
from tests.web.api.conftest import Ask, Fits


@pytest.fixture(scope="module")
def granted(office: Office) -> Deciding:
    """A case that went the whole way, on a clock that has moved on with it."""
    office.clock = Moving(office.now())
    desk = Desk(office)
    one = Deciding.begun(with_standards(desk)).ready()
    one.grant()
    one.entered()
    one.certified()
    return one


def test_grants_are_listed_in_ones_area(granted: Deciding, ask: Ask, fits: Fits) -> None:
    page = ask("fzr", "GET", "/grants").json
    [row] = page["items"]
    fits("grant", row)
    assert (row["amount"], row["state"], row["head"], row["card_last4"]) == (
        "900.00",
        "active",
        "示例甲",
        None,
    )
    assert page["next"] is None
    assert ask("ckx", "GET", "/grants").json == {"items": [], "next": None}
    assert ask("xt", "GET", "/grants").status_code == 403
    assert ask("fzr", "GET", "/grants", query_string={"surprise": "1"}).status_code == 400
    assert ask("fzr", "GET", "/grants", query_string={"state": "ended"}).json["items"] == []


def test_one_grant_shows_the_lines_of_its_amount(granted: Deciding, ask: Ask, fits: Fits) -> None:
    path = f"/grants/{granted.case['grant_id']}"
    grant = ask("sh", "GET", path).json
    fits("one_grant", grant)
    assert grant["amounts"][0]["worked"][-1]["value"] == "900.00"
    assert {row["id_no"][6:14] for row in grant["people"]} == {"********"}
    assert ask("ckx", "GET", path).status_code == 404
    assert ask("sh", "GET", path, query_string={"as_of": "2022-04-14"}).status_code == 404
    assert ask("sh", "GET", path, query_string={"as_of": "2022-04-20"}).json["as_of"] == "2022-04-20"


def test_a_case_says_what_was_decided(granted: Deciding, ask: Ask, fits: Fits) -> None:
    case = ask("fzr", "GET", f"/cases/{granted.no}").json
    fits("case", case)
    assert (case["amount"], case["start_month"], case["covered"]) == ("900.00", "2022-05", 3)
    assert (case["decided"], case["result"], case["decided_on"]) == (True, "granted", "2022-04-15")
    assert case["grant_id"] == granted.case["grant_id"]


def test_a_register_is_read_with_columns_items_and_totals(granted: Deciding, ask: Ask, fits: Fits) -> None:
    page = ask("fzr", "GET", "/registers/ledger").json
    fits("register", page)
    [item] = page["items"]
    assert [column["key"] for column in page["columns"]][-2:] == ["handler", "efile_no"]
    assert {column["key"] for column in page["columns"]} <= set(item)
    assert {"id", "case_no", "entered_at", "entered_by", "corrects", "corrected_by"} <= set(item)
    assert (item["amount"], item["change_type_name"]) == ("900.00", "新增")
    assert page["totals"] == {"rows": 1, "households": 1, "persons": 3, "amount": "900.00"}
    for name in ("staff", "budgets", "stars"):
        assert ask("fzr", "GET", f"/registers/{name}").status_code == 404
    assert ask("zg", "GET", "/registers/ledger").status_code == 403
    assert ask("fzr", "GET", "/registers/ledger", query_string={"month": "2022-13"}).status_code == 400


def test_a_correction_comes_back_as_a_row(granted: Deciding, ask: Ask, fits: Fits) -> None:
    [old] = ask("fzr", "GET", "/registers/roster").json["items"]
    body: dict[str, Any] = {"row": {"covered": 2}, "corrects": old["id"], "reason": "示例：抄错"}
    sent = ask("zg", "POST", "/registers/roster", json=body)
    assert sent.status_code == 201
    fits("entry", sent.json)
    assert (sent.json["covered"], sent.json["draft"], sent.json["corrects"]) == (2, True, old["id"])
    bare = ask("zg", "POST", "/registers/roster", json={"row": {"covered": 2}}).json
    assert {(fault["path"], fault["code"]) for fault in bare["fields"]} == {
        ("corrects", "E_REQUIRED"),
        ("reason", "E_REQUIRED"),
    }
    assert ask("ck1", "POST", "/registers/roster", json=body).json["code"] == "E_FORBIDDEN"


def test_the_public_needs_no_token_and_reads_no_more_than_it_may(
    granted: Deciding, ask: Ask, fits: Fits
) -> None:
    [row] = ask(None, "GET", "/public/lists").json["items"]
    fits("listed", row)
    assert set(row) == {"name", "members", "amount", "aid", "aid_name", "village", "village_name"}
    number = granted.form("F24")["number"]
    found = ask(None, "GET", "/public/verify", query_string={"number": number}).json
    assert found == {"valid": True, "aid": "120", "aid_name": "农村低保"}
    unknown = ask(None, "GET", "/public/verify", query_string={"number": "130399-120-2022-000099"}).json
    assert unknown == {"valid": False, "aid": None, "aid_name": None}
