"""What holds for every household: never negative, never more with more income, and the lines add up to the amount."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assistance.amounts import Bill, Extra, Household, Income, Member, reckon
from tests.assistance.amounts.amount_rows import DECIDED, STANDARD, TOWN, row, table

MONEY = st.decimals(min_value=0, max_value=20_000, places=2)
CATEGORIES = ("old", "child", "disabled", "ill")
TIERS = [row(f"tier_{n}", str(100 * n)) for n in range(1, 10)]


@st.composite
def households(draw: st.DrawFn, methods: tuple[str, ...] = ("difference", "tier")) -> Household:
    heads = draw(st.integers(1, 7))
    members = tuple(Member(id_no=f"{n:018}") for n in range(heads))
    ids = [one.id_no for one in members]
    covered = draw(st.sets(st.sampled_from(ids), min_size=1))
    income = draw(st.lists(st.tuples(st.sampled_from(ids), MONEY, st.booleans()), max_size=5))
    extras = draw(
        st.lists(st.tuples(st.sampled_from(sorted(covered)), st.sampled_from(CATEGORIES)), max_size=6)
    )
    return Household(
        area=TOWN,
        aid="120",
        on=DECIDED,
        members=members,
        income=tuple(Income(member=m, monthly=y, countable=c) for m, y, c in income),
        covered=frozenset(covered),
        method=draw(st.sampled_from(methods)),
        tier=draw(st.integers(1, 9)),
        extras=tuple(Extra(member=m, category=c) for m, c in extras),
    )


@st.composite
def tables(draw: st.DrawFn):
    """A standard, an extra a category, all tiers, and now and then a unit of rounding."""
    rows = [replace(STANDARD, amount=draw(MONEY)), *TIERS]
    rows += [row(f"extra_{one}", str(draw(MONEY))) for one in CATEGORIES]
    unit = draw(st.sampled_from([None, "0.1", "1", "10"]))
    return table(*rows, *([row("rounding", unit)] if unit else []))


@given(households(), tables())
def test_an_amount_is_never_negative_and_the_lines_add_up(household: Household, standards) -> None:
    worked = reckon(household, standards)
    standard = standards.find("standard", area=TOWN, aid="120", on=DECIDED).amount
    assert worked.eligible is (household.per_head < Fraction(standard))
    if worked.amount is None:
        assert not worked.eligible
        return
    parts = [Decimal(one.value) for one in worked.lines if one.kind == "part"]
    assert worked.amount >= 0
    assert sum(parts) == worked.amount == Decimal(worked.lines[-1].value)
    assert worked.amount == worked.amount.quantize(Decimal("0.01"))
    assert all(len(one.value.rpartition(".")[2]) == 2 for one in worked.lines)


@given(households(("difference",)), tables(), MONEY)
def test_more_income_never_gives_more(household: Household, standards, more: Decimal) -> None:
    member = household.members[0].id_no
    richer = replace(household, income=(*household.income, Income(member=member, monthly=more)))
    poor, rich = reckon(household, standards), reckon(richer, standards)
    assert (rich.amount or 0) <= (poor.amount or 0)


@given(households(("difference",)), tables())
def test_the_amount_is_the_exact_sum_rounded_once(household: Household, standards) -> None:
    worked = reckon(household, standards)
    if worked.amount is None:
        return
    standard = standards.find("standard", area=TOWN, aid="120", on=DECIDED).amount
    rounding = standards.seek("rounding", area=TOWN, aid="120", on=DECIDED)
    unit = Fraction(rounding.amount) if rounding else Fraction(1, 100)
    exact = (Fraction(standard) - household.per_head) * len(household.covered)
    exact += sum(Fraction(one.amount) for one in worked.extras if one.used)
    assert abs(Fraction(worked.amount) - exact) <= unit / 2


@given(households(), tables())
def test_each_person_gets_one_extra_and_it_is_the_highest(household: Household, standards) -> None:
    extras = reckon(household, standards).extras
    for member in {one.member for one in extras}:
        of_member = [one for one in extras if one.member == member]
        used = [one for one in of_member if one.used]
        assert len(used) == 1
        assert used[0].amount == max(one.amount for one in of_member)


@given(
    MONEY,
    MONEY,
    MONEY,
    MONEY,
    st.sampled_from(["0.5", "70", "100"]),
    MONEY,
    st.sampled_from([None, "1", "10"]),
)
def test_a_medical_amount_lies_between_nothing_and_what_is_left(
    share: Decimal,
    used: Decimal,
    cap_used: Decimal,
    deductible: Decimal,
    ratio: str,
    cap: Decimal,
    unit: str | None,
) -> None:
    rows = [
        row("deductible", str(deductible), "210"),
        row("ratio", ratio, "210"),
        row("yearly_cap", str(cap), "210"),
    ]
    rows += [row("rounding", unit, "210")] if unit else []
    bill = Bill(area=TOWN, on=DECIDED, own_share=share, deductible_used=used, cap_used=cap_used)
    worked = reckon(bill, table(*rows))
    assert worked.amount is not None
    assert worked.cap_left is not None
    assert 0 <= worked.amount <= worked.cap_left <= cap
    if unit is None:
        assert worked.amount <= share
    assert Decimal(worked.lines[-1].value) == worked.amount
