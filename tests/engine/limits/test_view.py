"""A limit as it is seen: colours, days overdue, and the case's total laid over its steps."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.limits import (
    Limit,
    as_json,
    close,
    colour,
    colour_of,
    effective,
    effective_of_step,
    not_started,
    stop,
)
from engine.time import read_moment, start_of
from tests.engine.limits.limit_samples import CALENDAR, moment, opened, term

TOTAL = opened("B06", "2022-03-28T09:00")
LATE_STEP = opened("B04", "2022-05-06T09:00", name="county_received")
SHORT_STEP = opened("B01", "2022-03-28T09:00")
KEYS = (
    "id row step regime aid kind n unit scope label label_name source clock_starts_at clock_ends_at started_at due "
    "late_at amber_from free_from state colour closed_at in_time overdue effective_due effective_row "
    "effective_late_at provisional calendar_version extension moved subject explanation"
)


def seen(limit: Limit, at: str, *others: Limit) -> dict[str, Any]:
    return as_json(
        limit, now=read_moment(at), calendar=CALENDAR, others=others, case_no="130399100-2022-000001"
    )


def test_every_key_of_the_contract_is_there_started_or_not() -> None:
    keys = set(KEYS.split())
    assert set(seen(TOTAL, "2022-04-01T09:00")) == keys
    blank = not_started(term("B06"), aid="110", regime="R2021")
    assert set(blank) == keys
    assert (blank["due"], blank["colour"], blank["n"]) == (None, "none", 30)


def test_the_total_caps_a_step_that_would_end_later() -> None:
    data = seen(LATE_STEP, "2022-05-12T08:00", TOTAL, LATE_STEP)
    assert (data["due"], data["effective_due"], data["effective_row"]) == ("2022-05-19", "2022-05-11", "B06")
    assert data["effective_late_at"] == "2022-05-12T00:00:00+08:00"
    assert (data["colour"], data["overdue"]) == ("green", None), "the row's own clock"
    assert colour_of(effective(LATE_STEP, [TOTAL]), read_moment("2022-05-12T08:00")) == "red"
    line = next(line for line in data["explanation"] if line["kind"] == "total")
    assert "总时限(B06)2022年5月11日(周三)在先" in line["text"]


def test_a_step_that_ends_earlier_keeps_its_own_deadline() -> None:
    data = seen(SHORT_STEP, "2022-03-29T09:00", TOTAL)
    assert (data["effective_due"], data["effective_row"], data["colour"]) == ("2022-03-31", "B01", "green")
    assert "total" not in {line["kind"] for line in data["explanation"]}


def test_minima_second_and_shown_rows_and_slips_are_not_capped_and_cap_nothing() -> None:
    notice = opened("B03", "2022-05-10T09:00", name="notice_1_posted")
    beside = opened("A09", "2022-04-20T09:00", name="application")
    shown = opened("L15", "2022-05-10T09:00", name="served")
    for limit in (notice, beside, shown):
        assert effective(limit, [TOTAL]).row == limit.row
        assert effective(SHORT_STEP, [limit]).row == "B01"


def test_a_step_after_the_decision_is_not_under_the_total() -> None:
    decided = moment("decided", "2022-05-10T09:00")
    total = close(TOTAL, decided, CALENDAR)
    ledger = opened("L09", "2022-05-10T09:00", name="decided")
    assert effective(ledger, [total]).row == "L09"
    county = close(LATE_STEP, decided, CALENDAR)
    assert effective(county, [total]).row == "B06"


def test_minima_and_rows_shown_to_the_applicant_have_no_colour_and_are_never_overdue() -> None:
    notice = opened("B03", "2022-04-06T09:00", name="notice_1_posted")
    shown = opened("L15", "2022-04-06T09:00", name="served")
    for limit in (notice, shown):
        data = seen(limit, "2023-04-06T09:00")
        assert (data["colour"], data["overdue"]) == ("none", None)
    assert seen(notice, "2022-04-07T09:00")["free_from"] == "2022-04-14T00:00:00+08:00"


def test_overdue_of_an_open_limit_counts_on() -> None:
    assert seen(TOTAL, "2022-05-11T23:59")["overdue"] is None
    assert seen(TOTAL, "2022-05-16T09:00")["overdue"] == {"n": 3, "unit": "wd"}


def test_a_closed_limit_keeps_the_colour_it_ended_with() -> None:
    green = close(TOTAL, moment("decided", "2022-05-09T09:00"), CALENDAR)
    amber = close(TOTAL, moment("decided", "2022-05-11T09:00"), CALENDAR)
    red = close(TOTAL, moment("decided", "2022-05-13T09:00"), CALENDAR)
    put_down_later = close(TOTAL, moment("decided", "2022-05-13T09:00", on="2022-05-11"), CALENDAR)
    stopped = stop(TOTAL, moment("withdrawn", "2022-04-01T09:00"))
    now = read_moment("2023-01-01T00:00")
    assert [colour(limit, now) for limit in (green, amber, red, put_down_later, stopped)] == [
        *("green", "amber", "red", "amber", "green")
    ]
    assert seen(red, "2023-01-01T00:00")["overdue"] == {"n": 2, "unit": "wd"}


def test_a_task_shows_the_earliest_open_deadline_or_none() -> None:
    deadline = effective_of_step([LATE_STEP], [TOTAL])
    assert deadline is not None
    assert (deadline.row, deadline.due) == ("B06", date(2022, 5, 11))
    alone = effective_of_step([], [TOTAL])
    assert alone is not None
    assert alone.row == "B06"
    assert effective_of_step([], []) is None
    assert colour_of(None, read_moment("2022-05-12T08:00")) == "none"
    assert effective_of_step([stop(LATE_STEP, moment("withdrawn", "2022-05-07T09:00"))], []) is None


@given(st.dates(date(2022, 3, 28), date(2022, 7, 1)), st.dates(date(2022, 3, 28), date(2022, 7, 1)))
def test_a_task_is_never_better_off_than_its_own_row_or_the_total_says(received: date, today: date) -> None:
    step = opened("B04", f"{received}T09:00", name="county_received")
    now = start_of(today)
    late = [colour(limit, now) == "red" for limit in (step, TOTAL)]
    assert (colour_of(effective_of_step([step], [TOTAL]), now) == "red") == any(late)
