"""试算 without a case: for rows of a household, or for mere counts; by the standards of the day, in one's own county."""

import tracemalloc
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework import amounts, standards
from engine.errors import Forbidden, FormRefused, NoStandard, NotFound
from tests.casework.desk import CHILD_ID, HEAD_ID, SPOUSE_ID, TOWN, Desk

ROWS = (("standard", "600"), ("extra_disabled", "120"))
MEMBERS = [{"id_no": id_no} for id_no in (HEAD_ID, SPOUSE_ID, CHILD_ID)]
FAMILY = {
    "aid": "120",
    "area": TOWN,
    "on": date(2026, 3, 2),
    "members": MEMBERS,
    "income": [{"member": SPOUSE_ID, "monthly": Decimal("900.00")}],
    "extras": [{"member": HEAD_ID, "category": "disabled"}],
}
COUNTED = {
    **FAMILY,
    "members": 3,
    "income": Decimal(900),
    "extras": [{"member": "1", "category": "disabled"}],
}


@pytest.fixture
def county(desk: Desk) -> Desk:
    for item, amount in ROWS:
        add(desk, "120", item, amount)
    return desk


def add(desk: Desk, aid: str, item: str, amount: str, valid_from: str = "2026-01-01") -> str:
    row = {
        "area": "130399",
        "aid": aid,
        "item": item,
        "amount": amount,
        "valid_from": valid_from,
        "source": "示例",
    }
    return str(standards.add(desk.office, desk.who("sh"), row)["id"])


def preview(desk: Desk, login: str = "jb1", **other: Any) -> dict[str, Any]:
    return amounts.preview(desk.office, desk.who(login), {**FAMILY, **other})


def fault(desk: Desk, **other: Any) -> list[tuple[str, str]]:
    with pytest.raises(FormRefused) as refused:
        preview(desk, **other)
    return [(one.path, one.code) for one in refused.value.faults]


def test_the_example_of_the_law(county: Desk) -> None:
    found = preview(county)
    assert found["amount"] == Decimal("1020.00")
    assert found["per_head"] == Decimal("300.00")
    assert found["start_month"] == "2026-04"
    assert found["extras"][0]["category_name"] == "重度残疾人"
    assert [line["value"] for line in found["lines"] if line["kind"] == "part"] == ["900.00", "120.00"]
    assert len(found["standards"]) == 2


def test_counts_give_the_same_as_rows(county: Desk) -> None:
    by_rows, by_counts = preview(county), amounts.preview(county.office, county.who("jb1"), COUNTED)
    assert by_counts["lines"] == by_rows["lines"]
    assert preview(county, covered=[HEAD_ID, SPOUSE_ID])["amount"] == Decimal("720.00")
    assert amounts.preview(county.office, county.who("jb1"), {**COUNTED, "covered": 2})["amount"] == Decimal(
        "720.00"
    )


def test_the_standard_of_the_day_of_decision_counts(county: Desk) -> None:
    with pytest.raises(NoStandard) as refused:
        preview(county, on=date(2025, 12, 31))
    assert refused.value.facts["item"] == "低保标准"


def test_a_row_entered_a_moment_ago_counts_at_once(county: Desk) -> None:
    with pytest.raises(NoStandard):
        preview(county, tier_method=2)
    add(county, "120", "tier_2", "333.33")
    assert preview(county, tier_method=2)["amount"] == Decimal("1119.99")


def test_each_aid_is_worked_out_in_its_own_way(county: Desk) -> None:
    for aid, item, amount in (
        ("131", "basic", "700"),
        ("131", "care_half", "200"),
        ("210", "deductible", "500"),
        ("210", "ratio", "70"),
        ("210", "yearly_cap", "30000"),
        ("220", "cap", "5000"),
    ):
        add(county, aid, item, amount)
    tekun = preview(county, aid="131", members=1, income=[], extras=[], self_care="half")
    assert (tekun["amount"], tekun["floor"]) == (Decimal("900.00"), Decimal("780.00"))
    assert [one["code"] for one in tekun["warnings"]] == ["below_floor"]
    bill = preview(county, "bm-yb", aid="210", own_share=Decimal(2000), deductible_used=Decimal(500))
    assert (bill["amount"], bill["cap_left"]) == (Decimal("1400.00"), Decimal("30000.00"))
    assert preview(county, aid="220", asked=Decimal("600.00"), small_fast=True)["amount"] == Decimal("600.00")
    assert fault(county, aid="220", asked=Decimal("600.01"), small_fast=True) == [("asked", "E_CAP")]


def test_too_many_members_are_refused_before_anybody_is_counted_out(county: Desk) -> None:
    fault(county, members=51)
    tracemalloc.start()
    try:
        assert fault(county, members=100_000) == [("members", "E_COUNT")]
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_what_cannot_be_meant_is_told_beside_its_key(county: Desk) -> None:
    assert fault(county, aid="310") == [("aid", "E_CHOICE")]
    assert fault(county, aid="210") == [("own_share", "E_REQUIRED")]
    assert fault(county, members=[]) == [("members", "E_COUNT")]
    assert fault(county, members=51) == [("members", "E_COUNT")]
    assert fault(county, covered=4) == [("covered", "E_COUNT")]
    assert fault(county, covered=["1"]) == [("covered", "E_CHOICE"), ("extras[0].member", "E_CHOICE")]
    assert fault(county, area="130399777") == [("area", "E_CHOICE")]


def test_another_county_does_not_exist_and_other_posts_do_not_reckon(county: Desk) -> None:
    for login in ("jb1", "bm-yb"):
        with pytest.raises(NotFound):
            preview(county, login, area="130323100")
    with pytest.raises(Forbidden):
        preview(county, "ck1")


def test_nothing_is_stored(county: Desk) -> None:
    before = county.everything()
    preview(county)
    assert county.everything() == before
