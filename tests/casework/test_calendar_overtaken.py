"""A command that began under the old calendar and came through while a load was under way is not left on it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casework import calendars, handover, recomputing
from casework.almanac import Calendars
from gateways.clock import Movable
from tests.casework.desk import Desk
from tests.casework.test_calendars import FRIDAY_OFF


def sign_under(desk: Desk, version: int, handover_id: str) -> None:
    """Sign as a process does that has read the calendar before it changed."""
    late = replace(desk.office, calendars=Calendars(fixed=version))
    handover.act(late, desk.who("bm-jy"), handover_id, "sign", {})


def test_the_first_tick_after_a_load_finds_what_came_through_late(desk: Desk) -> None:
    no, handover_id = desk.sent()
    before = calendars.show(desk.office, desk.who("xt"), 2026)["version"]
    after = calendars.load(desk.office, desk.who("xt"), [FRIDAY_OFF])["version"]
    sign_under(desk, before, handover_id)
    assert (desk.limits(no)["L06"]["due"], desk.limits(no)["L06"]["calendar_version"]) == (
        "2026-03-16",
        before,
    )
    recomputing.keep_up(desk.office)
    assert (desk.limits(no)["L06"]["due"], desk.limits(no)["L06"]["calendar_version"]) == (
        "2026-03-17",
        after,
    )
    assert desk.rows(no)[0]["effective_due"] == "2026-03-17"
    assert recomputing.catch_up(desk.office) == 0
    desk.proved()


def test_it_looks_once_more_a_minute_later_and_then_no_more(
    quick: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    monkeypatch.setattr(recomputing, "catch_up", lambda office: looks.append("look"))
    clock = Movable(quick.office.now())
    quick.office.machine = clock
    for seconds in (0, 1, 59, 61, 62, 3600):
        clock.at = quick.office.now() + timedelta(seconds=seconds)
        recomputing.keep_up(quick.office)
    assert looks == ["look", "look"]


def test_a_clock_set_back_keeps_nobody_on_the_old_calendar(quick: Desk) -> None:
    no, handover_id = quick.sent()
    before = calendars.show(quick.office, quick.who("xt"), 2026)["version"]
    calendars.load(quick.office, quick.who("xt"), [FRIDAY_OFF])
    sign_under(quick, before, handover_id)
    quick.at("2026-02-27T09:00")
    assert recomputing.catch_up(quick.office) == 1
    assert quick.limits(no)["L06"]["due"] == "2026-03-17"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_load_rescans_when_it_is_through(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the scan of a load and its end another command opens a limit under the old calendar."""
    no, handover_id = desk.sent()
    before = calendars.show(desk.office, desk.who("xt"), 2026)["version"]
    scan = calendars._apply

    def scan_then_sign(*given: Any) -> str:
        load = scan(*given)
        monkeypatch.setattr(calendars, "_apply", scan)
        sign_under(desk, before, handover_id)
        return load

    monkeypatch.setattr(calendars, "_apply", scan_then_sign)
    calendars.load(desk.office, desk.who("xt"), [FRIDAY_OFF])
    assert desk.limits(no)["L06"]["due"] == "2026-03-17"
    desk.proved()
