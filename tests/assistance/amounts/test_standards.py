"""Standards: which row counts on a day and in a place, and which two cannot stand together."""

from datetime import date

import pytest

from engine.errors import NoStandard
from tests.assistance.amounts.amount_rows import TOWN, row, table

OLD = row("standard", "550", id="old", valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
NEW = row("standard", "600", id="new", valid_from=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("on", "id"),
    [
        (date(2025, 1, 1), "old"),
        (date(2025, 12, 31), "old"),
        (date(2026, 1, 1), "new"),
        (date(2031, 7, 1), "new"),
    ],
)
def test_the_first_and_the_last_day_count(on: date, id: str) -> None:
    assert table(OLD, NEW).find("standard", area=TOWN, aid="120", on=on).id == id


def test_before_the_first_row_there_is_none() -> None:
    with pytest.raises(NoStandard):
        table(OLD, NEW).find("standard", area=TOWN, aid="120", on=date(2024, 12, 31))


def test_the_nearest_area_upward_counts() -> None:
    rows = [
        row("standard", amount, id=area, area=area)
        for area, amount in (("1303", "1"), ("130399", "2"), ("130399100", "3"))
    ]

    def found(area: str) -> str:
        return table(*rows).find("standard", area=area, aid="120", on=date(2026, 3, 1)).id

    assert found("130399100201") == "130399100"
    assert found("130399101") == "130399"
    assert found("130323") == "1303"
    with pytest.raises(NoStandard):
        found("1304")


def test_the_city_covers_the_days_on_which_the_county_has_no_row() -> None:
    county = row("standard", "2", id="county", valid_from=date(2026, 4, 1), valid_to=date(2026, 4, 30))
    city = row("standard", "1", id="city", area="1303")
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 5, 1)]
    found = [table(county, city).find("standard", area=TOWN, aid="120", on=on).id for on in days]
    assert found == ["city", "county", "city"]


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        ({"valid_from": date(2025, 12, 31)}, True),
        ({"valid_from": date(2026, 1, 1)}, False),
        ({"valid_from": date(2024, 1, 1), "valid_to": date(2024, 12, 31)}, False),
        ({"valid_from": date(2024, 1, 1), "valid_to": date(2025, 1, 1)}, True),
        ({"valid_from": date(2025, 6, 1), "valid_to": date(2025, 6, 1)}, True),
        ({"valid_from": date(2024, 1, 1)}, True),
        ({"valid_from": date(2025, 6, 1), "area": "130399100"}, False),
        ({"valid_from": date(2025, 6, 1), "aid": "110"}, False),
        ({"valid_from": date(2025, 6, 1), "item": "basic"}, False),
    ],
)
def test_two_rows_overlap_when_a_day_has_both(other: dict, overlaps: bool) -> None:
    item, aid = other.pop("item", "standard"), other.pop("aid", "120")
    one = row(item, "1", aid, id="other", **other)
    assert OLD.overlaps(one) is overlaps
    assert one.overlaps(OLD) is overlaps
