"""Eight people who claim at once: one has the task, seven read who it is, and no command is lost or half done."""

import threading
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from assistance.people import Actor
from casework import audit, inbox, people
from casework.office import Office
from engine.errors import Taken
from store.tables.people import GrantRow
from tests.casework.desk import Desk

Act = Callable[[], object]
EIGHT = [f"ckz{number}" for number in range(8)]


@pytest.fixture
def eight(office: Office) -> list[Actor]:
    """Eight people at one window."""
    with office.store.begin() as work:
        model = work.people.get("ck1")
        for login in EIGHT:
            work.people.add(type(model)(**{**vars(model), "login": login, "name": f"示例{login}"}))
            work.grants.add(
                GrantRow(
                    id=f"grant-{login}",
                    login=login,
                    role="window",
                    area="130399100",
                    unit=None,
                    valid_from=date(2000, 1, 1),
                    valid_to=None,
                )
            )
    return [people.actor(office, login) for login in EIGHT]


def together(acts: list[Act]) -> list[object]:
    """What each gives back or raises when all begin at once, in their order."""
    gate = threading.Barrier(len(acts))
    found: list[object] = [None] * len(acts)

    def run(place: int) -> None:
        gate.wait()
        try:
            found[place] = acts[place]()
        except Exception as fault:
            found[place] = fault

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_of_eight_who_claim_at_once_one_has_the_task(office: Office, eight: list[Actor], desk: Desk) -> None:
    for _ in range(4):
        task_id = desk.task(desk.open(), "check_papers")
        found = together([partial(inbox.claim_task, office, by, task_id) for by in eight])
        winners = [one for one in found if isinstance(one, dict)]
        assert len(winners) == 1
        refusals = [one for one in found if not isinstance(one, dict)]
        assert [type(one) for one in refusals] == [Taken] * 7
        with office.store.read() as work:
            stored = work.tasks.get(task_id)
        assert winners[0]["holder"] == stored.holder


def test_eight_who_open_cases_at_once_each_have_a_number_of_their_own(
    office: Office, eight: list[Actor], desk: Desk
) -> None:
    found = together([partial(desk.open, by.login) for by in eight])
    assert sorted(map(str, found)) == [f"130399100-2026-{number:06}" for number in range(1, 9)]


def test_the_chains_of_events_hold_after_the_rush(office: Office, eight: list[Actor], desk: Desk) -> None:
    together([partial(desk.open, by.login) for by in eight])
    assert audit.verify(office)["ok"]
