"""What was due while nobody ran happens once: after a stop, after any number of killed sweepers, and with two at once."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from casework import audit, slips, sweep
from casework.office import Office
from engine.time import read_moment
from store.sealing import Ring
from tests.casework.desk import Desk
from tests.chaos.killing import World, at_once, die_before

BEFORE, AFTER = read_moment("2026-03-02T09:00:00+08:00"), read_moment("2026-03-12T00:00:00+08:00")


class _Clock:
    def __init__(self) -> None:
        self.at = BEFORE

    def __call__(self) -> Any:
        return self.at

    def to(self, moment: str) -> None:
        self.at = read_moment(moment)


@pytest.fixture
def world(database_url: str, ring: Ring) -> World:
    """Nine days after the last act: two limits are late, and the reply to a slip."""
    world = World(url=database_url, ring=ring, at=AFTER)
    office = replace(world.office(), clock=_Clock())
    desk = Desk(office)
    no, _ = desk.sent()
    slips.issue(office, desk.who("db"), no, task_id=desk.task(no, "transfer_sign"), text="示例：请尽快签收")
    desk.open()
    office.store.close()
    return world


def everything(office: Office) -> None:
    sweep.sweep_all(office)


def told(world: World) -> Counter[tuple[str, str]]:
    """Who was told what, and how often."""
    return Counter((row["to"], row["kind"]) for row in world.rows()["message"])


EXPECTED = Counter(
    {
        ("department@jy", "late"): 2,
        ("window@130399100", "late"): 1,
        ("head@130399100", "late"): 3,
        ("leader@130399", "leader"): 3,
        ("db", "slip_late"): 1,
    }
)
"""The unit: of L05, and of L12 for its reply; the window: of L01; head and leader of all three; the supervisor: by the slip's timer."""


def proved(world: World) -> None:
    office = world.office()
    assert audit.verify(office)["ok"]
    assert audit.replay(office)["first_difference"] is None
    office.store.close()


def test_what_passed_while_nothing_ran_happens_once_after_the_start(world: World) -> None:
    assert told(world) == Counter()
    for _ in range(2):
        office = world.office()
        everything(office)
        office.store.close()
        assert told(world) == EXPECTED
    proved(world)


def test_a_sweeper_killed_at_any_moment_loses_and_repeats_nothing(world: World) -> None:
    moment, killed = 1, 0
    while die_before(world, everything, None, moment):
        killed += 1
        moment += 3
        assert all(number <= EXPECTED[one] for one, number in told(world).items())
        if told(world) == EXPECTED:
            break
    assert killed > 5
    everything_once(world)
    assert told(world) == EXPECTED
    proved(world)


def everything_once(world: World) -> None:
    office = world.office()
    everything(office)
    office.store.close()


@pytest.mark.parametrize("number", [2, 4])
def test_sweepers_at_once_do_each_thing_once(world: World, number: int) -> None:
    assert at_once(world, everything, number) == [0] * number
    assert told(world) == EXPECTED
    assert [
        row for row in world.rows()["due_moment"] if row["due_at"] <= AFTER and row["kind"] != sweep.JOB
    ] == []
    proved(world)


def test_a_clock_set_back_fires_nothing_that_is_not_due(world: World) -> None:
    everything_once(replace(world, at=BEFORE))
    assert told(world) == Counter()
    everything_once(world)
    assert told(world) == EXPECTED
