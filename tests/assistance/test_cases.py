"""办件: the state a moment leaves a case in, and when nothing more may be done."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistance.cases import (
    AIDS,
    CLOSING,
    ENDED,
    RESULT_AFTER,
    STATE_AFTER,
    STATES,
    Case,
    after_moment,
    still_open,
    still_runs,
)
from assistance.moments import MOMENTS
from engine.errors import Decided, WrongState
from engine.tasks import FAR

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
CASE = Case(
    id="c",
    no="n",
    revision=1,
    aid="310",
    regime=None,
    state="submitted",
    result=None,
    unit_result=None,
    decided=False,
    county="130399",
    area="130399100",
    village=None,
    head_name="示例甲",
    head_id=None,
    head_id_index=None,
    head_phone=None,
    household_no=None,
    members=None,
    flags=[],
    versions=[],
    applied_on=date(2026, 3, 2),
    accepted_at=None,
    accepted_on=None,
    created_by="ck1",
    created_at=NOON,
    closed_at=None,
    effective_due=None,
    effective_row=None,
    amber_at=None,
    late_at=None,
    sort_at=FAR,
    event_seq=1,
    event_hash=None,
    event_at=NOON,
)


def test_a_moment_moves_the_state_or_leaves_it() -> None:
    assert after_moment(CASE, "acceptance", NOON).state == "accepted"
    assert after_moment(CASE, "papers_notified", NOON).state == "papers_missing"
    assert after_moment(CASE, "urged", NOON) == CASE


def test_the_end_is_dated_once() -> None:
    closed = after_moment(CASE, "closed", NOON)
    assert (closed.state, closed.closed_at) == ("closed", NOON)
    assert after_moment(closed, "closed", NOON.replace(hour=9)).closed_at == NOON


def test_withdrawing_says_so_as_state_and_as_result() -> None:
    after = after_moment(CASE, "withdrawn", NOON)
    assert (after.state, after.result, after.closed_at) == ("withdrawn", "withdrawn", NOON)


def test_a_units_result_transfers_the_case_and_does_not_decide_it() -> None:
    after = after_moment(replace(CASE, state="handed_over"), "resulted", NOON)
    assert (after.state, after.result, after.decided) == ("handed_over", "transferred", False)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_a_case_at_its_end_is_not_open(state: str) -> None:
    with pytest.raises(WrongState):
        still_open(replace(CASE, state=state))


def test_a_decided_case_is_read_only_whatever_its_state() -> None:
    with pytest.raises(Decided):
        still_open(replace(CASE, decided=True))
    still_open(CASE)


def test_a_decision_overtakes_every_step_that_does_not_close_the_case() -> None:
    decided = replace(CASE, decided=True)
    for step in CLOSING:
        still_runs(decided, step)
    with pytest.raises(Decided):
        still_runs(decided, "county_visit")
    still_runs(CASE, "county_visit")


def test_the_tables_use_known_words_only() -> None:
    assert set(STATE_AFTER) | set(RESULT_AFTER) <= set(MOMENTS)
    assert set(STATE_AFTER.values()) <= set(STATES)
    assert set(ENDED) < set(STATES)
    assert len(AIDS) == 12
