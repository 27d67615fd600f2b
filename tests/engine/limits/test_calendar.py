"""The working-day calendar: rows over weekdays, versions, and its file."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.limits import Calendar, CalendarFault, Day, read_days

PLAIN = Calendar(version=1, days={}, complete_years=frozenset())
ANY_DAY = st.dates(date(2, 1, 1), date(9998, 12, 31))


def test_without_rows_monday_to_friday_work_and_every_year_is_provisional() -> None:
    assert PLAIN.is_workday(date(2031, 1, 3))
    assert not PLAIN.is_workday(date(2031, 1, 4))
    assert PLAIN.provisional(date(2031, 1, 3))


def test_a_row_wins_over_the_weekday() -> None:
    rows = [
        Day(date=date(2031, 1, 3), is_workday=False, name="元旦"),
        Day(date=date(2031, 1, 4), is_workday=True),
    ]
    loaded = PLAIN.overlay(rows, version=2)
    assert loaded.nth_workday(date(2031, 1, 2), 1) == date(2031, 1, 4)
    assert loaded.name(date(2031, 1, 3)) == "元旦"
    assert loaded.makeup_days(date(2031, 1, 1), date(2031, 1, 31)) == [date(2031, 1, 4)]


def test_an_overlay_leaves_the_calendar_below_as_it_was() -> None:
    PLAIN.nth_workday(date(2032, 1, 1), 1)
    loaded = PLAIN.overlay([Day(date=date(2032, 1, 2), is_workday=False)], version=2)
    assert loaded.nth_workday(date(2032, 1, 1), 1) == date(2032, 1, 5)
    assert PLAIN.nth_workday(date(2032, 1, 1), 1) == date(2032, 1, 2)
    assert (PLAIN.version, loaded.version) == (1, 2)


def test_a_year_in_which_nobody_works_is_passed_over() -> None:
    year = [date(2031, 1, 1) + timedelta(days=step) for step in range(365)]
    closed = PLAIN.overlay([Day(date=day, is_workday=False) for day in year], version=2)
    assert closed.nth_workday(date(2031, 1, 1), 1) == date(2032, 1, 1)
    assert closed.workday_before(date(2032, 1, 1)) == date(2030, 12, 31)


@given(ANY_DAY, st.integers(1, 400))
def test_counting_and_finding_working_days_agree(day: date, n: int) -> None:
    found = PLAIN.nth_workday(day, n)
    assert PLAIN.count(day, found) == n
    assert PLAIN.workday_before(found + timedelta(days=1)) == found


@given(ANY_DAY, st.integers(0, 800))
def test_every_day_is_either_worked_or_a_rest_day(day: date, length: int) -> None:
    last = day + timedelta(days=length) if day.year < 9990 else day
    assert PLAIN.count(day, last) + len(PLAIN.rest_days(day, last)) == (last - day).days


def test_a_file_is_read_with_or_without_names_and_byte_order_mark() -> None:
    text = "\ufeffdate,is_workday,name,source\n2027-02-05,false,春节,通知\n2027-02-20,是,,\n"
    first, second = read_days(text)
    assert first == Day(date=date(2027, 2, 5), is_workday=False, name="春节", source="通知")
    assert second.is_workday
    assert read_days("date,is_workday\n2027-02-05,0\n")[0].is_workday is False


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("", 1, "date"),
        ("date,name\n2027-02-05,春节\n", 1, "is_workday"),
        ("date,is_workday,note\n2027-02-05,0,x\n", 1, "note"),
        ("date,is_workday\n2027-02-30,0\n", 2, "date"),
        ("date,is_workday\n20270205,0\n", 2, "date"),
        ("date,is_workday\n2027-02-05,maybe\n", 2, "is_workday"),
        ("date,is_workday\n2027-02-05,0\n2027-02-05,1\n", 3, "date"),
        ("date,is_workday,name,source\n2027-02-05,0,春节,通知,多\n", 2, "source"),
    ],
)
def test_a_faulty_file_names_line_and_column(text: str, row: int, column: str) -> None:
    with pytest.raises(CalendarFault) as caught:
        read_days(text)
    assert (caught.value.row, caught.value.column) == (row, column)
