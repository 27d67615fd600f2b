"""Values in words: days, moments, money, what is left and what is late."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
from flask import Flask

from engine.time import SHANGHAI
from web import words


@pytest.fixture(autouse=True)
def request_in_chinese(app: Flask) -> Iterator[None]:
    with app.test_request_context("/", headers={"Accept-Language": "zh-CN"}):
        yield


MORNING = datetime(2026, 2, 13, 9, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 2, 13), "2026年2月13日"),
        ("2026-02-13", "2026年2月13日"),
        (MORNING, "2026年2月13日 09:00"),
        ("2026-02-13T09:00:00+08:00", "2026年2月13日 09:00"),
        (None, "–"),
        ("", "–"),
    ],
)
def test_a_due_day_is_a_day_and_a_due_moment_has_its_hour(value: object, said: str) -> None:
    assert words.due(value) == said  # type: ignore[arg-type]


def test_a_moment_is_said_in_the_time_of_the_county() -> None:
    assert words.moment("2026-02-13T23:30:00+00:00") == "2026年2月14日 07:30"


def test_lists_leave_out_the_year_unless_it_is_another_one() -> None:
    assert words.brief(MORNING) == "2月13日 09:00"
    assert words.brief(MORNING.replace(year=2025)) == "2025年2月13日 09:00"


def test_a_missing_amount_is_a_dash_and_never_a_zero() -> None:
    assert words.money(None) == "–"
    assert words.money(Decimal("0")) == "0.00 元"
    assert words.money("1020.00") == "1,020.00 元"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"colour": "green", "remaining": {"n": 3, "unit": "wd"}}, "按期 · 剩3个工作日"),
        ({"colour": "amber", "remaining": {"n": 0, "unit": "wd"}}, "临期 · 今天到期"),
        ({"colour": "amber", "remaining": {"n": 0, "unit": "h"}}, "临期 · 剩0小时"),
        ({"colour": "red", "remaining": {"n": -2, "unit": "wd"}}, "超期2个工作日"),
        ({"colour": "red", "overdue": {"n": 5, "unit": "h"}}, "超期5小时"),
        ({"colour": "red"}, "超期"),
        ({"colour": "none", "remaining": {"n": None, "unit": None}}, "不计期限"),
        ({"colour": "red", "state": "met_late", "clock_ends_at": ["decided"]}, "逾期完成"),
        ({"colour": "green", "state": "met", "clock_ends_at": ["decided"]}, "按时"),
    ],
)
def test_a_colour_always_comes_with_its_words(row: dict[str, object], said: str) -> None:
    assert words.deadline(row) == said


def test_every_colour_has_a_shape_of_its_own() -> None:
    assert len(set(words.SHAPES.values())) == len(words.SHAPES) == 4


def test_a_slip_to_a_whole_post_names_the_post() -> None:
    assert words.addressee({"to": {"login": None, "name": None, "role": "department"}}) == "部门联系人"
    assert words.addressee({"to": {"login": "ck1", "name": "王", "role": "window"}}) == "王"


def test_english_counts_one_day_as_one_day(app: Flask) -> None:
    with app.test_request_context("/", headers={"Cookie": "language=en"}):
        assert words.span(1, "wd") == "1 working day"
        assert words.span(3, "wd") == "3 working days"
        assert words.day(date(2026, 2, 13)) == "13 Feb 2026"
