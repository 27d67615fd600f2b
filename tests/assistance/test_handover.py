"""转办 and 转介: every event in every state, as domain.md section 6 has it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistance import handover as rules
from assistance.handover import Handover
from engine.errors import AlreadySigned, NoReturn, Refused, WrongState
from tests.casework.test_one_master import DRAFT, RULES

AFTER = {
    ("drafted", "send"): "sent",
    ("returned", "send"): "sent",
    ("sent", "recall"): "drafted",
    ("sent", "sign"): "signed",
    ("sent", "return"): "returned",
    ("naming", "name-unit"): "sent",
    ("signed", "result"): "resulted",
    ("resulted", "feed-back"): "fed_back",
    ("fed_back", "tell"): "told",
    ("told", "file"): "closed",
    ("drafted", "consent"): "consented",
    ("sent", "take"): "taken",
    ("sent", "decline"): "declined",
}
"""The last three belong to a referral; that a transfer is asked for none of them is the desk's to say (casework.handover)."""


@pytest.mark.parametrize("state", rules.STATES)
@pytest.mark.parametrize("act", RULES)
def test_an_event_leads_on_from_its_own_states_and_from_no_other(state: str, act: str) -> None:
    row, rule = replace(DRAFT, state=state), RULES[act]
    if (state, act) in AFTER:
        assert rule(row).state == AFTER[state, act]
        return
    signed = state in rules.SIGNED and act in ("recall", "return")
    with pytest.raises(AlreadySigned if signed else WrongState):
        rule(row)


def given_back(times: int, **more: int) -> Handover:
    return replace(DRAFT, state="sent", returns=times, **more)


def test_the_third_return_waits_for_the_county() -> None:
    states = [rules.give_back(given_back(times), "rs", late=False).state for times in (0, 1, 2)]
    assert states == ["returned", "returned", "naming"]


@pytest.mark.parametrize(
    ("row", "late"), [(given_back(0), True), (given_back(3), False), (given_back(3, named=1), False)]
)
def test_no_return_after_the_time_for_signing_the_third_time_or_by_the_named_unit(
    row: Handover, late: bool
) -> None:
    with pytest.raises(NoReturn):
        rules.give_back(row, "rs", late=late)


def test_a_return_keeps_whom_it_was_sent_to_and_whom_they_propose() -> None:
    back = rules.give_back(given_back(0), "rs", late=False)
    assert (back.unit, back.proposed_unit, back.returns) == ("jy", "rs", 1)


def test_the_feedback_may_say_more_than_the_result_and_keeps_what_it_does_not_say() -> None:
    row = rules.result(replace(DRAFT, state="signed"), "given", "给予", 100, "依据")
    fed = rules.feed_back(row, "说明", None, None)
    assert (fed.text, fed.amount, fed.ground, fed.result) == ("说明", 100, "依据", "given")
    assert rules.feed_back(row, "说明", 200, "另依据").amount == 200


@pytest.mark.parametrize("state", rules.STATES)
def test_cancelling_ends_whatever_had_not_ended(state: str) -> None:
    after = rules.cancel(replace(DRAFT, state=state)).state
    assert after == ("closed" if state == "closed" else "cancelled")


def test_rules_give_new_rows_and_leave_the_old_alone() -> None:
    acts: list[Callable[[Handover], Handover]] = list(RULES.values())
    for state in rules.STATES:
        row = replace(DRAFT, state=state)
        for act in acts:
            try:
                assert act(row) is not row
            except Refused:
                assert row == replace(DRAFT, state=state)
