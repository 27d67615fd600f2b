"""回避: staff who are, or whose close relatives are, members of the household get nothing of the case."""

import pytest

from assistance.people import Kin
from casework import inbox, people
from engine.errors import Avoid, NotFound
from ops.county import PASSWORD
from tests.casework.desk import CHILD_ID, SPOUSE_ID, Desk


def staff(desk: Desk, login: str, role: str, kin: tuple[Kin, ...] = (), id_no: str | None = None) -> None:
    """A new member of staff with close relatives, from today on."""
    with desk.office.command("person.add", desk.who("xt"), {"login": login}) as command:
        grant = people.read_post(role, desk.office.now().date())
        people.add_person(
            command, login=login, name="示例新", password=PASSWORD, grants=[grant], id_no=id_no, relatives=kin
        )


def test_a_relative_among_staff_is_found_by_number_and_kept_away(desk: Desk) -> None:
    staff(desk, "ck9", "window:130399100", (Kin(name="示例乙", id_no=SPOUSE_ID, relation="sibling"),))
    no = desk.apply()
    case = desk.case(no)
    assert "key" in case["flags"]
    assert case["key_reasons"] == ["relative"]
    task = desk.task(no, "check_papers")
    with pytest.raises(NotFound):
        inbox.claim_task(desk.office, desk.who("ck9"), task)
    with desk.refused("E_AVOID"):
        inbox.assign_task(desk.office, desk.who("fzr"), task, to="ck9", reason="示例：人手不足")
    assert inbox.list_tasks(desk.office, desk.who("ck9"), queue="group")["items"] == []
    desk.do("ck1", no, "check_papers", "complete")
    with pytest.raises(NotFound):
        inbox.claim_task(desk.office, desk.who("ck9"), desk.task(no, "accept"))
    desk.proved()


def test_an_applicant_on_the_staff_is_kept_away_from_the_own_case(quick: Desk) -> None:
    staff(quick, "ck9", "window:130399100", id_no=CHILD_ID)
    no = quick.apply()
    with pytest.raises(NotFound):
        inbox.claim_task(quick.office, quick.who("ck9"), quick.task(no, "check_papers"))


def test_a_relation_declared_later_takes_the_work_out_of_the_hands_that_hold_it(desk: Desk) -> None:
    no = desk.apply()
    desk.accept(no)
    held = desk.claim("ck2", no, "dispatch") if "dispatch" in desk.steps(no) else None
    row = {"staff_name": "示例", "staff_login": "ck2", "unit": "示例镇窗口", "relation": "child"}
    declared = {
        "declared": True,
        "signature": desk.file(),
        "rows": [{**row, "declared_by": "示例甲", "on": desk.today}],
    }
    desk.do("ck1", no, "relatives", "done", {"F07": declared})
    assert held is None
    task = desk.task(no, "dispatch")
    with pytest.raises(NotFound):
        inbox.show_task(desk.office, desk.who("ck2"), task)
    assert desk.case(no)["key_reasons"] == ["relative"]
    desk.proved()


def test_whoever_declares_a_relation_may_finish_saying_so_and_nothing_more(desk: Desk) -> None:
    no = desk.apply()
    desk.accept(no)
    row = {"staff_name": "示例", "staff_login": "ck1", "unit": "示例镇窗口", "relation": "child"}
    declared = {
        "declared": True,
        "signature": desk.file(),
        "rows": [{**row, "declared_by": "示例甲", "on": desk.today}],
    }
    desk.do("ck1", no, "relatives", "done", {"F07": declared})
    with pytest.raises(NotFound):
        inbox.claim_task(desk.office, desk.who("ck1"), desk.task(no, "dispatch"))
    assert Avoid.code == "E_AVOID"
