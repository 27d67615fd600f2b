"""The regime follows the day of acceptance."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistance.regimes import REGIMES, regime_of


@pytest.mark.parametrize(
    ("accepted_on", "regime"),
    [
        ("2012-01-01", "R2012"),
        ("2021-06-30", "R2012"),
        ("2021-07-01", "R2021"),
        ("2026-06-30", "R2021"),
        ("2026-07-01", "R2026"),
        ("2040-01-01", "R2026"),
    ],
)
def test_each_regime_begins_and_ends_on_its_day(accepted_on: str, regime: str) -> None:
    assert regime_of(date.fromisoformat(accepted_on)) == regime


@given(st.dates(max_value=date(9999, 12, 30)))
def test_every_day_has_one_regime_and_none_goes_back(day: date) -> None:
    order = list(REGIMES)
    assert order.index(regime_of(day)) <= order.index(regime_of(day + timedelta(days=1)))
