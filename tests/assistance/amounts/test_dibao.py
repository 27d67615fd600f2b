"""低保: the difference, 单人户, tiers and 分类施保, worked to the fen."""

from datetime import date
from decimal import Decimal

import pytest

from assistance.amounts import Extra, Household, Income, Line, Member, Worked, reckon
from engine.errors import FormRefused, NoStandard
from tests.assistance.amounts.amount_rows import (
    CHILD,
    DECIDED,
    DIBAO,
    FAMILY,
    HEAD,
    SPOUSE,
    STANDARD,
    TOWN,
    family,
    row,
    table,
)

OF_HEAD = (Extra(member=HEAD, category="disabled"),)
TIERS = table(STANDARD, row("tier_1", "400"), row("tier_2", "250.50"), row("extra_disabled", "120"))


def codes(household: Household) -> list[tuple[str, str]]:
    return [(fault.path, fault.code) for fault in household.faults()]


def test_the_example_of_the_law_is_worked_line_by_line() -> None:
    worked = reckon(family(extras=OF_HEAD), DIBAO)
    assert worked == Worked(
        amount=Decimal("1020.00"),
        eligible=True,
        per_head=Decimal("300.00"),
        lines=(
            Line(text="低保标准 600.00 元/人·月（2026-01-01 起，示例通知）", value="600.00", kind="standard"),
            Line(text="人均收入：月可计入收入 900.00 元 ÷ 3 人", value="300.00"),
            Line(
                text="分类施保（重度残疾人） 120.00 元/人·月（2026-01-01 起，示例通知）",
                value="120.00",
                kind="standard",
            ),
            Line(text="(600.00 − 300.00) × 3 人", value="900.00", kind="part"),
            Line(text="分类施保：重度残疾人", value="120.00", kind="part"),
            Line(text="合计 900.00 + 120.00", value="1020.00", kind="total"),
        ),
        standards=("120-standard", "120-extra_disabled"),
        extras=worked.extras,
        start_month="2026-04",
    )
    assert [(one.member, one.category, one.amount, one.used) for one in worked.extras] == [
        (HEAD, "disabled", Decimal("120.00"), True)
    ]


@pytest.mark.parametrize(
    ("income", "amount"),
    [("1799.99", "0.01"), ("1800.00", None), ("1800.01", None), ("0.00", "1800.00")],
)
def test_only_strictly_below_the_standard_is_eligible(income: str, amount: str | None) -> None:
    worked = reckon(family(income), DIBAO)
    assert worked.amount == (None if amount is None else Decimal(amount))
    assert worked.eligible is (amount is not None)
    assert worked.start_month == (None if amount is None else "2026-04")
    assert [one.code for one in worked.warnings] == ([] if amount else ["not_below"])


def test_a_household_that_is_not_below_reads_why() -> None:
    worked = reckon(family("1800"), DIBAO)
    assert worked.warnings[0].message == "人均收入 600.00 元不低于标准 600.00 元，不符合条件"
    assert worked.per_head == Decimal("600.00")
    assert worked.lines[-1].text == "人均收入：月可计入收入 1,800.00 元 ÷ 3 人"


def test_income_is_shared_by_all_who_live_together_and_paid_for_the_covered() -> None:
    worked = reckon(family("900", covered=frozenset({HEAD, CHILD})), DIBAO)
    assert worked.amount == Decimal("600.00")
    assert worked.lines[-2].text == "(600.00 − 300.00) × 2 人"


def test_who_lives_elsewhere_counts_neither_as_a_head_nor_with_income() -> None:
    members = (*FAMILY[:2], Member(id_no=CHILD, living_together=False))
    income = (
        Income(member=SPOUSE, monthly=Decimal("500")),
        Income(member=CHILD, monthly=Decimal("4000")),
        Income(member=HEAD, monthly=Decimal("300"), countable=False),
    )
    worked = reckon(family(members=members, income=income), DIBAO)
    assert worked.per_head == Decimal("250.00")
    assert worked.amount == Decimal("700.00")


def test_fractions_are_kept_until_the_end() -> None:
    whole = reckon(family("100"), DIBAO)
    assert whole.amount == Decimal("1700.00"), "3 × (600 − 33.333…), not 3 × 566.67"
    assert whole.per_head == Decimal("33.33")
    two = reckon(family("100", covered=frozenset({HEAD, SPOUSE})), DIBAO)
    assert two.amount == Decimal("1133.33")
    assert two.lines[-2].text == "(600.00 − 100.00 ÷ 3) × 2 人"


def test_half_a_fen_goes_up() -> None:
    two = (Member(id_no=HEAD), Member(id_no=SPOUSE))
    worked = reckon(family("0.01", members=two, covered=frozenset({HEAD})), DIBAO)
    assert worked.amount == Decimal("600.00"), "599.995"


def test_a_county_may_round_to_a_unit_of_its_own_and_the_line_says_by_how_much() -> None:
    worked = reckon(family("100", extras=OF_HEAD), table(*DIBAO.rows, row("rounding", "1")))
    assert worked.amount == Decimal("1820.00")
    worked = reckon(family("101", extras=OF_HEAD), table(*DIBAO.rows, row("rounding", "10")))
    assert worked.amount == Decimal("1820.00"), "1,819 to tens"
    assert [(one.text, one.value) for one in worked.lines if one.kind == "part"][-1] == (
        "四舍五入到 10 元",
        "1.00",
    )
    assert "120-rounding" in worked.standards


def test_of_two_categories_of_a_person_only_the_higher_counts() -> None:
    asked = (
        Extra(member=HEAD, category="old"),
        Extra(member=HEAD, category="disabled"),
        Extra(member=CHILD, category="old"),
    )
    worked = reckon(family(extras=asked), DIBAO)
    assert worked.amount == Decimal("1080.00")
    assert [one.used for one in worked.extras] == [False, True, True]


def test_of_two_equal_categories_one_counts() -> None:
    asked = (Extra(member=HEAD, category="ill"), Extra(member=HEAD, category="disabled"))
    worked = reckon(family(extras=asked), DIBAO)
    assert worked.amount == Decimal("1020.00")
    assert [one.used for one in worked.extras] == [True, False]


def test_the_same_extra_asked_twice_counts_once() -> None:
    assert reckon(family(extras=OF_HEAD * 2), DIBAO).amount == Decimal("1020.00")


def test_the_person_of_a_single_household_gets_the_difference_of_the_household() -> None:
    alone = family("900", method="single", covered=frozenset({HEAD}), extras=OF_HEAD)
    worked = reckon(alone, DIBAO)
    assert worked.amount == Decimal("420.00")
    assert "tier" not in "".join(worked.standards)


def test_above_the_standard_the_person_of_a_single_household_comes_under_the_tier_table() -> None:
    alone = family("2400", method="single", covered=frozenset({HEAD}), extras=OF_HEAD, tier=2)
    assert reckon(alone, TIERS).amount == Decimal("370.50")
    with pytest.raises(NoStandard) as refused:
        reckon(alone, DIBAO)
    assert refused.value.facts == {"item": "分档补助第2档", "aid": "120", "on": "2026-03-20"}


def test_a_tier_is_paid_for_each_of_the_covered() -> None:
    worked = reckon(family(method="tier", extras=OF_HEAD), TIERS)
    assert worked.amount == Decimal("1320.00")
    assert worked.standards == ("120-standard", "120-tier_1", "120-extra_disabled")
    assert reckon(family(method="tier", tier=2), TIERS).amount == Decimal("751.50")


def test_tiers_too_are_only_for_those_below_the_standard() -> None:
    assert reckon(family("1800", method="tier"), TIERS).amount is None


@pytest.mark.parametrize(
    ("household", "standards", "item"),
    [
        (family(), table(), "低保标准"),
        (family(method="tier"), DIBAO, "分档补助第1档"),
        (family(extras=(Extra(member=HEAD, category="child"),)), DIBAO, "分类施保（未成年人）"),
        (family(aid="110"), DIBAO, "低保标准"),
        (family(on=date(2025, 12, 31)), DIBAO, "低保标准"),
        (family(area="130323100"), DIBAO, "低保标准"),
    ],
)
def test_a_missing_row_is_named_and_never_zero(household: Household, standards: object, item: str) -> None:
    with pytest.raises(NoStandard) as refused:
        reckon(household, standards)  # type: ignore[arg-type]
    assert refused.value.facts["item"] == item


def test_all_that_cannot_be_meant_is_told_together() -> None:
    wrong = Household(
        area=TOWN,
        aid="120",
        on=DECIDED,
        members=(*FAMILY, FAMILY[0]),
        income=(Income(member="130399198002020012", monthly=Decimal("1")),),
        covered=frozenset({"130399198002020012"}),
        method="tekun",
        tier=10,
        extras=(Extra(member=HEAD, category="clever"),),
    )
    expected = [
        ("members[3].id_no", "E_UNIQUE"),
        ("income[0].member", "E_CHOICE"),
        ("covered", "E_CHOICE"),
        ("extras[0].member", "E_CHOICE"),
        ("extras[0].category", "E_CHOICE"),
        ("method", "E_CHOICE"),
        ("tier_method", "E_RANGE"),
    ]
    assert codes(wrong) == expected
    with pytest.raises(FormRefused) as refused:
        reckon(wrong, DIBAO)
    assert list(refused.value.faults) == wrong.faults()


def test_of_a_single_household_exactly_one_is_covered() -> None:
    assert codes(family(method="single")) == [("covered", "E_COUNT")]
    assert codes(family(method="single", members=FAMILY[:1], income=())) == []


def test_nobody_living_together_is_no_household() -> None:
    away = tuple(Member(id_no=one.id_no, living_together=False) for one in FAMILY)
    assert codes(family(members=away)) == [("members", "E_COUNT")]
