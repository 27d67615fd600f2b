"""Gates with the real process: each holds the step before it, names itself, and nothing changes while it is open."""

from collections.abc import Callable

import pytest

from assistance.gates import GATES
from casework import inbox, intake
from store.work import Work
from tests.casework.allowance import Allowance
from tests.casework.desk import Desk

FREE = "2022-04-14T00:00+08:00"
Spoil = Callable[[Work, str], None]


def ready(desk: Desk) -> Allowance:
    """A case whose notice is over: only sending it up is left."""
    one = Allowance.accepted(desk).signed()
    desk.at("2022-04-06T09:00+08:00")
    one.post()
    desk.at(FREE)
    return one


def no_form(form: str) -> Spoil:
    def spoil(work: Work, case_id: str) -> None:
        work.forms.drop(case_id=case_id, form=form)

    return spoil


def no_moment(name: str) -> Spoil:
    def spoil(work: Work, case_id: str) -> None:
        work.moments.drop(case_id=case_id, name=name)

    return spoil


def contested(work: Work, case_id: str) -> None:
    case = work.cases.get(case_id)
    work.cases.put(type(case)(**{**vars(case), "flags": ["contested"]}))


def no_notice(work: Work, case_id: str) -> None:
    work.notices.drop(case_id=case_id)


SPOILT: dict[str, Spoil] = {
    "acceptance": no_moment("acceptance"),
    "authorisation": no_form("F05"),
    "check_report": no_form("F10"),
    "visit_by_two": no_form("F08"),
    "review_meeting": contested,
    "opinion_signed": no_moment("opinion_signed"),
    "notice_1": no_notice,
}


@pytest.mark.parametrize("gate", SPOILT)
def test_a_step_is_held_while_a_gate_before_it_is_open(quick: Desk, gate: str) -> None:
    one = ready(quick)
    with quick.office.store.begin() as work:
        [case] = work.cases.having(no=one.no)
        SPOILT[gate](work, case.id)
    refusal = one.refused("E_GATE", "fzr", "send_up", "sent")
    assert [(found["key"], found["name"]) for found in refusal.facts["gates"]] == [(gate, GATES[gate])]
    assert refusal.facts["gates"][0]["detail"]


def test_with_all_gates_closed_the_case_goes_up(desk: Desk) -> None:
    one = ready(desk)
    one.send_up()
    assert one.state == "sent_up"
    assert "send_up" not in one.steps()
    desk.proved()


def test_a_gate_is_named_before_a_fault_of_the_form(quick: Desk) -> None:
    one = Allowance.accepted(quick).signed()
    one.post()
    assert one.open_gates() == ["notice_1"]
    quick.at("2022-04-05T00:00+08:00")
    one.refused("E_REQUIRED", "fzr", "send_up", "sent", path="sendup")


def test_the_page_of_a_held_step_says_what_holds_it(quick: Desk) -> None:
    one = Allowance.accepted(quick).signed()
    one.post()
    task_id = quick.task(one.no, "send_up")

    def shown() -> list[str]:
        shape = inbox.show_task(quick.office, quick.who("fzr"), task_id)
        return [gate["key"] for gate in shape["gates"]]

    assert shown() == ["notice_1"]
    quick.at("2022-04-05T00:00+08:00")
    assert shown() == []


def test_a_member_entered_later_has_to_sign_the_authorisation(quick: Desk) -> None:
    one = ready(quick)
    rows = quick.household()["F02"]["rows"]
    late = {**rows[1], "name": "示例丁", "id_no": "130399196203150012", "relation": "sibling"}
    by = quick.who("ck1")
    intake.correct_case(
        quick.office, by, one.no, form="F02", data={"rows": [*rows, late]}, reason="示例：漏报一人"
    )
    assert one.open_gates() == ["authorisation"]


def test_a_negative_opinion_goes_up_without_a_notice(desk: Desk) -> None:
    one = Allowance.accepted(desk).signed("disagree")
    assert one.steps() == ["send_up"]
    one.send_up()
    assert one.state == "sent_up"
