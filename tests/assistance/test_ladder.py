"""逐级督办: on which day each rung falls, which rows hold for a step, and what no table may hold."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistance import ladder
from assistance.calendars import shipped
from assistance.ladder import COUNTY, LEADER, MESSAGE, SLIP, LadderRow

WORKING_DAYS = shipped()


def row(step: str, rung: str, after: int, *to: str) -> LadderRow:
    return LadderRow(step=step, rung=rung, after=after, to=list(to or ("handler",)), label="local")


@pytest.mark.parametrize(
    ("due", "late", "message", "slip", "leader"),
    [
        # a Wednesday in an ordinary week
        ("2026-03-04", "2026-03-04T16:00+00:00", "2026-03-05", "2026-03-09", "2026-03-11"),
        # a Friday: Saturday and Sunday are late, but no working day of it
        ("2026-03-06", "2026-03-06T16:00+00:00", "2026-03-09", "2026-03-11", "2026-03-13"),
        # before the spring festival: 14 February is worked, 15 to 23 February are not
        ("2026-02-13", "2026-02-13T16:00+00:00", "2026-02-14", "2026-02-25", "2026-02-27"),
    ],
)
def test_rungs_fall_on_the_first_third_and_fifth_working_day_after_the_deadline(
    due: str, late: str, message: str, slip: str, leader: str
) -> None:
    found = ladder.steps(date.fromisoformat(due), datetime.fromisoformat(late), WORKING_DAYS, COUNTY)
    assert [(step.rung, step.on.isoformat()) for step in found] == [
        (MESSAGE, message),
        (SLIP, slip),
        (LEADER, leader),
    ]
    assert found[0].at == datetime.fromisoformat(f"{message}T00:00+08:00")


def test_a_limit_in_hours_counts_from_the_day_on_which_it_is_late() -> None:
    due = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)  # 23:00 in the county
    (first, *_) = ladder.steps(due, datetime(2026, 3, 6, 15, 1, tzinfo=UTC), WORKING_DAYS, COUNTY)
    assert first.on == date(2026, 3, 9)


def test_a_steps_own_row_takes_the_place_of_that_of_every_step() -> None:
    rows = [*COUNTY, row("transfer_sign", SLIP, 1, "supervisor")]
    found = {one.rung: one.after for one in ladder.rows_for(rows, "transfer_sign")}
    assert found == {MESSAGE: 1, SLIP: 1, LEADER: 5}
    assert {one.rung: one.after for one in ladder.rows_for(rows, "dispatch")}[SLIP] == 3


def test_the_reply_to_a_slip_is_not_urged_by_another_slip() -> None:
    assert {one.rung for one in ladder.rows_for(COUNTY, "urging_reply", of_slip=True)} == {MESSAGE, LEADER}


def test_a_rung_is_reached_once() -> None:
    steps = ladder.steps(date(2026, 3, 4), datetime(2026, 3, 4, 16, tzinfo=UTC), WORKING_DAYS, COUNTY)
    assert [step.rung for step in ladder.waiting(steps, {MESSAGE})] == [SLIP, LEADER]
    assert ladder.waiting(steps, {MESSAGE, SLIP, LEADER}) == []


def test_what_a_county_begins_with_has_neither_fault_nor_doubt() -> None:
    assert ladder.faults_in(COUNTY, ()) == []
    assert ladder.doubts_about(COUNTY) == []


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"step": "nothing"}, "rows[0].step", "E_CHOICE"),
        ({"rung": "court"}, "rows[0].rung", "E_CHOICE"),
        ({"after": 0}, "rows[0].after", "E_RANGE"),
        ({"after": 367}, "rows[0].after", "E_RANGE"),
        ({"to": []}, "rows[0].to", "E_REQUIRED"),
        ({"to": ["finance"]}, "rows[0].to", "E_CHOICE"),
    ],
)
def test_a_row_at_fault_is_named(change: dict[str, object], path: str, code: str) -> None:
    rows = [replace(row("dispatch", MESSAGE, 1), **change)]
    assert [(one.path, one.code) for one in ladder.faults_in(rows, {"dispatch"})] == [(path, code)]


def test_a_rung_stands_once_for_a_step() -> None:
    rows = [row("*", MESSAGE, 1), row("*", MESSAGE, 2), row("dispatch", MESSAGE, 2)]
    assert [(one.path, one.code) for one in ladder.faults_in(rows, {"dispatch"})] == [
        ("rows[1].rung", "E_UNIQUE")
    ]


def test_a_rung_that_is_missing_or_no_later_than_the_one_below_is_doubted() -> None:
    rows = [row("*", MESSAGE, 3), row("*", SLIP, 3), row("dispatch", SLIP, 5)]
    assert set(ladder.doubts_about(rows)) == {("*", LEADER), ("*", SLIP), ("dispatch", LEADER)}
