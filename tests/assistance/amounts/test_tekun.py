"""特困供养: basic and care standard, whatever the income; the floor is a warning and refuses nothing."""

from decimal import Decimal

import pytest

from assistance.amounts import Extra, Household, Income, Member, reckon
from engine.errors import NoStandard
from tests.assistance.amounts.amount_rows import HEAD, SPOUSE, family, row, table

BASIC = row("basic", "800", "131")
CARE = (row("care_full", "50", "131"), row("care_half", "200.55", "131"), row("care_none", "600", "131"))
TOWN_STANDARD, VILLAGE_STANDARD = row("standard", "600", "110"), row("standard", "500", "120")
TABLE = table(BASIC, *CARE, VILLAGE_STANDARD)


def alone(**other: object) -> Household:
    given = {"aid": "131", "members": (Member(id_no=HEAD),), "income": (), "self_care": "half", **other}
    return family(**given)


@pytest.mark.parametrize(("self_care", "amount"), [("full", "850"), ("half", "1000.55"), ("none", "1400")])
def test_the_class_of_self_care_picks_the_care_standard(self_care: str, amount: str) -> None:
    worked = reckon(alone(self_care=self_care), TABLE)
    assert worked.amount == Decimal(amount)
    assert worked.start_month == "2026-04"


def test_each_part_has_its_line() -> None:
    lines = reckon(alone(), TABLE).lines
    assert [(one.text, one.value) for one in lines if one.kind in ("part", "total")] == [
        ("基本生活 800.00 × 1 人", "800.00"),
        ("照料护理（半自理）200.55 × 1 人", "200.55"),
        ("合计 800.00 + 200.55", "1000.55"),
    ]


def test_income_is_not_deducted() -> None:
    rich = alone(income=(Income(member=HEAD, monthly=Decimal("9999")),))
    assert reckon(rich, TABLE).amount == reckon(alone(), TABLE).amount
    assert reckon(rich, TABLE).per_head is None


def test_of_two_who_are_supported_each_gets_both_standards() -> None:
    couple = alone(members=(Member(id_no=HEAD), Member(id_no=SPOUSE)))
    assert reckon(couple, TABLE).amount == Decimal("2001.10")


@pytest.mark.parametrize(("basic", "warned"), [("649.99", True), ("650.00", False)])
def test_a_basic_standard_below_the_floor_is_paid_and_warned_of(basic: str, warned: bool) -> None:
    worked = reckon(alone(), table(row("basic", basic, "131"), *CARE, VILLAGE_STANDARD))
    assert worked.floor == Decimal("650.00")
    assert worked.amount == Decimal(basic) + Decimal("200.55")
    assert [one.code for one in worked.warnings] == (["below_floor"] if warned else [])
    assert all("农村低保标准 500.00 元的1.3倍（650.00 元）" in one.message for one in worked.warnings)


def test_of_town_and_countryside_the_higher_standard_makes_the_floor() -> None:
    assert reckon(alone(), table(*TABLE.rows, TOWN_STANDARD)).floor == Decimal("780.00")


def test_without_a_standard_of_dibao_there_is_no_floor_and_no_warning() -> None:
    worked = reckon(alone(), table(BASIC, *CARE))
    assert (worked.floor, worked.warnings) == (None, ())


@pytest.mark.parametrize("missing", ["basic", "care_half"])
def test_a_missing_row_is_named(missing: str) -> None:
    with pytest.raises(NoStandard):
        reckon(alone(), table(*(one for one in TABLE.rows if one.item != missing)))


def test_rows_of_the_other_way_of_support_do_not_count() -> None:
    with pytest.raises(NoStandard):
        reckon(alone(aid="132"), TABLE)


def test_the_class_of_self_care_is_needed_and_extras_are_not_paid_here() -> None:
    wrong = alone(self_care=None, extras=(Extra(member=HEAD, category="old"),), method="difference")
    assert [(fault.path, fault.code) for fault in wrong.faults()] == [
        ("extras[0].category", "E_CHOICE"),
        ("method", "E_CHOICE"),
        ("self_care", "E_REQUIRED"),
    ]
    assert [fault.code for fault in alone(self_care="good").faults()] == ["E_CHOICE"]
