"""One command, one transaction, one event: keys, revisions, the clock, and what a crash leaves."""

from datetime import UTC, datetime, timedelta

import pytest

from assistance.people import OnceKey
from casework import calendars, cases, inbox, incidents, intake, people
from casework.incidents import IncidentFiled
from casework.office import Replayed
from engine.errors import KeyReused
from tests.casework.desk import TOWN, Desk
from tests.casework.test_calendars import FRIDAY_OFF
from tests.casework.test_incidents import OWN, stuck

MACHINE = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def key(body: str = "b", name: str = "k-1", route: str = "POST /tasks/x/claim") -> OnceKey:
    return OnceKey(route=route, key=name, body=body)


def test_the_same_key_and_body_gets_the_stored_answer_and_changes_nothing(desk: Desk) -> None:
    forms = {"F01": desk.f01()}
    by = desk.who("ck1", once=key())
    first = intake.open_case(desk.office, by, aid="310", area=TOWN, forms=forms)
    before = desk.everything()
    with pytest.raises(Replayed) as again:
        intake.open_case(desk.office, by, aid="310", area=TOWN, forms=forms)
    assert (again.value.answer["no"], again.value.status) == (first["no"], 201)
    assert desk.everything() == before
    with pytest.raises(KeyReused):
        intake.open_case(desk.office, desk.who("ck1", once=key("other")), aid="310", area=TOWN, forms=forms)


def test_a_key_is_its_persons_and_its_routes(desk: Desk) -> None:
    for login, once in (
        ("ck1", key()),
        ("ck2", key()),
        ("ck1", key(name="k-2")),
        ("ck1", key(route="POST /cases")),
    ):
        case = intake.open_case(
            desk.office, desk.who(login, once=once), aid="310", area=TOWN, forms={"F01": desk.f01()}
        )
        assert case["no"]


def test_the_answer_under_a_key_lies_encrypted(desk: Desk) -> None:
    by = desk.who("ck1", once=key())
    intake.open_case(desk.office, by, aid="310", area=TOWN, forms={"F01": desk.f01()})
    [row] = desk.everything()["idempotency_key"]
    assert "示例甲".encode() not in bytes(row[-1])


def test_a_key_is_free_again_after_a_day_of_the_machine(desk: Desk) -> None:
    at = [MACHINE]
    desk.office.machine = lambda: at[0]
    by = desk.who("ck1", once=key())
    first = intake.open_case(desk.office, by, aid="310", area=TOWN, forms={"F01": desk.f01()})
    at[0] = MACHINE + timedelta(hours=23, minutes=59)
    with pytest.raises(Replayed):
        intake.open_case(desk.office, by, aid="310", area=TOWN, forms={"F01": desk.f01()})
    at[0] = MACHINE + timedelta(hours=24)
    second = intake.open_case(desk.office, by, aid="310", area=TOWN, forms={"F01": desk.f01()})
    assert first["no"] != second["no"]


def test_a_refused_command_leaves_its_key_free(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.claim("ck1", no, "check_papers")
    by = desk.who("ck1", once=key())
    with desk.refused("E_CHOICE"):
        inbox.complete_task(desk.office, by, task_id, outcome="nonsense", forms={})
    assert (
        inbox.complete_task(desk.office, by, task_id, outcome="complete", forms={})["task"]["state"] == "done"
    )


def test_an_incident_is_no_answer_under_the_key_of_the_command_that_failed(desk: Desk) -> None:
    _, task_id = stuck(desk)
    by = desk.who("ck1", once=key())
    with pytest.raises(IncidentFiled) as caught:
        inbox.complete_task(desk.office, by, task_id, **OWN)
    assert desk.everything()["idempotency_key"] == []
    incidents.cancel(desk.office, desk.who("fzr"), caught.value.facts["incident"], reason="改为转办")
    answer = inbox.complete_task(desk.office, by, task_id, outcome="transfer", forms={"dispatch": {}})
    assert answer["task"]["state"] == "done"


def test_a_second_claim_without_effect_is_answered_under_its_key_too(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.claim("ck1", no, "check_papers")
    by = desk.who("ck1", once=key())
    inbox.claim_task(desk.office, by, task_id)
    with pytest.raises(Replayed):
        inbox.claim_task(desk.office, by, task_id)


def test_a_stale_revision_is_refused_and_the_present_one_is_taken(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.task(no, "check_papers")
    with desk.refused("E_REVISION"):
        inbox.claim_task(desk.office, desk.who("ck1", if_match=2), task_id)
    held = inbox.claim_task(desk.office, desk.who("ck1", if_match=1), task_id)
    assert held["revision"] == 2
    with desk.refused("E_REVISION"):
        inbox.save_draft(desk.office, desk.who("ck1", if_match=1), task_id, {})
    with desk.refused("E_REVISION"):
        inbox.complete_task(desk.office, desk.who("ck1", if_match=1), task_id, outcome="complete", forms={})
    revision = desk.case(no)["revision"]
    done = inbox.complete_task(
        desk.office, desk.who("ck1", if_match=2), task_id, outcome="complete", forms={}
    )
    assert done["case"]["revision"] == revision + 1 == desk.case(no)["revision"]
    with desk.refused("E_REVISION"):
        desk_withdraw(desk, no, revision)


def desk_withdraw(desk: Desk, no: str, revision: int) -> None:
    by, on = desk.who("ck1", if_match=revision), desk.office.now().date()
    intake.withdraw_case(desk.office, by, no, reason="不要了", signed_on=on, signature="x")


def test_a_clock_before_the_cases_last_event_stops_its_commands_and_no_reads(desk: Desk) -> None:
    no, handover_id = desk.sent()
    task_id = desk.task(no, "transfer_sign")
    desk.at("2026-03-02T08:59:59")
    for act in (
        lambda: desk.act("bm-jy", handover_id, "sign"),
        lambda: desk.act("ck1", handover_id, "recall", reason="写错"),
        lambda: inbox.claim_task(desk.office, desk.who("bm-jy"), task_id),
    ):
        with desk.refused("E_CLOCK"):
            act()
    assert cases.show_case(desk.office, desk.who("ck1"), no)["state"] == "handed_over"
    assert desk.open().endswith("000002")
    desk.at("2026-03-02T09:00")
    assert desk.act("bm-jy", handover_id, "sign")["state"] == "signed"


def test_who_may_not_see_a_case_learns_nothing_from_a_clock_set_back(desk: Desk) -> None:
    no, handover_id = desk.sent()
    desk.at("2026-03-01T09:00")
    for login, code in (("bm-zj", "E_NOT_FOUND"), ("ckx", "E_NOT_FOUND"), ("jb1", "E_FORBIDDEN")):
        with desk.refused(code):
            desk.act(login, handover_id, "sign")
    with desk.refused("E_NOT_FOUND"):
        desk_withdraw_as(desk, "ckx", no)


def desk_withdraw_as(desk: Desk, login: str, no: str) -> None:
    on = desk.office.now().date()
    intake.withdraw_case(desk.office, desk.who(login), no, reason="x", signed_on=on, signature="x")


def test_a_bug_in_the_middle_of_a_command_leaves_nothing(desk: Desk) -> None:
    before = desk.everything()

    def broken() -> None:
        with desk.office.command("person.add", desk.who("xt"), {}) as command:
            people.add_person(command, login="ck9", name="示例", password="x", grants=[])
            command.new_id()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert desk.everything() == before


def test_every_command_leaves_exactly_one_event_with_who_when_and_by_which_calendar(desk: Desk) -> None:
    counts = []
    for act in (
        desk.open,
        lambda: desk.claim("ck1", f"{TOWN}-2026-000001", "check_papers"),
        lambda: calendars.load(desk.office, desk.who("xt"), [FRIDAY_OFF]),
    ):
        before = len(desk.everything()["event"])
        act()
        counts.append(len(desk.everything()["event"]) - before)
    assert counts == [2, 1, 1]  # an application comes with its signature's file
    with desk.office.store.read() as work:
        last = work.events.find(work.events.table.c.command == "task.claim")[0]
    assert (last.by, last.role, last.at, last.versions) == (
        "ck1",
        "window",
        desk.office.now(),
        {"calendar": 1},
    )
