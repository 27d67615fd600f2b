"""公示 and 异议 with the real process: what a notice says, when it is over, who objects, and what comes of it."""

from datetime import date
from typing import Any

import pytest

from casework import cases, inbox, notices, public, sweep
from engine.errors import FormRefused
from engine.time import read_moment
from tests.casework.allowance import ACCEPTED, TWO, Allowance
from tests.casework.desk import CHILD_ID, Desk

FREE = "2022-04-14T00:00+08:00"
"""Posted 2022-04-06, the last day is 04-13 (domain.md 5.3)."""
NAMES = ("示例异议人", "示例：家里有车")


def on_notice(desk: Desk) -> Allowance:
    """A signed opinion, posted on 2022-04-06."""
    one = Allowance.accepted(desk).signed()
    desk.at("2022-04-06T09:00+08:00")
    one.post()
    return one


def over(desk: Desk) -> Allowance:
    """A notice that has hung its full days; the worker has seen it."""
    one = on_notice(desk)
    desk.at(FREE)
    sweep.sweep_all(desk.office)
    return one


def form_of(desk: Desk, no: str, form: str) -> dict[str, Any]:
    items = cases.case_forms(desk.office, desk.who("jb1"), no)["items"]
    return dict(next(entry["data"] for entry in reversed(items) if entry["form"] == form))


def test_a_notice_says_name_members_and_amount_and_hangs_seven_days(desk: Desk) -> None:
    one = on_notice(desk)
    notice = one.notice()
    assert (notice["state"], notice["round"], notice["case_no"]) == ("posted", 1, one.no)
    assert notice["last_day"] == date(2022, 4, 13)
    assert notice["free_from"] == read_moment(FREE)
    assert notice["public"].keys() == {
        "name",
        "members",
        "amount",
        "aid",
        "aid_name",
        "village",
        "village_name",
    }
    assert (notice["public"]["name"], notice["public"]["members"]) == ("示例甲", 3)
    entry = form_of(desk, one.no, "F11")
    assert (entry["name"], entry["members"], entry["last_day"]) == ("示例甲", 3, "2022-04-13")
    assert one.state == "noticed"
    assert {"notice_1_close", "send_up"} <= set(one.steps())
    desk.proved()


def test_a_minor_is_not_named(quick: Desk) -> None:
    quick.at(ACCEPTED)
    forms = quick.household("120")
    for row in forms["F02"]["rows"]:
        row["relation"] = "head" if row["id_no"] == CHILD_ID else "grandparent"
    forms["F01"] |= {"head_id": CHILD_ID, "head_name": "示例丙"}
    one = Allowance.accepted(quick, F01=forms["F01"], F02=forms["F02"]).signed()
    one.post()
    assert one.notice()["public"]["name"] == "示某"
    assert one.notice("fzr")["public"]["name"] == "示某"


def test_a_notice_cannot_have_hung_before_the_opinion_was_signed(quick: Desk) -> None:
    one = Allowance.accepted(quick).investigated()
    quick.at("2022-04-06T09:00+08:00")
    one.draft()
    one.sign()
    form = {"F11": one.f11("2022-04-05T09:00+08:00")}
    one.refused("E_DATE", "jb1", "notice_1_post", "posted", form, path="F11.posted_at")


def test_it_is_not_taken_down_before_its_time(desk: Desk) -> None:
    one = on_notice(desk)
    desk.at("2022-04-13T23:59+08:00")
    early = {"F11": {"removed_at": one.now}}
    one.refused("E_NOTICE_SHORT", "jb1", "notice_1_close", "ended", early)
    by, notice_id = desk.who("jb1"), one.notice_id
    with desk.refused("E_NOTICE_SHORT") as caught:
        notices.remove(desk.office, by, notice_id, removed_at=desk.office.now())
    assert caught.value.facts == {"free_from": "2022-04-14"}
    desk.at(FREE)
    with desk.refused("E_NOTICE_SHORT"):
        notices.remove(desk.office, by, notice_id, removed_at=read_moment("2022-04-13T20:00+08:00"))


def test_its_end_is_recorded_by_itself_and_decides_nothing(desk: Desk) -> None:
    one = on_notice(desk)
    before = one.steps()
    desk.at("2022-04-13T23:59+08:00")
    assert sweep.sweep_all(desk.office).fired == 0
    assert one.notice()["state"] == "posted"
    desk.at("2022-04-20T08:00+08:00")
    sweep.sweep_all(desk.office)
    assert (one.notice()["state"], one.notice()["removed_at"]) == ("ended", None)
    ended = next(m for m in desk.case(one.no)["moments"] if m["name"] == "notice_1_ended")
    assert (ended["on"], ended["by"]) == (date(2022, 4, 13), "system")
    assert desk.limits(one.no)["B03"]["state"] == "met"
    assert (one.steps(), one.state) == (before, "noticed")
    desk.proved()


def test_it_may_be_taken_down_before_any_worker_looked(desk: Desk) -> None:
    one = on_notice(desk)
    desk.at(FREE)
    shape = notices.remove(
        desk.office, desk.who("jb1"), one.notice_id, removed_at=desk.office.now(), photos=[desk.file("jb1")]
    )
    assert (shape["state"], len(shape["photos"])) == ("removed", 2)
    assert "notice_1_close" not in one.steps()
    sweep.sweep_all(desk.office)
    assert one.notice()["state"] == "removed"
    assert desk.limits(one.no)["B03"]["state"] == "met"
    with desk.refused("E_STATE"):
        notices.remove(desk.office, desk.who("jb1"), one.notice_id, removed_at=desk.office.now())
    desk.proved()


def test_the_step_and_the_act_on_the_notice_are_one(desk: Desk) -> None:
    one = over(desk)
    one.do("jb2", "notice_1_close", "ended", {"F11": {"removed_at": one.now}})
    assert (one.notice()["state"], one.notice()["removed_at"]) == ("removed", desk.office.now())


def test_the_public_reads_it_while_it_hangs_and_no_longer(desk: Desk) -> None:
    one = on_notice(desk)
    shown = notices.public_notice(desk.office, one.notice_id)
    assert shown == {**one.notice()["public"], "last_day": date(2022, 4, 13)}
    assert notices.public_notices(desk.office)["items"] == [shown]
    desk.at(FREE)
    assert notices.public_notices(desk.office)["items"] == []
    with desk.refused("E_NOT_FOUND"):
        notices.public_notice(desk.office, one.notice_id)


def test_an_objection_stops_what_waits_for_the_notice(desk: Desk) -> None:
    one = on_notice(desk)
    objection = one.object()
    assert (objection["state"], objection["received_on"]) == ("open", date(2022, 4, 6))
    assert one.steps() == ["reinvestigate"]
    assert one.state == "objected"
    assert [o["state"] for o in one.notice("fzr")["objections"]] == ["open"]
    desk.at(FREE)
    sweep.sweep_all(desk.office)
    assert one.steps() == ["reinvestigate"]
    assert one.notice()["state"] == "posted"
    desk.proved()


def test_a_dismissed_objection_leads_to_a_new_notice_of_the_same_opinion(desk: Desk) -> None:
    one = on_notice(desk)
    first, objection = one.notice_id, one.object()["id"]
    desk.at("2022-04-08T09:00+08:00")
    closed = one.answer(objection, "dismissed")
    assert (closed["state"], closed["closed_by"], closed["reason"]) == (
        "dismissed",
        "jb2",
        "示例：经核实",
    )
    assert one.steps() == ["notice_1_post"]
    assert one.notice(notice_id=first)["state"] == "removed"
    one.post()
    assert one.notice()["last_day"] == date(2022, 4, 15)
    assert {"notice_1_close", "send_up"} == set(one.steps())
    desk.at("2022-04-16T00:00+08:00")
    one.send_up()
    assert "send_up" not in one.steps()
    desk.proved()


def test_an_upheld_objection_wants_a_new_opinion_signed_and_posted(desk: Desk) -> None:
    one = on_notice(desk)
    objection = one.object()["id"]
    one.refused("E_REQUIRED", "jb2", "reinvestigate", "upheld", path="F12")
    one.do("jb2", "reinvestigate", "upheld", {"F12": one.f12(covered=TWO)})
    assert [o["state"] for o in one.notice()["objections"]] == ["upheld"]
    assert one.steps() == ["sign_opinion"]
    one.sign()
    assert one.steps() == ["notice_1_post"]
    one.post()
    desk.at(FREE)
    one.send_up()
    assert objection
    desk.proved()


def test_an_objection_may_be_upheld_first_and_the_opinion_written_after(desk: Desk) -> None:
    one = on_notice(desk)
    objection = one.object()["id"]
    assert one.answer(objection, "upheld")["state"] == "upheld"
    assert one.steps() == ["reinvestigate"]
    one.refused("E_STATE", "jb2", "reinvestigate", "dismissed", {})
    one.do("jb2", "reinvestigate", "upheld", {"F12": one.f12(covered=TWO)})
    assert one.steps() == ["sign_opinion"]
    desk.proved()


def test_one_door_takes_the_opinion_along(quick: Desk) -> None:
    one = on_notice(quick)
    objection = one.object()["id"]
    form = one.f12(covered=TWO)
    assert one.answer(objection, "upheld", forms={"F12": form})["state"] == "upheld"
    assert one.steps() == ["sign_opinion"]


def test_two_objections_are_answered_one_by_one_or_together(desk: Desk) -> None:
    one = on_notice(desk)
    first, second = one.object()["id"], one.object(name=None, way="visit")["id"]
    assert one.steps() == ["reinvestigate"]
    assert one.answer(first, "upheld")["state"] == "upheld"
    assert one.steps() == ["reinvestigate"]
    by = desk.who("jb2")
    with desk.refused("E_STATE"):
        notices.close_objection(desk.office, by, first, outcome="upheld", reason="示例：再来")
    assert one.answer(second, "dismissed", forms={"F12": one.f12(covered=TWO)})["state"] == "dismissed"
    assert one.steps() == ["sign_opinion"]
    assert sorted(o["state"] for o in one.notice()["objections"]) == ["dismissed", "upheld"]
    desk.proved()


def test_the_step_answers_all_that_wait(desk: Desk) -> None:
    one = on_notice(desk)
    one.object()
    one.object()
    repeated = {"F08": one.f08(consistent=False), "F12": one.f12(reason="示例：复查与原意见一致，维持原意见")}
    one.do("jb1", "reinvestigate", "dismissed", repeated, reason="示例：经核实不属实")
    assert [o["state"] for o in one.notice()["objections"]] == ["dismissed", "dismissed"]
    assert one.steps() == ["notice_1_post"]
    assert desk.case(one.no)["flags"] == []
    desk.proved()


def test_a_dismissal_says_nothing_new_about_the_household(quick: Desk) -> None:
    one = on_notice(quick)
    one.object()
    new = {"F12": one.f12(covered=TWO)}
    one.refused("E_CHOICE", "jb2", "reinvestigate", "dismissed", new, path="F12.covered")


def test_nobody_objects_once_the_notice_is_over(desk: Desk) -> None:
    one = on_notice(desk)
    desk.at(FREE)
    by, notice_id = desk.who("ck1"), one.notice_id
    said: dict[str, Any] = {"received_on": date(2022, 4, 13), "way": "letter", "content": "示例"}
    with desk.refused("E_STATE"):
        notices.object_to(desk.office, by, notice_id, **said)
    sweep.sweep_all(desk.office)
    with desk.refused("E_STATE"):
        notices.object_to(desk.office, by, notice_id, **said)


def test_nobody_objects_to_a_notice_that_was_answered_already(quick: Desk) -> None:
    one = on_notice(quick)
    first = one.notice_id
    one.answer(one.object()["id"], "dismissed")
    with quick.refused("E_STATE"):
        one.object(notice_id=first)


@pytest.mark.parametrize(
    ("given", "path", "code"),
    [
        ({"received_on": date(2022, 4, 5)}, "received_on", "E_DATE"),
        ({"received_on": date(2022, 4, 7)}, "received_on", "E_DATE"),
        ({"way": " "}, "way", "E_REQUIRED"),
        ({"content": ""}, "content", "E_REQUIRED"),
        ({"content": "示" * 2001}, "content", "E_LENGTH"),
        ({"name": "示" * 51}, "name", "E_LENGTH"),
    ],
)
def test_what_an_objection_must_say(quick: Desk, given: dict[str, Any], path: str, code: str) -> None:
    one = on_notice(quick)
    with quick.refused(code, path=path):
        one.object(**given)


def test_an_answer_has_an_outcome_and_a_reason(quick: Desk) -> None:
    one = on_notice(quick)
    objection = one.object()["id"]
    by = quick.who("jb1")
    with quick.refused("E_FORM") as caught:
        notices.close_objection(quick.office, by, objection, outcome="maybe", reason=" ")
    assert isinstance(caught.value, FormRefused)
    assert {(fault.path, fault.code) for fault in caught.value.faults} == {
        ("outcome", "E_CHOICE"),
        ("reason", "E_REQUIRED"),
    }


def test_an_objection_received_earlier_counts_from_its_own_day(quick: Desk) -> None:
    one = on_notice(quick)
    quick.at("2022-04-11T09:00+08:00")
    one.object(received_on=date(2022, 4, 8))
    moment = next(m for m in quick.case(one.no)["moments"] if m["name"] == "objection_received")
    assert (moment["on"], moment["at"]) == (date(2022, 4, 8), read_moment("2022-04-08T00:00+08:00"))


def test_who_objected_is_read_by_the_townships_investigators_alone(desk: Desk) -> None:
    one = on_notice(desk)
    said = one.object()
    assert "name" not in said
    assert [(o["name"], o["content"]) for o in one.notice("jb2")["objections"]] == [NAMES]
    seen = [one.notice(login) for login in ("ck1", "zg", "fzr", "sh", "qr")]
    office = desk.office
    for login in ("ck1", "fzr", "sh"):
        seen += [cases.show_case(office, desk.who(login), one.no)]
        seen += [cases.case_history(office, desk.who(login), one.no)]
        seen += [notices.list_notices(office, desk.who(login))]
    seen.append(public.progress(office, one.no, "0025"))
    seen.append(notices.public_notices(office))
    assert not any(secret in str(shape) for shape in seen for secret in NAMES)


def test_an_investigator_who_is_a_relative_does_not_read_who_objected(quick: Desk) -> None:
    one = Allowance.accepted(quick, relative="jb3").signed()
    one.post()
    one.object()
    assert not any(secret in str(one.notice("jb3")) for secret in NAMES)
    assert [(o["name"], o["content"]) for o in one.notice("jb2")["objections"]] == [NAMES]


def test_notices_are_listed_by_area_and_state(desk: Desk) -> None:
    one = on_notice(desk)
    office = desk.office

    def listed(login: str, **filters: str) -> list[str]:
        found = notices.list_notices(office, desk.who(login), filters=filters)
        return [item["id"] for item in found["items"]]

    everybody = ("jb1", "ck1", "fzr", "zg", "sh", "qr", "ld")
    assert [listed(login) for login in everybody] == [[one.notice_id]] * len(everybody)
    assert listed("jbx") == listed("zg2") == []
    assert listed("jb1", state="posted", area="130399100", case_no=one.no) == [one.notice_id]
    assert listed("jb1", area="130399100201") == [one.notice_id]
    assert listed("jb1", state="ended") == listed("jb1", area="130399101") == []
    with desk.refused("E_BAD_REQUEST"):
        listed("jb1", colour="red")
    with desk.refused("E_PURPOSE"):
        listed("sjj")
    page = notices.list_notices(office, desk.who("ld"))["items"][0]
    assert page["public"]["name"] == "示某"


def test_the_head_who_heard_of_an_objection_cannot_send_up(quick: Desk) -> None:
    one = on_notice(quick)
    task_id = quick.claim("fzr", one.no, "send_up")
    one.object()
    by = quick.who("fzr")
    with quick.refused("E_STATE"):
        inbox.complete_task(quick.office, by, task_id, outcome="sent", forms={"sendup": {"pages": 1}})


def test_a_case_that_ends_leaves_no_notice_hanging(desk: Desk) -> None:
    one = on_notice(desk)
    assert [row["name"] for row in notices.public_notices(desk.office)["items"]] == ["示例甲"]
    desk.withdraw(one.no)
    shown = one.notice()
    assert (shown["state"], shown["removed_at"]) == ("removed", desk.office.now())
    assert notices.public_notices(desk.office)["items"] == []
    desk.proved()
