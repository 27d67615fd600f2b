"""The table of standards: kept by the county's reviewers, one row a day, and whose grants a new row asks to look at again."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework import amounts, audit, standards
from engine.errors import Forbidden, FormRefused, NotFound, Overlap, Refused, Stale
from store.tables.grant import GrantRow
from tests.casework.desk import COUNTRY, TOWN, Desk

COUNTY = "130399"
Shape = dict[str, Any]


def form(**other: Any) -> Shape:
    return {
        "area": COUNTY,
        "aid": "120",
        "item": "standard",
        "amount": "600",
        "valid_from": "2026-01-01",
        "source": "示例通知（县规定）",
        **other,
    }


def add(desk: Desk, login: str = "sh", **other: Any) -> Shape:
    return standards.add(desk.office, desk.who(login), form(**other))


def faults(act: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(FormRefused) as refused:
        act()
    return [(fault.path, fault.code) for fault in refused.value.faults]


def standing(desk: Desk, **filters: str) -> list[str]:
    found = standards.list_standards(desk.office, desk.who("sh"), filters=filters)["items"]
    return [f"{row['area']} {row['item']} {row['amount']}" for row in found]


def test_a_row_is_kept_as_it_was_entered(desk: Desk) -> None:
    row = add(desk)
    assert {key: row[key] for key in form()} == form(amount="600.00", valid_from=date(2026, 1, 1))
    assert (row["valid_to"], row["revision"]) == (None, 1)
    assert (row["area_name"], row["aid_name"], row["item_name"]) == ("示例区", "农村低保", "低保标准")
    assert row["entered_by"]["login"] == "sh"
    assert standards.list_standards(desk.office, desk.who("sh2"))["items"] == [row]
    assert audit.verify(desk.office)["ok"]


def test_two_rows_on_one_day_are_refused_and_nothing_is_kept(desk: Desk) -> None:
    first = add(desk)
    before = desk.everything()
    with pytest.raises(Overlap) as refused:
        add(desk, amount="700", valid_from="2027-01-01")
    assert refused.value.facts == {"standard": first["id"], "since": "2026-01-01", "until": None}
    assert desk.everything() == before


def test_once_the_old_row_is_ended_a_new_one_takes_over(desk: Desk) -> None:
    first = add(desk)
    ended = standards.end(desk.office, desk.who("sh"), first["id"], valid_to=date(2026, 6, 30))
    assert (ended["valid_to"], ended["revision"]) == (date(2026, 6, 30), 2)
    with pytest.raises(Overlap):
        add(desk, amount="650", valid_from="2026-06-30")
    add(desk, amount="650", valid_from="2026-07-01")
    assert standing(desk, on="2026-06-30") == ["130399 standard 600.00"]
    assert standing(desk, on="2026-07-01") == ["130399 standard 650.00"]
    with pytest.raises(Overlap):
        standards.end(desk.office, desk.who("sh"), first["id"], valid_to=date(2026, 7, 1))


def test_a_row_ends_no_earlier_than_it_begins(desk: Desk) -> None:
    first = add(desk)
    end = lambda: standards.end(desk.office, desk.who("sh"), first["id"], valid_to=date(2025, 12, 31))  # noqa: E731
    assert faults(end) == [("valid_to", "E_DATE")]


def test_who_ends_a_row_that_another_has_changed_hears_so(desk: Desk) -> None:
    first = add(desk)
    standards.end(desk.office, desk.who("sh"), first["id"], valid_to=date(2026, 6, 30))
    with pytest.raises(Stale):
        standards.end(desk.office, desk.who("sh2", if_match=1), first["id"], valid_to=date(2026, 7, 31))


def test_every_fault_is_told_together(quick: Desk) -> None:
    wrong = form(area="130323", aid="210", item="basic", amount="600.001", valid_from="2026-02-30", source="")
    assert sorted(faults(lambda: standards.add(quick.office, quick.who("sh"), wrong))) == [
        ("F33.amount", "E_MONEY"),
        ("F33.area", "E_CHOICE"),
        ("F33.item", "E_CHOICE"),
        ("F33.source", "E_REQUIRED"),
        ("F33.valid_from", "E_DATE"),
    ]
    assert faults(lambda: standards.add(quick.office, quick.who("sh"), {**form(), "note": "x"})) == [
        ("F33.note", "E_UNKNOWN_FIELD")
    ]


def test_the_city_is_out_of_a_countys_reach(quick: Desk) -> None:
    with pytest.raises(NotFound):
        add(quick, area="1303")
    with pytest.raises(Forbidden):
        add(quick, login="qr")


def test_a_townships_own_row_stands_beside_the_countys(desk: Desk) -> None:
    add(desk)
    add(desk, area=TOWN, amount="620")
    assert standing(desk, area=TOWN) == ["130399 standard 600.00", "130399100 standard 620.00"]
    assert standing(desk, area=COUNTRY) == ["130399 standard 600.00"]
    found = {area: _amount(desk, area) for area in (TOWN, COUNTRY)}
    assert found == {TOWN: Decimal("620.00"), COUNTRY: Decimal("600.00")}


def test_a_ratio_keeps_its_decimals(desk: Desk) -> None:
    assert add(desk, aid="210", item="ratio", amount="72.5")["amount"] == "72.5"


def test_a_list_knows_no_other_filter(quick: Desk) -> None:
    for filters in ({"colour": "red"}, {"on": "soon"}):
        with pytest.raises(Refused) as refused:
            standards.list_standards(quick.office, quick.who("sh"), filters=filters)
        assert refused.value.code == "E_BAD_REQUEST"


def test_grants_decided_before_a_new_standard_are_listed_and_not_changed(desk: Desk) -> None:
    old = add(desk, valid_to="2026-06-30")
    grant(desk, "g1", decided_on=date(2026, 2, 2))
    grant(desk, "g2", aid="110", decided_on=date(2026, 2, 2))
    grant(desk, "g3", state="ended", decided_on=date(2026, 2, 2))
    grant(desk, "g4", area="130323100", decided_on=date(2026, 2, 2))
    assert listed(desk) == []
    new = add(desk, amount="650", valid_from="2026-07-01")
    assert listed(desk) == [("g1", [new["id"]])]
    assert listed(desk, date(2026, 7, 1)) == [("g1", [new["id"]])]
    assert listed(desk, date(2026, 7, 2)) == []
    grant(desk, "g5", area=COUNTRY, decided_on=date(2025, 12, 31))
    assert listed(desk) == [("g1", [new["id"]]), ("g5", [new["id"]])]
    assert old["id"] != new["id"]
    with desk.office.store.read() as work:
        assert work.awards.get("g1").amount == 102000


def test_the_nearest_areas_row_is_the_one_to_look_at(desk: Desk) -> None:
    grant(desk, "g1", decided_on=date(2025, 12, 31))
    own = add(desk, area=TOWN, amount="620")
    add(desk, valid_from="2026-03-01")
    assert listed(desk) == [("g1", [own["id"]])]


def test_reading_whose_grants_are_to_be_looked_at_is_logged(desk: Desk) -> None:
    listed(desk)
    with desk.office.store.read() as work:
        assert [row.what for row in work.accesses.find()][-1:] == ["standards:recompute"]


def listed(desk: Desk, from_: date | None = None) -> list[tuple[str, list[str]]]:
    found = standards.recompute(desk.office, desk.who("sh"), from_=from_)["items"]
    return [(one["id"], [row["id"] for row in one["standards"]]) for one in found]


def grant(desk: Desk, id: str, **other: Any) -> None:
    """A grant, put where decisions put it."""
    given: Shape = {
        "revision": 1,
        "case_id": None,
        "aid": "120",
        "area": TOWN,
        "village": None,
        "household_no": f"1303991002010{id[1:]:0>3}",
        "head_name": "示例甲",
        "head_id": None,
        "head_id_index": None,
        "members": 3,
        "covered": 3,
        "categories": [],
        "state": "active",
        "amount": 102000,
        "from_month": "2026-03",
        "to_month": None,
        "decision_no": f"示例〔2026〕{id}号",
        "review_group": None,
        "created_at": desk.office.now(),
        **other,
    }
    with desk.office.store.begin() as work:
        work.awards.add(GrantRow(id=id, **given))


def _amount(desk: Desk, area: str) -> Decimal:
    given = {"aid": "120", "area": area, "on": date(2026, 3, 2), "members": 1, "income": Decimal(0)}
    return Decimal(amounts.preview(desk.office, desk.who("sh"), given)["amount"])
