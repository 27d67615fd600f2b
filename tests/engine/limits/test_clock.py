"""Counting rules D1–D10 with the check dates of domain.md 5.3, and their properties."""

import timeit
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistance.calendars import shipped
from engine.limits import BeyondCalendar, Day, overdue, reckon
from engine.limits.clock import colour
from engine.time import iso, read_moment, start_of

CALENDAR = shipped()
FIRST = read_moment("2004-01-01T00:00")
DAYS = st.dates(date(2003, 1, 1), date(2030, 12, 31))
NUMBERS = st.integers(1, 90)
DAY_UNITS = st.sampled_from(["wd", "cd", "month"])


def due(start: str, n: int, unit: str, kind: str = "max") -> str:
    found = reckon(CALENDAR, date.fromisoformat(start), n, unit, kind).due
    return found.isoformat()


@pytest.mark.parametrize(
    ("start", "n", "unit", "expected"),
    [
        ("2026-02-13", 3, "wd", "2026-02-25"),
        ("2026-02-13", 30, "wd", "2026-04-02"),
        ("2026-02-13", 45, "wd", "2026-04-24"),
        ("2017-01-20", 10, "wd", "2017-02-08"),
        ("2022-03-28", 3, "wd", "2022-03-31"),
        ("2022-03-28", 10, "wd", "2022-04-12"),
        ("2022-03-28", 30, "wd", "2022-05-11"),
        ("2022-03-28", 45, "wd", "2022-06-01"),
        ("2026-07-01", 3, "wd", "2026-07-06"),
        ("2026-07-01", 30, "wd", "2026-08-12"),
        ("2022-03-28", 60, "cd", "2022-05-27"),
        ("2022-03-28", 6, "month", "2022-09-28"),
        ("2026-12-07", 30, "wd", "2027-01-18"),
    ],
)
def test_the_check_dates_of_the_domain_file_come_out(start: str, n: int, unit: str, expected: str) -> None:
    assert due(start, n, unit) == expected


def test_a_notice_posted_on_6_april_ends_on_the_13th_and_frees_the_14th_at_midnight() -> None:
    notice = reckon(CALENDAR, date(2022, 4, 6), 7, "cd", "min")
    assert notice.due == date(2022, 4, 13)
    assert notice.free_from is not None
    assert iso(notice.free_from) == "2022-04-14T00:00:00+08:00"
    assert (notice.late_at, notice.amber_at) == (None, None)


def test_only_the_deadline_that_reaches_2027_is_provisional() -> None:
    assert reckon(CALENDAR, date(2026, 12, 7), 30, "wd").provisional
    assert not reckon(CALENDAR, date(2026, 11, 2), 30, "wd").provisional


def test_a_minimum_in_days_hangs_on_no_calendar_and_is_never_provisional() -> None:
    assert not reckon(CALENDAR, date(2027, 3, 1), 7, "cd", "min").provisional
    assert reckon(CALENDAR, date(2027, 3, 1), 7, "cd", "max").provisional


def test_a_year_once_declared_complete_is_no_longer_provisional() -> None:
    complete = CALENDAR.overlay([], version=2, complete_years=CALENDAR.complete_years | {2027})
    assert not reckon(complete, date(2026, 12, 7), 30, "wd").provisional


def test_loaded_rows_of_an_incomplete_year_win_over_monday_to_friday() -> None:
    loaded = CALENDAR.overlay([Day(date=date(2027, 1, 1), is_workday=False, name="元旦")], version=2)
    reckoning = reckon(loaded, date(2026, 12, 7), 30, "wd")
    assert reckoning.due == date(2027, 1, 19)
    assert reckoning.provisional


def test_the_day_of_the_event_is_not_counted_even_on_a_rest_day() -> None:
    assert due("2022-03-26", 1, "wd") == "2022-03-28"
    assert due("2022-03-26", 1, "cd", "min") == "2022-03-27"


def test_the_legal_day_of_an_event_after_office_hours_is_its_own_date() -> None:
    late_evening = read_moment("2022-03-28T23:50")
    assert reckon(CALENDAR, late_evening, 3, "wd").due == date(2022, 3, 31)


def test_a_saturday_worked_for_a_holiday_is_a_working_day() -> None:
    assert due("2026-02-13", 1, "wd") == "2026-02-14"


def test_a_maximum_in_days_moves_over_a_holiday_and_a_minimum_does_not() -> None:
    assert due("2026-09-28", 3, "cd") == "2026-10-08"
    assert due("2026-09-28", 3, "cd", "min") == "2026-10-01"


def test_months_are_clamped_to_the_end_of_the_month_and_then_moved() -> None:
    assert due("2022-08-31", 6, "month") == "2023-02-28"
    assert due("2020-08-31", 6, "month") == "2021-03-01"
    assert due("2023-08-31", 6, "month") == "2024-02-29"


def test_hours_run_through_a_rest_day_to_the_minute() -> None:
    friday = read_moment("2026-03-06T10:15:40")
    reckoning = reckon(CALENDAR, friday, 48, "h")
    assert isinstance(reckoning.due, datetime)
    assert iso(reckoning.due) == "2026-03-08T10:15:00+08:00"
    assert reckoning.late_at == reckoning.due + timedelta(minutes=1)
    assert reckoning.amber_at == reckoning.due - timedelta(hours=12)
    assert not reckoning.provisional


@pytest.mark.parametrize(
    ("n", "unit", "amber"),
    [(2, "wd", "2022-03-30"), (3, "wd", "2022-03-30"), (10, "wd", "2022-04-11"), (60, "cd", "2022-05-27")],
)
def test_amber_begins_on_the_last_day_or_for_longer_limits_a_working_day_before(
    n: int, unit: str, amber: str
) -> None:
    assert reckon(CALENDAR, date(2022, 3, 28), n, unit).amber_at == start_of(date.fromisoformat(amber))


def test_amber_lies_before_the_holiday_when_the_deadline_lies_behind_it() -> None:
    reckoning = reckon(CALENDAR, date(2026, 9, 24), 4, "wd")
    assert reckoning.due == date(2026, 10, 8)
    assert reckoning.amber_at == start_of(date(2026, 9, 30))


def test_the_deadline_day_is_in_time_to_its_last_minute() -> None:
    reckoning = reckon(CALENDAR, date(2022, 3, 28), 3, "wd")
    assert colour(read_moment("2022-03-31T23:59:59"), reckoning.amber_at, reckoning.late_at) == "amber"
    assert colour(read_moment("2022-04-01T00:00"), reckoning.amber_at, reckoning.late_at) == "red"
    assert colour(read_moment("2022-03-29T23:59"), reckoning.amber_at, reckoning.late_at) == "green"


def test_overdue_counts_from_the_first_working_day_after_the_deadline() -> None:
    friday = date(2022, 5, 6)
    assert overdue(CALENDAR, friday, read_moment("2022-05-06T23:00")) is None
    assert overdue(CALENDAR, date(2022, 5, 13), read_moment("2022-05-14T09:00")) == (0, "wd")
    assert overdue(CALENDAR, friday, read_moment("2022-05-07T09:00")) == (1, "wd"), "7 May was worked"
    assert overdue(CALENDAR, friday, read_moment("2022-05-13T09:00")) == (6, "wd")


def test_overdue_of_a_due_moment_counts_hours_and_the_hour_under_way() -> None:
    at = read_moment("2026-03-03T10:15")
    assert overdue(CALENDAR, at, at) is None
    assert overdue(CALENDAR, at, at + timedelta(minutes=1)) == (1, "h")
    assert overdue(CALENDAR, at, at + timedelta(hours=2)) == (2, "h")


def test_hours_want_an_instant_and_numbers_must_be_positive() -> None:
    with pytest.raises(ValueError, match="instant"):
        reckon(CALENDAR, date(2022, 3, 28), 24, "h")
    with pytest.raises(ValueError, match="no such limit"):
        reckon(CALENDAR, date(2022, 3, 28), 0, "wd")


@pytest.mark.parametrize("unit", ["wd", "cd", "month"])
@pytest.mark.parametrize("kind", ["max", "min"])
def test_the_end_of_the_calendar_is_a_named_refusal(unit: str, kind: str) -> None:
    with pytest.raises(BeyondCalendar):
        reckon(CALENDAR, date(9999, 12, 30), 3, unit, kind)


@given(st.dates(date(2, 1, 1), date(9000, 1, 1)), NUMBERS, DAY_UNITS, st.sampled_from(["max", "min"]))
def test_any_year_can_be_reckoned(start: date, n: int, unit: str, kind: str) -> None:
    assert reckon(CALENDAR, start, n, unit, kind).due > start


@given(DAYS, NUMBERS, DAY_UNITS)
def test_a_maximum_ends_after_its_start_on_a_working_day_and_warns_before_it_is_late(
    start: date, n: int, unit: str
) -> None:
    reckoning = reckon(CALENDAR, start, n, unit)
    assert not isinstance(reckoning.due, datetime)
    assert reckoning.due > start
    assert CALENDAR.is_workday(reckoning.due)
    assert reckoning.amber_at is not None
    assert reckoning.late_at is not None
    assert start_of(start) <= reckoning.amber_at < reckoning.late_at
    assert reckoning.late_at == start_of(reckoning.due + timedelta(days=1))


@given(DAYS, NUMBERS, DAY_UNITS, st.sets(DAYS, min_size=1, max_size=8))
def test_one_more_holiday_never_makes_a_maximum_earlier(
    start: date, n: int, unit: str, holidays: set[date]
) -> None:
    holidays |= {start + timedelta(days=n)}
    more = CALENDAR.overlay([Day(date=day, is_workday=False, name="假") for day in holidays], version=2)
    assert _day(reckon(more, start, n, unit).due) >= _day(reckon(CALENDAR, start, n, unit).due)


@given(DAYS, NUMBERS, st.sets(DAYS, min_size=1, max_size=8))
def test_no_calendar_moves_a_minimum_in_days(start: date, n: int, holidays: set[date]) -> None:
    more = CALENDAR.overlay([Day(date=day, is_workday=False) for day in holidays], version=2)
    assert reckon(more, start, n, "cd", "min").due == start + timedelta(days=n)


@given(DAYS, st.integers(1, 60))
def test_working_days_counted_back_are_the_number_asked_for(start: date, n: int) -> None:
    walked, left = start, n
    while left:
        walked += timedelta(days=1)
        left -= CALENDAR.is_workday(walked)
    assert reckon(CALENDAR, start, n, "wd").due == walked
    assert CALENDAR.count(start, walked) == n


@given(DAYS, NUMBERS, st.integers(1, 30), DAY_UNITS)
def test_a_longer_limit_never_ends_earlier(start: date, n: int, more: int, unit: str) -> None:
    assert _day(reckon(CALENDAR, start, n + more, unit).due) >= _day(reckon(CALENDAR, start, n, unit).due)


@given(DAYS, NUMBERS, DAY_UNITS, st.lists(st.integers(0, 24 * 200), min_size=2, max_size=6))
def test_the_colour_only_ever_gets_worse(start: date, n: int, unit: str, hours: list[int]) -> None:
    reckoning = reckon(CALENDAR, start, n, unit)
    seen = [
        ["green", "amber", "red"].index(
            colour(start_of(start) + timedelta(hours=hour), reckoning.amber_at, reckoning.late_at)
        )
        for hour in sorted(hours)
    ]
    assert seen == sorted(seen)


@given(
    st.integers(0, 26 * 366 * 24 * 3600).map(lambda second: FIRST + timedelta(seconds=second)),
    st.integers(1, 200),
)
def test_hours_are_exact_to_the_minute(start: datetime, n: int) -> None:
    reckoning = reckon(CALENDAR, start, n, "h")
    assert isinstance(reckoning.due, datetime)
    assert reckoning.due - start.replace(second=0, microsecond=0) == timedelta(hours=n)
    assert reckoning.late_at is not None
    assert reckoning.amber_at is not None
    assert start - timedelta(minutes=1) < reckoning.amber_at < reckoning.due < reckoning.late_at


def test_thirty_working_days_are_reckoned_far_below_a_fifth_of_a_millisecond() -> None:
    # The best of several rounds: other work on the machine slows some of them, nothing makes one too fast.
    rounds = timeit.repeat(lambda: reckon(CALENDAR, date(2026, 2, 13), 30, "wd"), number=50, repeat=10)
    assert min(rounds) / 50 < 0.0002


def _day(due: date | datetime) -> date:
    assert not isinstance(due, datetime)
    return due
