"""Masks never show more than they promise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistance import privacy


def test_shows_what_the_contract_says():
    assert privacy.identity_number("130399195804120025") == "130399********0025"
    assert privacy.identity_number("13039919580412005X") == "130399********005X"
    assert privacy.phone("13900000025") == "139****0025"
    assert privacy.account("6217000000000001234") == "***************1234"
    assert privacy.last4("6217000000000001234") == "1234"


@pytest.mark.parametrize(
    ("full", "shown"),
    [
        ("张三", "张某"),
        ("欧阳示例", "欧阳某"),
        ("欧阳", "欧某"),
        ("买买提·示例", "买某"),
        ("", ""),
        ("张", "张某"),
    ],
)
def test_a_name_is_the_surname_and_so_and_so(full, shown):
    assert privacy.name(full) == shown


@pytest.mark.parametrize("mask", [privacy.identity_number, privacy.phone, privacy.account])
@given(text=st.text("0123456789X-", max_size=40))
def test_hides_at_least_three_and_shows_no_more_than_promised(mask, text):
    shown = mask(text)
    assert len(shown) == len(text)
    assert shown.count("*") >= min(3, len(text))
    assert (
        sum(sign != "*" for sign in shown) <= {"identity_number": 10, "phone": 7, "account": 4}[mask.__name__]
    )


@pytest.mark.parametrize("mask", [privacy.identity_number, privacy.phone, privacy.account, privacy.name])
@given(text=st.text(max_size=20))
def test_masking_twice_changes_nothing(mask, text):
    assert mask(mask(text)) == mask(text)


@given(st.text("0123456789", max_size=12))
def test_the_last_four_of_a_short_number_are_not_all_of_it(number):
    assert len(privacy.last4(number)) <= 4
    assert not (number and len(number) <= 6 and number[-4:] in privacy.last4(number))
