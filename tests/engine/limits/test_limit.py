"""One limit: closing in time or late, stopping, extending once, moving with the calendar, storing."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import FormRefused, NotExtendable, OnlyOnce, SamePerson, TooLate, WrongState
from engine.limits import (
    Day,
    Limit,
    check_extension,
    close,
    due_if_extended,
    extend,
    from_row,
    recompute,
    reopen,
    stop,
    to_row,
)
from engine.time import read_moment
from tests.engine.limits.limit_samples import CALENDAR, moment, opened

TOTAL = opened("B06", "2022-03-28T09:00")
REASON = "收入情况复杂，需要外地协查核实"
AT = read_moment("2022-05-05T10:00")


def extended(limit: Limit = TOTAL, **other: Any) -> Limit:
    given = {"n": None, "reason": REASON, "asked_by": "jb1", "approved_by": "fzr", "at": AT}
    return extend(limit, **{**given, **other}, calendar=CALENDAR)


def test_a_limit_freezes_what_the_table_says() -> None:
    assert (TOTAL.row, TOTAL.n, TOTAL.unit, TOTAL.scope, TOTAL.due) == (
        "B06",
        30,
        "wd",
        "total",
        date(2022, 5, 11),
    )
    assert TOTAL.explanation[0].text.startswith("2022年3月28日(周一)受理")
    assert TOTAL.calendar_version == CALENDAR.version


def test_done_on_the_deadline_day_is_in_time_and_the_day_after_is_late_by_one() -> None:
    on_the_day = close(TOTAL, moment("decided", "2022-05-11T23:59"), CALENDAR)
    assert (on_the_day.state, on_the_day.in_time, on_the_day.overdue_n) == ("met", True, None)
    day_after = close(TOTAL, moment("decided", "2022-05-12T00:00"), CALENDAR)
    assert (day_after.state, day_after.in_time) == ("met_late", False)
    assert (day_after.overdue_n, day_after.overdue_unit) == (1, "wd")


def test_the_legal_day_of_the_end_counts_not_the_day_it_was_put_down() -> None:
    put_down_later = moment("decided", "2022-05-12T09:00", on="2022-05-11")
    assert close(TOTAL, put_down_later, CALENDAR).in_time is True


def test_hours_are_met_by_their_instant() -> None:
    urgent = opened("E01", "2026-03-02T10:15")
    assert close(urgent, moment("decided", "2026-03-03T10:15:59"), CALENDAR).in_time is True
    late = close(urgent, moment("decided", "2026-03-03T12:15"), CALENDAR)
    assert (late.in_time, late.overdue_n, late.overdue_unit) == (False, 2, "h")


def test_a_minimum_ends_on_its_last_day_and_cut_short_it_is_not_met() -> None:
    notice = opened("B03", "2022-04-06T09:00", name="notice_1_posted")
    ended = close(notice, moment("notice_1_ended", "2022-04-14T08:00", on="2022-04-13"), CALENDAR)
    assert (ended.state, ended.in_time) == ("met", True)
    torn_down = close(notice, moment("notice_1_ended", "2022-04-10T08:00"), CALENDAR)
    assert (torn_down.state, torn_down.in_time) == ("stopped", None)


def test_a_stopped_limit_is_neither_in_time_nor_late_and_stays_so() -> None:
    stopped = stop(TOTAL, moment("withdrawn", "2022-06-20T09:00"))
    assert (stopped.state, stopped.in_time, stopped.overdue_n) == ("stopped", None, None)
    assert close(stopped, moment("decided", "2022-06-21T09:00"), CALENDAR) is stopped
    assert stop(stopped, moment("died", "2022-06-21T09:00")) is stopped


def test_a_reopened_limit_is_the_one_it_was() -> None:
    assert reopen(close(TOTAL, moment("decided", "2022-05-12T09:00"), CALENDAR)) == TOTAL


def test_thirty_working_days_extended_by_fifteen_are_forty_five() -> None:
    longer = extended()
    assert longer.due == date(2022, 6, 1)
    assert longer.extension is not None
    assert (longer.extension.n, longer.extension.due_before) == (15, "2022-05-11")
    line = next(line for line in longer.explanation if line.kind == "extension")
    assert line.text == "经批准延长15个工作日，截止由2022年5月11日(周三)改为2022年6月1日(周三)"
    assert due_if_extended(TOTAL, 15, CALENDAR) == longer.due


def test_an_extension_may_be_shorter_than_the_row_allows() -> None:
    assert extended(n=5).due == date(2022, 5, 18)


def test_an_extension_is_given_once() -> None:
    with pytest.raises(OnlyOnce):
        extended(extended())


def test_an_extension_comes_before_the_old_deadline_passes() -> None:
    assert extended(at=read_moment("2022-05-11T23:59")).due == date(2022, 6, 1)
    with pytest.raises(TooLate):
        extended(at=read_moment("2022-05-12T00:00"))


def test_only_rows_with_an_extension_have_one() -> None:
    with pytest.raises(NotExtendable):
        extended(opened("B01", "2022-03-28T09:00"))


def test_the_asker_does_not_approve() -> None:
    with pytest.raises(SamePerson):
        extended(approved_by="jb1")


def test_a_closed_limit_is_not_extended() -> None:
    with pytest.raises(WrongState):
        extended(close(TOTAL, moment("decided", "2022-05-04T09:00"), CALENDAR))


def test_length_and_reason_are_refused_together() -> None:
    with pytest.raises(FormRefused) as caught:
        check_extension(TOTAL, n=16, reason="  太复杂了啊啊  ", at=AT)
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [
        ("n", "E_RANGE"),
        ("reason", "E_LENGTH"),
    ]


def test_a_corrected_calendar_moves_an_open_limit_and_notes_old_and_new() -> None:
    rest = CALENDAR.overlay([Day(date=date(2022, 5, 10), is_workday=False, name="抗灾停工")], version=2)
    moved = recompute(TOTAL, rest, AT, "日历更正")
    assert moved.due == date(2022, 5, 12)
    assert moved.calendar_version == 2
    assert [(move.old, move.new, move.reason) for move in moved.moved] == [
        ("2022-05-11", "2022-05-12", "日历更正")
    ]
    assert any(line.text == "抗灾停工 5月10日不计" for line in moved.explanation)
    assert moved.explanation[0] == TOTAL.explanation[0]
    back = recompute(moved, CALENDAR, AT, "撤销")
    assert (back.due, len(back.moved)) == (TOTAL.due, 2)


def test_a_correction_that_does_not_touch_a_limit_gives_back_the_same_object() -> None:
    far = CALENDAR.overlay([Day(date=date(2022, 12, 1), is_workday=False, name="某日")], version=2)
    assert recompute(TOTAL, far, AT, "日历更正") is TOTAL


def test_a_correction_keeps_an_extension() -> None:
    rest = CALENDAR.overlay([Day(date=date(2022, 5, 10), is_workday=False)], version=2)
    assert recompute(extended(), rest, AT, "日历更正").due == date(2022, 6, 2)


def test_closed_limits_are_not_moved() -> None:
    closed = close(TOTAL, moment("decided", "2022-05-12T09:00"), CALENDAR)
    rest = CALENDAR.overlay([Day(date=date(2022, 5, 10), is_workday=False)], version=2)
    assert recompute(closed, rest, AT, "日历更正") is closed


def test_declaring_a_year_complete_takes_the_mark_off_without_a_move() -> None:
    crossing = opened("B06", "2026-12-07T09:00")
    assert crossing.provisional
    complete = CALENDAR.overlay([], version=2, complete_years=CALENDAR.complete_years | {2027})
    sure = recompute(crossing, complete, AT, "2027年已完整")
    assert not sure.provisional
    assert sure.moved == ()
    assert "暂定" not in "".join(line.text for line in sure.explanation)


@pytest.mark.parametrize(
    "limit",
    [
        TOTAL,
        extended(),
        opened("E01", "2026-03-02T10:15"),
        opened("B03", "2022-04-06T09:00", name="notice_1_posted"),
        close(opened("E01", "2026-03-02T10:15"), moment("decided", "2026-03-04T10:15"), CALENDAR),
        recompute(
            TOTAL, CALENDAR.overlay([Day(date=date(2022, 5, 10), is_workday=False)], version=2), AT, "更正"
        ),
    ],
)
def test_a_limit_survives_being_stored_as_a_row(limit: Limit) -> None:
    row = to_row(limit)
    assert from_row(row) == limit
    assert isinstance(row["due"], str)


@given(st.dates(date(2021, 7, 1), date(2027, 1, 1)), st.integers(1, 15))
def test_an_extension_never_shortens(start: date, n: int) -> None:
    limit = opened("B06", f"{start}T09:00")
    longer = extended(limit, n=n, at=limit.started_at + timedelta(hours=1))
    assert not isinstance(longer.due, datetime)
    assert not isinstance(limit.due, datetime)
    assert longer.due > limit.due
