"""Rounding, months and back pay."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from assistance.amounts import back_pay, last_month, start_month
from assistance.amounts.worked import rounded, shown


@pytest.mark.parametrize(
    ("exact", "unit", "result"),
    [
        ("1.005", "0.01", "1.01"),
        ("1.0049", "0.01", "1.00"),
        ("1020.5", "1", "1021.00"),
        ("1020.49", "1", "1020.00"),
        ("1025", "10", "1030.00"),
        ("0.05", "0.1", "0.10"),
    ],
)
def test_half_goes_up(exact: str, unit: str, result: str) -> None:
    assert rounded(Fraction(exact), Decimal(unit)) == Decimal(result)
    assert str(rounded(Fraction(exact), Decimal(unit))) == result


def test_money_is_shown_as_people_read_it() -> None:
    assert shown(Fraction(3061, 3)) == "1,020.33"


@pytest.mark.parametrize(
    ("decided", "month"),
    [(date(2026, 3, 1), "2026-04"), (date(2026, 3, 31), "2026-04"), (date(2026, 12, 31), "2027-01")],
)
def test_payment_begins_the_month_after_the_decision(decided: date, month: str) -> None:
    assert start_month(decided) == month


def test_the_month_of_the_decision_to_stop_is_paid() -> None:
    assert last_month(date(2026, 3, 1)) == "2026-03"


def test_back_pay_is_the_months_missed_times_the_amount() -> None:
    assert back_pay(Decimal("1020.33"), 3) == Decimal("3060.99")
    assert back_pay(Decimal("1020.33"), 0) == Decimal("0.00")
