"""待遇: numbers of households and certificates, and which aids exclude one another."""

from assistance import awards


def test_nobody_is_on_two_monthly_aids() -> None:
    assert awards.excluding("120") == awards.excluding("131") == {"110", "120", "131", "132"}
    assert awards.excluding("220") == frozenset()


def test_a_household_is_numbered_in_its_village() -> None:
    assert awards.household_no("130399100201", 7) == "1303991002010007"
    assert awards.household_no("130399100", 7) == "1303991000000007"


def test_a_certificate_is_numbered_by_county_aid_and_year() -> None:
    assert awards.certificate_no("130399", "120", 2017, 1) == "130399-120-2017-000001"
