"""任务: claim, release, assign, complete, cancel as values; no clock, no database."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine import tasks
from engine.errors import Forbidden, NotHolder, Refused, Taken, WrongState
from engine.tasks import CANCELLED, CLAIMED, DONE, FAR, INCIDENT, READY, Task

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
GROUP = ("window@130399100",)
TASK = Task(
    id="t",
    revision=1,
    case_id="c",
    case_no="n",
    aid="310",
    head_name="示例甲",
    process="one-window",
    version=1,
    instance_id="i",
    token="k",
    element_id="accept",
    step="accept",
    name="受理",
    role="window",
    group=GROUP[0],
    area="130399100",
    unit=None,
    handover_id=None,
    slip_id=None,
    limit_row="L01",
    state=READY,
    holder=None,
    created_at=NOON,
    claimed_at=None,
    done_at=None,
    done_by=None,
    outcome=None,
    effective_due=None,
    effective_row=None,
    amber_at=None,
    late_at=None,
    sort_at=FAR,
    priority=0,
    follow_up_on=None,
)
HELD = tasks.claim(TASK, "wang", GROUP, NOON)


def test_claiming_makes_one_the_holder() -> None:
    assert (HELD.state, HELD.holder, HELD.claimed_at) == (CLAIMED, "wang", NOON)


def test_claiming_twice_changes_nothing() -> None:
    assert tasks.claim(HELD, "wang", GROUP, NOON.replace(hour=5)) is HELD


def test_what_another_holds_is_taken_even_for_who_is_no_candidate() -> None:
    for groups in (GROUP, ()):
        with pytest.raises(Taken) as caught:
            tasks.claim(HELD, "li", groups, NOON)
        assert caught.value.facts["holder"] == "wang"


def test_only_the_group_claims() -> None:
    with pytest.raises(Forbidden):
        tasks.claim(TASK, "li", ("window@130399101",), NOON)


@pytest.mark.parametrize("state", [DONE, CANCELLED, INCIDENT])
def test_a_task_that_waits_for_nobody_takes_no_act(state: str) -> None:
    task = replace(HELD, state=state)
    for act in (
        lambda: tasks.claim(task, "li", GROUP, NOON),
        lambda: tasks.release(task, "wang"),
        lambda: tasks.assign(task, "li", GROUP, NOON),
        lambda: tasks.complete(task, "wang", "accepted", NOON),
    ):
        with pytest.raises(WrongState):
            act()


@pytest.mark.parametrize("act", ["release", "complete"])
def test_only_the_holder_goes_on(act: str) -> None:
    for task, login in ((HELD, "li"), (TASK, "wang")):
        with pytest.raises(NotHolder):
            tasks.release(task, login) if act == "release" else tasks.complete(task, login, "accepted", NOON)


def test_a_released_task_is_as_it_was_before_the_claim() -> None:
    assert tasks.release(HELD, "wang") == TASK


def test_assigning_takes_it_from_whoever_holds_it_and_only_to_the_group() -> None:
    later = NOON.replace(hour=5)
    after = tasks.assign(HELD, "li", GROUP, later)
    assert (after.holder, after.claimed_at, after.state) == ("li", later, CLAIMED)
    with pytest.raises(Forbidden) as caught:
        tasks.assign(TASK, "li", (), NOON)
    assert caught.value.facts["why"] == "assignee_not_candidate"


def test_completing_says_who_when_and_how() -> None:
    done = tasks.complete(HELD, "wang", "accepted", NOON)
    assert (done.state, done.done_by, done.done_at, done.outcome, done.holder) == (
        DONE,
        "wang",
        NOON,
        "accepted",
        "wang",
    )


def test_a_cancelled_task_was_done_by_nobody() -> None:
    gone = tasks.cancel(HELD, NOON)
    assert (gone.state, gone.done_by, gone.done_at) == (CANCELLED, None, NOON)


def test_refusals_carry_what_a_reader_needs() -> None:
    with pytest.raises(Refused) as caught:
        tasks.release(HELD, "li")
    assert caught.value.facts == {"task": "t", "holder": "wang"}
