"""日历: loading days moves every open limit at once, on record; it can be undone; the mark 暂定 goes with a declared year."""

from dataclasses import replace
from datetime import date

import pytest

from casework import calendars, cases, slips, sweep
from engine.limits import Day
from engine.time import local
from tests.casework.desk import Desk, Forgetful

FRIDAY_OFF = Day(date=date(2026, 3, 6), is_workday=False, name="示例放假", source="示例通知")
SATURDAY_ON = Day(date=date(2026, 3, 14), is_workday=True, name="示例调休", source="示例通知")


def test_a_load_moves_open_limits_and_says_which(desk: Desk) -> None:
    no, _ = desk.signed()
    met = desk.limits(no)["L04"]
    asked = calendars.load(desk.office, desk.who("xt"), [FRIDAY_OFF], dry_run=True)
    assert (asked["applied"], asked["load"], desk.limits(no)["L06"]["due"]) == (False, None, "2026-03-16")
    done = calendars.load(desk.office, desk.who("xt"), [FRIDAY_OFF])
    assert (done["applied"], done["added"], done["changed"], done["same"]) == (True, 1, 0, 0)
    assert done["moves"] == asked["moves"]
    assert [(one["case_no"], one["row"], one["step"], one["old"], one["new"]) for one in done["moves"]] == [
        (no, "L06", "transfer_handle", "2026-03-16", "2026-03-17")
    ]
    limits = desk.limits(no)
    assert (limits["L06"]["due"], limits["L06"]["calendar_version"]) == ("2026-03-17", done["version"])
    assert [(one["old"], one["new"], one["reason"]) for one in limits["L06"]["moved"]] == [
        ("2026-03-16", "2026-03-17", "日历调整")
    ]
    assert limits["L04"] == met
    assert desk.rows(no)[0]["effective_due"] == "2026-03-17"
    last = cases.case_history(desk.office, desk.who("ck1"), no)["items"][-1]
    assert (last["act"], last["limit"], last["text"]) == (
        "limit.moved",
        {"row": "L06", "due": "2026-03-17"},
        "2026-03-16",
    )
    with desk.office.store.read() as work:
        [due] = work.due_moments.having(subject=limits["L06"]["id"])
        assert due.due_at.isoformat() == "2026-03-17T16:00:00+00:00"
    desk.proved()


def test_the_same_load_again_changes_nothing(desk: Desk) -> None:
    desk.signed()
    first = calendars.load(desk.office, desk.who("xt"), [FRIDAY_OFF])
    again = calendars.load(desk.office, desk.who("xt"), [FRIDAY_OFF])
    assert (again["applied"], again["load"], again["version"], again["same"], again["moves"]) == (
        False,
        None,
        first["version"],
        1,
        [],
    )


def test_undoing_a_load_gives_the_days_and_limits_back(desk: Desk) -> None:
    no, _ = desk.signed()
    load = calendars.load(desk.office, desk.who("xt"), [FRIDAY_OFF])["load"]
    undone = calendars.undo(desk.office, desk.who("xt"), load)
    assert [one["new"] for one in undone["moves"]] == ["2026-03-16"]
    assert desk.limits(no)["L06"]["due"] == "2026-03-16"
    for again in (load, undone["load"]):
        with desk.refused("E_STATE"):
            calendars.undo(desk.office, desk.who("xt"), again)
    with desk.refused("E_NOT_FOUND"):
        calendars.undo(desk.office, desk.who("xt"), "nothing")
    desk.proved()


def test_undoing_an_older_load_leaves_what_a_later_one_set(desk: Desk) -> None:
    first = calendars.load(desk.office, desk.who("xt"), [FRIDAY_OFF, SATURDAY_ON])["load"]
    calendars.load(
        desk.office,
        desk.who("xt"),
        [Day(date=date(2026, 3, 6), is_workday=False, name="示例二", source="示例")],
    )
    calendars.undo(desk.office, desk.who("xt"), first)
    shown = {one["date"]: one["name"] for one in calendars.show(desk.office, desk.who("ck1"), 2026)["days"]}
    assert shown.get(date(2026, 3, 6)) == "示例二"
    assert date(2026, 3, 14) not in shown


def test_a_load_that_did_not_come_through_leaves_nothing_in_memory_either(desk: Desk) -> None:
    """A version number that was never committed must not be known under the days of the failed load."""
    no, _ = desk.signed()
    forgetful = Forgetful(desk.office.store.url, desk.office.store.ring)
    failed = calendars.load(replace(desk.office, store=forgetful), desk.who("xt"), [FRIDAY_OFF])
    forgetful.close()
    assert calendars.load(desk.office, desk.who("xt"), [SATURDAY_ON])["version"] == failed["version"]
    days = [one["date"] for one in calendars.show(desk.office, desk.who("ck1"), 2026)["days"]]
    assert SATURDAY_ON.date in days
    assert FRIDAY_OFF.date not in days
    assert desk.limits(no)["L06"]["due"] == "2026-03-14"
    desk.proved()


def test_timers_wait_for_where_the_limit_is_now(desk: Desk) -> None:
    no, _ = desk.sent()
    slip = slips.issue(
        desk.office, desk.who("db"), no, task_id=desk.task(no, "transfer_sign"), text="示例：请签收"
    )
    assert slip["due"] == "2026-03-05"
    off = Day(date=date(2026, 3, 4), is_workday=False, name="示例放假", source="示例")
    calendars.load(desk.office, desk.who("xt"), [off])
    desk.at("2026-03-06T00:00")
    sweep.sweep_all(desk.office)
    with desk.office.store.read() as work:
        assert [one for one in work.messages.find() if one.kind == "slip_late"] == []
    desk.at("2026-03-07T00:00")
    sweep.sweep_all(desk.office)
    with desk.office.store.read() as work:
        assert [one.to for one in work.messages.find() if one.kind == "slip_late"] == ["db"]
    desk.proved()


def test_a_year_not_in_the_table_is_provisional_until_it_is_declared_complete(desk: Desk) -> None:
    desk.at("2026-12-30T09:00")
    no, _ = desk.signed()
    assert (desk.limits(no)["L06"]["due"], desk.limits(no)["L06"]["provisional"]) == ("2027-01-13", True)

    def marked() -> set[bool]:
        listed = cases.list_cases(desk.office, desk.who("ck1"))["items"]
        return {row["provisional"] for row in (*desk.rows(no), *listed)}

    assert marked() == {True}
    assert calendars.show(desk.office, desk.who("xt"), 2027)["open_provisional"] == 1
    done = calendars.complete_year(desk.office, desk.who("xt"), 2027)
    assert [(one["new"], one["provisional"]) for one in done["moves"]] == [("2027-01-13", False)]
    assert desk.limits(no)["L06"]["provisional"] is False
    assert marked() == {False}
    assert calendars.complete_year(desk.office, desk.who("xt"), 2027)["applied"] is False
    calendars.reopen_year(desk.office, desk.who("xt"), 2027)
    assert desk.limits(no)["L06"]["provisional"] is True
    for year in (1999, 3000):
        with desk.refused("E_NOT_FOUND"):
            calendars.complete_year(desk.office, desk.who("xt"), year)
    desk.proved()


def test_days_are_checked_before_anything_is_written(desk: Desk) -> None:
    with desk.refused("E_UNIQUE", path="days[1].date"):
        calendars.load(desk.office, desk.who("xt"), [FRIDAY_OFF, FRIDAY_OFF])
    early = Day(date=date(1999, 1, 1), is_workday=True, name="", source="")
    with desk.refused("E_RANGE", path="days[0].date"):
        calendars.load(desk.office, desk.who("xt"), [early])
    with desk.refused("E_DATE", path="days[0].date"):
        calendars.days_of([{"date": "2026-02-30", "is_workday": True}])
    with desk.refused("E_TYPE", path="days[0].is_workday"):
        calendars.days_of([{"date": "2026-02-03", "is_workday": "yes"}])


@pytest.mark.parametrize("login", ["ck1", "fzr", "db", "lc", "sjj", "bm-jy"])
def test_only_the_system_administrator_changes_the_calendar_and_all_read_it(quick: Desk, login: str) -> None:
    by = quick.who(login)
    for act in (
        lambda: calendars.load(quick.office, by, [FRIDAY_OFF]),
        lambda: calendars.load(quick.office, by, [FRIDAY_OFF], dry_run=True),
        lambda: calendars.undo(quick.office, by, "calendar-1"),
        lambda: calendars.complete_year(quick.office, by, 2027),
        lambda: calendars.reopen_year(quick.office, by, 2026),
    ):
        with quick.refused("E_FORBIDDEN"):
            act()
    assert calendars.show(quick.office, by, 2026)["complete"] is True


def test_a_load_moves_also_a_case_whose_last_event_lies_ahead_of_the_clock(desk: Desk) -> None:
    """The clock may be set back; the calendar is the house's and does not wait until it has caught up."""
    no = desk.signed()[0]
    before = desk.office.now()
    desk.office.clock.forward(hours=-2)  # type: ignore[attr-defined]
    calendars.load(desk.office, desk.who("xt"), [FRIDAY_OFF])
    assert desk.limits(no)["L06"]["due"] == "2026-03-17"
    desk.office.clock.at = before  # type: ignore[attr-defined]
    desk.proved()


def rung_day(desk: Desk) -> str:
    """The legal day on which the next rung of the only late limit falls."""
    with desk.office.store.read() as work:
        (due,) = work.due_moments.having(kind="rung")
        return local(due.due_at).date().isoformat()


def test_the_ladder_follows_days_after_a_deadline_that_does_not_move(desk: Desk) -> None:
    no, _ = desk.sent()  # L05 is due on Wednesday 2026-03-04
    desk.at("2026-03-05T09:00")
    sweep.sweep_all(desk.office)
    assert rung_day(desk) == "2026-03-09"
    before = desk.limits(no)["L05"]
    done = calendars.load(desk.office, desk.who("xt"), [FRIDAY_OFF])
    assert (done["moves"], desk.limits(no)["L05"]["due"]) == ([], before["due"])
    assert rung_day(desk) == "2026-03-10"
    calendars.load(
        desk.office,
        desk.who("xt"),
        [Day(date=date(2026, 3, 7), is_workday=True, name="示例调休", source="示例通知")],
    )
    assert rung_day(desk) == "2026-03-09"
    calendars.undo(desk.office, desk.who("xt"), done["load"])
    assert rung_day(desk) == "2026-03-07"
    desk.at("2026-03-07T09:00")
    sweep.sweep_all(desk.office)
    with desk.office.store.read() as work:
        assert {(one.rung, one.on.isoformat()) for one in work.rungs.having()} == {
            ("message", "2026-03-05"),
            ("slip", "2026-03-07"),
        }
    desk.proved()
