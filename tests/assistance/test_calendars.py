"""The shipped calendar against the package it comes from, and beyond its years."""

from datetime import date, timedelta

import chinese_calendar

from assistance.calendars import shipped


def test_every_day_of_the_covered_years_agrees_with_the_source() -> None:
    calendar = shipped()
    day = date(2004, 1, 1)
    while day <= date(2026, 12, 31):
        assert calendar.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_2004_to_2026_are_complete_and_no_other_year() -> None:
    assert shipped().complete_years == frozenset(range(2004, 2027))


def test_beyond_its_years_it_goes_by_monday_to_friday() -> None:
    assert shipped().is_workday(date(2027, 1, 1))
    assert not shipped().is_workday(date(1999, 1, 2))
    assert shipped().provisional(date(2027, 1, 1))


def test_holidays_and_worked_weekends_have_chinese_names_and_a_source() -> None:
    calendar = shipped()
    assert calendar.name(date(2026, 2, 17)) == "春节"
    assert calendar.name(date(2026, 2, 14)) == "春节调休"
    assert calendar.name(date(2015, 9, 3)) == "抗战胜利纪念日"
    assert all(day.name and day.source for day in calendar.days.values())


def test_the_shipped_calendar_is_one_object() -> None:
    assert shipped() is shipped()
