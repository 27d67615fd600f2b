"""临时救助: held against the cap of the table; 小额快救 against a month's 低保 standard."""

from decimal import Decimal

import pytest

from assistance.amounts import Request, reckon
from engine.errors import FormRefused, NoStandard
from tests.assistance.amounts.amount_rows import DECIDED, TOWN, row, table

CAP, STANDARD = row("cap", "5000", "220"), row("standard", "600", "120")


def request(asked: str | None, *, small_fast: bool = False) -> Request:
    return Request(
        area=TOWN, on=DECIDED, asked=None if asked is None else Decimal(asked), small_fast=small_fast
    )


def test_up_to_the_cap_what_is_asked_is_given() -> None:
    worked = reckon(request("5000"), table(CAP))
    assert (worked.amount, worked.cap_left, worked.start_month) == (Decimal("5000"), Decimal("0.00"), None)
    assert [one.value for one in worked.lines] == ["5000.00", "5000.00", "5000.00"]


def test_above_the_cap_is_refused_with_the_cap() -> None:
    with pytest.raises(FormRefused) as refused:
        reckon(request("5000.01"), table(CAP))
    (fault,) = refused.value.faults
    assert (fault.path, fault.code, fault.facts["max"]) == ("asked", "E_CAP", "5000.00")


def test_small_and_fast_goes_up_to_a_month_of_the_standard() -> None:
    assert reckon(request("600.00", small_fast=True), table(CAP, STANDARD)).amount == Decimal("600.00")
    with pytest.raises(FormRefused) as refused:
        reckon(request("600.01", small_fast=True), table(CAP, STANDARD))
    assert refused.value.faults[0].code == "E_CAP"


def test_small_and_fast_needs_no_cap_of_its_own_but_keeps_one_that_is_lower() -> None:
    assert reckon(request("600", small_fast=True), table(STANDARD)).amount == Decimal("600")
    low = row("cap", "300", "220")
    assert reckon(request(None, small_fast=True), table(low, STANDARD)).cap_left == Decimal("300.00")


def test_of_town_and_countryside_the_higher_standard_bounds_it() -> None:
    both = table(STANDARD, row("standard", "700", "110"))
    assert reckon(request(None, small_fast=True), both).cap_left == Decimal("700.00")


def test_nothing_asked_tells_the_most_that_may_be_given() -> None:
    worked = reckon(request(None), table(CAP))
    assert (worked.amount, worked.cap_left) == (None, Decimal("5000.00"))


def test_without_rows_there_is_no_amount() -> None:
    with pytest.raises(NoStandard) as refused:
        reckon(request("1"), table(STANDARD))
    assert refused.value.facts["item"] == "救助上限"
    with pytest.raises(NoStandard) as refused:
        reckon(request("1", small_fast=True), table(CAP))
    assert refused.value.facts["item"] == "低保标准"
