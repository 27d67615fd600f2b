"""重演: after whatever people do, in whatever order, the chains are whole and replay builds the same cases."""

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from casework import (
    attachments,
    calendars,
    extensions,
    handover,
    inbox,
    incidents,
    intake,
    retrying,
    slips,
    sweep,
)
from engine.errors import Refused
from engine.limits import Day
from tests.casework.desk import LETTER, PNG, Desk
from tests.casework.township import publish

UNITS = ("jy", "rs", "zj")


def _by_age(value: Any) -> tuple[str, ...]:
    """Ids are drawn at random; a seed repeats a walk only if it chooses by what the walk itself has made."""
    return tuple(
        str(getattr(value, name, "")) for name in ("case_no", "no", "created_at", "at", "asked_at", "step")
    )


class Crowd:
    """People who do something at random; what is refused is refused, and nothing of it may stay."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.chance = desk, random.Random(seed)
        publish(desk.office)
        self.done: list[str] = []
        self.acts: tuple[Callable[[], Any], ...] = (
            *[self.do_a_task] * 12,
            *[self.act_on_a_handover] * 10,
            self.apply,
            self.apply_as_draft,
            self.hold_a_task,
            self.release_a_task,
            self.assign_a_task,
            self.correct,
            self.withdraw,
            self.begin_a_handover,
            self.urge,
            self.answer_a_slip,
            self.answer_a_slip,
            self.ask_for_time,
            self.decide_on_time,
            self.change_the_calendar,
            self.replace_a_file,
            self.retry_or_give_up,
            self.let_time_pass,
            self.let_time_pass,
        )

    def walk(self, steps: int) -> None:
        for _ in range(steps):
            act = self.chance.choice(self.acts)
            with suppress(Refused):
                act()
                self.done.append(act.__name__)

    def one(self, noun: str, **same: Any) -> Any:
        """One stored value, or a refusal where there is none."""
        with self.desk.office.store.read() as work:
            repository = getattr(work, noun)
            where = [repository.table.c[name].in_(value) for name, value in same.items()]
            found = repository.find(*where, order=list(repository.table.primary_key.columns))
        if not found:
            raise Refused(why="nothing there")
        found.sort(key=_by_age)
        return self.chance.choice(found)

    def apply(self) -> None:
        self.desk.open(self.chance.choice(("ck1", "zg")), aid=self.chance.choice(("310", "320", "330")))

    def apply_as_draft(self) -> None:
        key = self.desk.open(draft=True)
        if self.chance.random() < 0.7:
            intake.submit_case(self.desk.office, self.desk.who("ck2"), key)

    def do_a_task(self) -> None:
        task = self.one("tasks", state=("ready", "claimed"))
        login = task.holder or self.member(task.group)
        by, office = self.desk.who(login), self.desk.office
        inbox.claim_task(office, by, task.id)
        outcome, forms = self.answer(task)
        inbox.complete_task(office, by, task.id, outcome=outcome, forms=forms, reason="示例")

    def member(self, group: str) -> str:
        members = {
            "window": ("ck1", "ck2"),
            "investigator": ("jb1", "jb2"),
            "supervisor": ("db",),
            "county_review": ("sh", "sh2"),
            "department": (f"bm-{group.split('@')[1]}",),
        }
        return self.chance.choice(members[group.split("@")[0]])

    def answer(self, task: Any) -> tuple[str, dict[str, Any]]:
        now, unit = self.desk.office.now().isoformat(), self.chance.choice(UNITS)
        notice = {"items": [{"material": "示例"}], "ground": "示例", "sent_at": now, "sent_how": "hand"}
        second = {**notice, "second_reason": "示例"}
        ways: dict[str, list[tuple[str, dict[str, Any]]]] = {
            "check_papers": [("complete", {})] * 4
            + [("incomplete", {"F06a": notice}), ("incomplete", {"F06a": second})]
            + [("not_ours", {"F06c": {"ground": "示例：不属本窗口受理范围", "unit": "示例"}})],
            "receive_papers": [("received", {"F06d": {"received_at": now}})],
            "accept": [("accepted", {"F06b": {"accepted_at": now}})],
            "relatives": [("done", {"F07": {"declared": False, "signature": self.desk.file()}})],
            "dispatch": [("transfer", {"dispatch": {"unit": unit}})] * 5 + [("own", {})],
            "transfer_send": [("sent", {"F15": {"kind": "transfer", "unit": unit, **LETTER}})],
            "transfer_sign": [
                ("signed", {}),
                ("returned", {"F16": {"return_reason": "示例", "proposed_unit": unit}}),
            ],
            "name_unit": [("named", {"name_unit": {"unit": unit, "reason": "示例"}})],
            "transfer_handle": [
                ("resulted", {"F16": {"result": "partly", "text": "示例", "amount": "10.50"}})
            ],
            "transfer_feedback": [("fed_back", {"F16": {"text": "示例"}})],
            "transfer_tell": [("told", {"F17": {"told_at": now, "how": "sms", "by": "ck1"}})],
            "transfer_file": [("filed", {})],
            "escort": [("arrived", {})],
            "close_case": [("closed", {})],
            "urge_reply": [("replied", {"reply": {"text": "示例"}})],
            "urge_check": [("passed", {}), ("redo", {})],
            "urge_close": [("closed", {})],
        }
        return self.chance.choice(ways[task.step])

    def act_on_a_handover(self) -> None:
        row = self.one(
            "handovers", state=("drafted", "sent", "returned", "signed", "resulted", "fed_back", "told")
        )
        act = self.chance.choice(
            {"sent": ("sign", "sign", "return", "recall")}.get(
                row.state, ("send", "result", "feed-back", "file")
            )
        )
        bodies: dict[str, dict[str, Any]] = {
            "send": {**LETTER, "unit": self.chance.choice(UNITS)},
            "recall": {"reason": "示例"},
            "return": {"return_reason": "示例", "proposed_unit": "rs"},
            "result": {"result": "given", "text": "示例"},
            "feed-back": {"text": "示例"},
        }
        login = "ck1" if act in ("send", "recall", "file") else f"bm-{row.unit}"
        handover.act(self.desk.office, self.desk.who(login), row.id, act, bodies.get(act, {}))

    def hold_a_task(self) -> None:
        task = self.one("tasks", state=("ready", "claimed"))
        by = self.desk.who(self.member(task.group))
        inbox.claim_task(self.desk.office, by, task.id)
        inbox.save_draft(self.desk.office, by, task.id, {"F01": "示例"})

    def release_a_task(self) -> None:
        task = self.one("tasks", state=("claimed",))
        inbox.release_task(self.desk.office, self.desk.who(task.holder), task.id, reason="示例")

    def assign_a_task(self) -> None:
        task = self.one("tasks", state=("ready", "claimed"))
        inbox.assign_task(
            self.desk.office, self.desk.who("fzr"), task.id, to=self.member(task.group), reason="示例"
        )

    def correct(self) -> None:
        case = self.one("cases")
        fields = self.desk.f01(
            case.aid, apply_on=str(case.applied_on), head_name=f"示例{self.chance.choice('甲乙丙')}"
        )
        intake.correct_case(
            self.desk.office, self.desk.who("ck1"), case.no or "x", form="F01", data=fields, reason="示例"
        )

    def withdraw(self) -> None:
        if self.chance.random() < 0.3:
            self.desk.withdraw(self.one("cases").no or "x")

    def begin_a_handover(self) -> None:
        case, unit = self.one("cases"), self.chance.choice(UNITS)
        form = LETTER if self.chance.random() < 0.5 else None
        handover.start_handover(
            self.desk.office, self.desk.who("ck2"), case.no or "x", kind="transfer", unit=unit, form=form
        )

    def urge(self) -> None:
        task = self.one("tasks", state=("ready", "claimed"))
        slips.issue(self.desk.office, self.desk.who("db"), task.case_no, task_id=task.id, text="示例")

    def answer_a_slip(self) -> None:
        slip, office = self.one("slips", state=("issued", "replied", "redo", "passed")), self.desk.office
        if slip.state in ("issued", "redo"):
            slips.reply(
                office, self.desk.who(slip.to_login or self.member(slip.to_group)), slip.id, text="示例"
            )
        elif slip.state == "passed":
            slips.close(office, self.desk.who("db"), slip.id)
        else:
            outcome = self.chance.choice(("passed", "redo"))
            slips.check(office, self.desk.who("db"), slip.id, outcome=outcome, reason="示例")

    def ask_for_time(self) -> None:
        row = self.one("handovers", state=("signed",))
        by, n = self.desk.who(f"bm-{row.unit}"), self.chance.choice((None, 3))
        extensions.ask(self.desk.office, by, row.case_no, row="L06", reason="示例：需要更多时间核实", n=n)

    def decide_on_time(self) -> None:
        asked = self.one("extensions", state=("asked",))
        with self.desk.office.store.read() as work:
            no = work.cases.get(asked.case_id).no or "x"
        decide = self.chance.choice((extensions.approve, extensions.refuse))
        decide(self.desk.office, self.desk.who("db"), no, asked.id)

    def change_the_calendar(self) -> None:
        day = self.desk.office.now().date().replace(day=self.chance.randint(1, 28))
        days = [Day(date=day, is_workday=self.chance.random() < 0.5, name="示例", source="示例")]
        calendars.load(self.desk.office, self.desk.who("xt"), days)

    def replace_a_file(self) -> None:
        file = self.one("attachments")
        attachments.replace(
            self.desk.office, self.desk.who("ck1"), file.id, name="b.png", content=PNG, reason="示例"
        )

    def retry_or_give_up(self) -> None:
        incident = self.one("incidents", state=("open",))
        if self.chance.random() < 0.5:
            incidents.cancel(self.desk.office, self.desk.who("fzr"), incident.id, reason="示例")
        else:
            facts = {"distance": 3} if self.chance.random() < 0.5 else None
            retrying.retry(self.desk.office, self.desk.who("fzr"), incident.id, facts=facts, reason="示例")

    def let_time_pass(self) -> None:
        self.desk.office.clock.forward(hours=self.chance.choice((1, 20, 50)))  # type: ignore[attr-defined]
        sweep.sweep_all(self.desk.office)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_people_do_can_be_proved_and_built_again(desk: Desk, seed: int) -> None:
    crowd = Crowd(desk, seed)
    for _ in range(3):
        desk.open()
    crowd.walk(90)
    assert len(crowd.done) > 30
    desk.proved()


def test_the_walks_reach_every_act(quick: Desk) -> None:
    crowd = Crowd(quick, 11)
    for _ in range(4):
        quick.open()
    crowd.walk(300)
    assert {act.__name__ for act in crowd.acts} - set(crowd.done) == set()
    quick.proved()
