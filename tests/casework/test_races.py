"""Two at once: one wins, the other reads why; nobody's work is lost and no chain forks."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from assistance.people import OnceKey
from casework import attachments, audit, calendars, inbox, intake
from casework.office import Replayed
from engine.errors import Refused
from gateways.clock import machine
from tests.casework.desk import PNG, TOWN, Desk
from tests.casework.test_calendars import FRIDAY_OFF, SATURDAY_ON


def together(*acts: Callable[[], Any]) -> list[str]:
    """Do all at the same moment; `ok` or the code of each refusal."""
    start, answers = threading.Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            act()
            answers[place] = "ok"
        except Refused as refusal:
            answers[place] = refusal.code
        except Replayed:
            answers[place] = "again"

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def claiming(desk: Desk, login: str, task_id: str) -> Callable[[], Any]:
    by = desk.who(login)
    return lambda: inbox.claim_task(desk.office, by, task_id)


def acting(desk: Desk, login: str, handover_id: str, act: str, **body: str) -> Callable[[], Any]:
    return lambda: desk.act(login, handover_id, act, **body)


def completing(desk: Desk, login: str, task_id: str) -> Callable[[], Any]:
    by = desk.who(login)
    return lambda: inbox.complete_task(desk.office, by, task_id, outcome="complete", forms={})


def test_of_two_who_claim_at_once_one_wins_and_the_other_reads_who(desk: Desk) -> None:
    desk.office.clock = machine
    for _ in range(6):
        task_id = desk.task(desk.open(), "check_papers")
        answers = together(*(claiming(desk, login, task_id) for login in ("ck1", "ck2", "ck1", "ck2")))
        assert Counter(answers) == {"ok": 2, "E_TAKEN": 2}
        with desk.office.store.read() as work:
            claims = [
                one
                for one in work.events.find()
                if one.command == "task.claim" and one.given["task"] == task_id
            ]
        assert len(claims) == 1
    desk.proved()


def test_of_two_completions_one_counts(desk: Desk) -> None:
    desk.office.clock = machine
    for _ in range(4):
        no = desk.open()
        task_id = desk.claim("ck1", no, "check_papers")
        answers = together(*(completing(desk, "ck1", task_id) for _ in range(3)))
        assert Counter(answers) == {"ok": 1, "E_STATE": 2}
        assert desk.steps(no) == ["accept"]
    desk.proved()


def test_signing_and_recalling_at_once_leaves_one_of_both(desk: Desk) -> None:
    for _ in range(4):
        no, handover_id = desk.sent()
        answers = together(
            acting(desk, "bm-jy", handover_id, "sign"),
            acting(desk, "ck1", handover_id, "recall", reason="写错"),
        )
        assert answers in (["ok", "E_SIGNED"], ["E_STATE", "ok"], ["E_NOT_FOUND", "ok"])
        assert desk.steps(no) == (["transfer_handle"] if answers[0] == "ok" else ["transfer_send"])
    desk.proved()


def test_numbers_stay_without_gap_when_many_apply_at_once(desk: Desk) -> None:
    signatures = [desk.file() for _ in range(8)]
    by = desk.who("ck1")

    def apply(signature: str) -> Callable[[], Any]:
        forms = {"F01": desk.f01(signature=signature)}
        return lambda: intake.open_case(desk.office, by, aid="310", area=TOWN, forms=forms)

    assert together(*map(apply, signatures)) == ["ok"] * 8
    with desk.office.store.read() as work:
        numbers = sorted(str(case.no) for case in work.cases.find())
    assert numbers == [f"{TOWN}-2026-{n:06d}" for n in range(1, 9)]
    desk.proved()


def test_one_key_is_answered_once_however_often_it_comes_at_once(desk: Desk) -> None:
    signature = desk.file()
    forms = {"F01": desk.f01(signature=signature)}
    by = desk.who("ck1", once=OnceKey(route="POST /cases", key="k-1", body="b"))
    answers = together(
        *(lambda: intake.open_case(desk.office, by, aid="310", area=TOWN, forms=forms) for _ in range(4))
    )
    assert Counter(answers) == {"ok": 1, "again": 3}
    with desk.office.store.read() as work:
        assert len(work.cases.find()) == 1


def test_the_houses_chain_does_not_fork(desk: Desk) -> None:
    by = desk.who("ck1")
    answers = together(
        *(lambda: attachments.add(desk.office, by, name="a.png", content=PNG) for _ in range(6))
    )
    assert answers == ["ok"] * 6
    assert audit.verify(desk.office)["ok"]


def test_two_loads_of_the_calendar_follow_each_other(desk: Desk) -> None:
    no, _ = desk.signed()
    by = desk.who("xt")
    answers = together(
        lambda: calendars.load(desk.office, by, [FRIDAY_OFF]),
        lambda: calendars.load(desk.office, by, [SATURDAY_ON]),
    )
    assert answers == ["ok", "ok"]
    days = {one["date"] for one in calendars.show(desk.office, by, 2026)["days"]}
    assert {FRIDAY_OFF.date, SATURDAY_ON.date} <= days
    assert desk.limits(no)["L06"]["calendar_version"] >= 2
    desk.proved()
