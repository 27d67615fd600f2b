"""督办单: every act in every state."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistance import supervision as rules
from assistance.supervision import OPEN, STATES, Slip
from engine.errors import WrongState

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
SLIP = Slip(
    id="s",
    revision=1,
    no="DB-1",
    case_id="c",
    case_no="n",
    area="130399100",
    task_id="t",
    step="accept",
    row="L01",
    overdue=1,
    to_login=None,
    to_group="window@130399100",
    instance_id=None,
    state="issued",
    text="示例：请办理",
    reply=None,
    check_reason=None,
    issued_by="db",
    issued_at=NOON,
    closed_at=None,
    proposed_at=NOON,
)
ACTS: dict[str, Callable[[Slip], Slip]] = {
    "issue": lambda slip: rules.issue(
        slip, by="db", at=NOON, text="示例", to=("ck1", "window@130399100"), task=("t2", "relatives")
    ),
    "decline": lambda slip: rules.decline(slip, NOON, "示例"),
    "reply": lambda slip: rules.reply(slip, "示例"),
    "pass": lambda slip: rules.check(slip, "passed", None),
    "redo": lambda slip: rules.check(slip, "redo", "示例"),
    "close": lambda slip: rules.close(slip, NOON),
}
AFTER = {
    ("proposed", "issue"): "issued",
    ("proposed", "decline"): "dropped",
    ("issued", "reply"): "replied",
    ("redo", "reply"): "replied",
    ("replied", "pass"): "passed",
    ("replied", "redo"): "redo",
    ("passed", "close"): "closed",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_an_act_leads_on_from_its_own_states_and_from_no_other(state: str, act: str) -> None:
    slip = replace(SLIP, state=state)
    if (state, act) in AFTER:
        assert ACTS[act](slip).state == AFTER[state, act]
        return
    with pytest.raises(WrongState):
        ACTS[act](slip)


def test_a_proposed_slip_goes_to_whoever_has_the_step_by_now() -> None:
    issued = ACTS["issue"](replace(SLIP, state="proposed", issued_by=None, issued_at=None, text=""))
    assert (issued.to_login, issued.task_id, issued.step) == ("ck1", "t2", "relatives")
    assert (issued.issued_by, issued.issued_at, issued.text) == ("db", NOON, "示例")


def test_a_reply_to_a_redo_takes_the_place_of_the_first() -> None:
    again = rules.reply(replace(SLIP, state="redo", reply="旧", check_reason="示例"), "新")
    assert (again.reply, again.check_reason) == ("新", "示例")


@pytest.mark.parametrize("state", STATES)
def test_the_end_of_the_case_drops_what_is_open(state: str) -> None:
    slip = replace(SLIP, state=state)
    after = rules.drop(slip, NOON, "示例：办件已撤回")
    if state in OPEN:
        assert (after.state, after.closed_at, after.reason) == ("dropped", NOON, "示例：办件已撤回")
    else:
        assert after == slip
