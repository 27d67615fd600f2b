"""死亡与迁移: the case ends with its applicant or goes on with a new head; a move takes open work to the new township."""

from datetime import date

import pytest

from casework import cases, departures, inbox
from engine.errors import NotFound
from tests.casework.desk import CHILD_ID, COUNTRY, HEAD_ID, SPOUSE_ID, TOWN, Desk


def died(desk: Desk, no: str, member: str, new_head: str | None = None, on: str | None = None) -> None:
    day = date.fromisoformat(on or desk.today)
    departures.record_death(desk.office, desk.who("ck1"), no, member=member, died_on=day, new_head=new_head)


def moved(
    desk: Desk, no: str, to: str = COUNTRY, reason: str = "示例：随子女迁居", login: str = "ck1"
) -> None:
    day = date.fromisoformat(desk.today)
    departures.move_case(desk.office, desk.who(login), no, to_area=to, moved_on=day, reason=reason)


def newest(desk: Desk, no: str, form: str) -> dict[str, object]:
    entries = cases.case_forms(desk.office, desk.who("jb1"), no)["items"]
    return dict(max((e for e in entries if e["form"] == form), key=lambda e: e["revision"]))


def test_the_death_of_the_applicant_ends_the_case(desk: Desk) -> None:
    no = desk.apply()
    desk.accept(no)
    died(desk, no, HEAD_ID)
    case = desk.case(no)
    assert (case["state"], case["result"], case["open_tasks"]) == ("ended_death", "ended_death", [])
    assert {limit["state"] for limit in desk.limits(no).values()} <= {"met", "stopped"}
    with desk.refused("E_STATE"):
        died(desk, no, SPOUSE_ID)
    desk.proved()


def test_with_a_new_head_the_case_and_its_limits_go_on(desk: Desk) -> None:
    no = desk.apply()
    desk.accept(no)
    before = {row: (one["due"], one["state"]) for row, one in desk.limits(no).items()}
    died(desk, no, HEAD_ID, new_head=SPOUSE_ID)
    case = desk.case(no)
    assert case["state"] == "accepted"
    assert case["head"]["name"] == "示例乙"
    assert case["members"] == 2
    assert {row: (one["due"], one["state"]) for row, one in desk.limits(no).items()} == before
    assert newest(desk, no, "F01")["revision"] == 2
    assert desk.steps(no)
    desk.proved()


def test_another_members_death_makes_the_household_smaller(quick: Desk) -> None:
    no = quick.apply()
    died(quick, no, CHILD_ID)
    assert quick.case(no)["members"] == 2
    assert quick.case(no)["head"]["name"] == "示例甲"


def test_every_fault_of_a_death_comes_at_once(quick: Desk) -> None:
    no = quick.apply()
    with quick.refused("E_CHOICE", path="member"):
        died(quick, no, "130399199001010017")
    with quick.refused("E_DATE", path="died_on"):
        died(quick, no, HEAD_ID, on="2026-03-03")
    with quick.refused("E_DATE", path="died_on"):
        died(quick, no, CHILD_ID, on="2015-06-09")  # the day before the child was born
    with quick.refused("E_CHOICE", path="new_head"):
        died(quick, no, HEAD_ID, new_head=HEAD_ID)


def test_a_move_hands_open_work_to_the_new_township_and_keeps_the_dates(desk: Desk) -> None:
    no = desk.apply()
    desk.accept(no)
    held = desk.claim("ck1", no, "relatives")
    before = {row: (one["due"], one["state"]) for row, one in desk.limits(no).items()}
    moved(desk, no)
    case = desk.case(no, "fzrx")
    assert case["township"] == COUNTRY
    assert case["accepted_at"]
    with pytest.raises(NotFound):
        desk.case(no, "fzr")
    with pytest.raises(NotFound):
        inbox.show_task(desk.office, desk.who("ck1"), held)
    inbox.claim_task(desk.office, desk.who("ckx"), held)
    found = cases.case_limits(desk.office, desk.who("fzrx"), no)["items"]
    assert {one["row"]: (one["due"], one["state"]) for one in found} == before
    assert TOWN in str(cases.case_history(desk.office, desk.who("fzrx"), no))
    desk.proved()


def test_a_move_needs_another_township_of_the_county_and_a_reason(quick: Desk) -> None:
    no = quick.apply()
    for to in (TOWN, "130399", "130302001", "130399100201"):
        with quick.refused("E_CHOICE", path="to_area"):
            moved(quick, no, to)
    with quick.refused("E_REQUIRED", path="reason"):
        moved(quick, no, reason=" ")
    with quick.refused("E_NOT_FOUND"):
        moved(quick, no, login="ckx")
    with quick.refused("E_FORBIDDEN"):
        moved(quick, no, login="jb1")
