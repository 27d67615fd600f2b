"""What follows what: the shipped diagrams run on the engine, step by step, without a database."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest

from engine.expressions import Value
from engine.runtime import (
    Advance,
    Context,
    Definition,
    NotWaiting,
    complete,
    finish_call,
    parse,
    send,
    start,
    wake,
)

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DUE = MORNING + timedelta(days=3)


class Walk:
    """One instance and the facts of its case; each call is one command."""

    def __init__(self, key: str, **facts: Value) -> None:
        self.definition: Definition = parse((files("processes") / key / "process.bpmn").read_bytes())
        self.facts: dict[str, Value] = {"returns": 0, "aid_process": "dibao-r2021", **facts}
        self.called: list[str] = []
        self.reminded = 0
        self.at: Advance = self.keep(start(self.definition, self.context()))

    def context(self, outcome: str | None = None, now: datetime = MORNING) -> Context:
        return Context(
            now=now,
            facts=self.facts,
            outcome=outcome,
            functions={"limit_end": lambda row: DUE if row == "L12" else MORNING},
            operations={"remind_supervisor": self.remind},
            seed="instance-1",
        )

    def remind(self, _inputs: object) -> dict[str, Value]:
        self.reminded += 1
        return {}

    def keep(self, advance: Advance) -> Advance:
        self.at = advance
        self.called += [call.called for call in advance.started]
        return advance

    @property
    def open(self) -> list[str]:
        return sorted(task.node.step or "" for task in self.at.open_tasks)

    def do(self, step: str, outcome: str) -> list[str]:
        task = next(task for task in self.at.open_tasks if task.node.step == step)
        self.keep(complete(self.definition, self.at.state, task.id, self.context(outcome)))
        return self.open

    def send(self, message: str) -> list[str]:
        self.keep(send(self.definition, self.at.state, message, self.context()))
        return self.open

    def wake(self, now: datetime) -> list[str]:
        self.keep(wake(self.definition, self.at.state, self.context(now=now)))
        return self.open

    def finish(self) -> list[str]:
        call = self.at.calls[0]
        self.keep(finish_call(self.definition, self.at.state, call.task_id, self.context()))
        return self.open


def window_to(step: str) -> Walk:
    walk = Walk("one-window")
    for done, outcome in (("check_papers", "complete"), ("accept", "accepted"), ("relatives", "done")):
        if walk.open == [step]:
            break
        walk.do(done, outcome)
    return walk


def test_an_application_is_checked_first() -> None:
    assert Walk("one-window").open == ["check_papers"]


def test_papers_may_be_missing_more_than_once_and_the_wait_never_ends_by_itself() -> None:
    walk = Walk("one-window")
    for _ in range(3):
        assert walk.do("check_papers", "incomplete") == ["receive_papers"]
        assert walk.at.timers == ()
        assert walk.do("receive_papers", "received") == ["check_papers"]
    assert walk.do("check_papers", "complete") == ["accept"]


@pytest.mark.parametrize(
    ("step", "outcome"), [("check_papers", "not_ours"), ("accept", "refused_acceptance")]
)
def test_not_accepting_ends_the_case(step: str, outcome: str) -> None:
    walk = window_to(step)
    assert walk.do(step, outcome) == []
    assert walk.at.ended


def test_relatives_are_checked_between_acceptance_and_dispatch() -> None:
    walk = window_to("accept")
    assert walk.do("accept", "accepted") == ["relatives"]
    assert walk.do("relatives", "done") == ["dispatch"]


def test_the_township_handles_by_the_process_of_aid_and_regime() -> None:
    walk = window_to("dispatch")
    assert walk.do("dispatch", "own") == []
    assert walk.called == ["dibao-r2021"]
    assert walk.finish() == ["close_case"]
    assert walk.do("close_case", "closed") == []
    assert walk.at.success


def test_another_authority_gets_the_case_by_handover() -> None:
    walk = window_to("dispatch")
    walk.do("dispatch", "transfer")
    assert walk.called == ["handover-transfer"]
    assert walk.finish() == ["close_case"]


def test_a_handover_runs_from_sending_to_filing() -> None:
    walk = Walk("handover-transfer")
    order = ["transfer_sign", "transfer_handle", "transfer_feedback", "transfer_tell", "transfer_file"]
    outcomes = ["sent", "signed", "resulted", "fed_back", "told", "filed"]
    step = "transfer_send"
    for following, outcome in zip([*order, ""], outcomes, strict=True):
        assert walk.do(step, outcome) == ([following] if following else [])
        step = following
    assert walk.at.ended


def test_only_the_third_return_goes_to_the_county() -> None:
    walk = Walk("handover-transfer")
    for number in (1, 2):
        walk.do("transfer_send", "sent")
        walk.facts["returns"] = number
        assert walk.do("transfer_sign", "returned") == ["transfer_send"]
    walk.do("transfer_send", "sent")
    walk.facts["returns"] = 3
    assert walk.do("transfer_sign", "returned") == ["name_unit"]
    assert walk.do("name_unit", "named") == ["transfer_sign"]


def test_a_recall_takes_the_letter_back_as_often_as_it_was_sent() -> None:
    walk = Walk("handover-transfer")
    for _ in range(2):
        walk.do("transfer_send", "sent")
        assert walk.send("recall") == ["transfer_send"]
        assert [passed.node.moment for passed in walk.at.passed if passed.node.moment] == ["recalled"]


def test_after_signing_nothing_can_be_recalled() -> None:
    walk = Walk("handover-transfer")
    walk.do("transfer_send", "sent")
    walk.do("transfer_sign", "signed")
    with pytest.raises(NotWaiting):
        walk.send("recall")


def test_a_slip_is_answered_checked_and_closed() -> None:
    walk = Walk("supervise")
    assert walk.open == ["urge_reply"]
    assert walk.do("urge_reply", "replied") == ["urge_check"]
    assert walk.do("urge_check", "redo") == ["urge_reply"]
    walk.do("urge_reply", "replied")
    assert walk.do("urge_check", "passed") == ["urge_close"]
    walk.do("urge_close", "closed")
    assert walk.at.ended


def test_an_unanswered_slip_reminds_the_supervisor_and_decides_nothing() -> None:
    walk = Walk("supervise")
    assert [timer.due_at for timer in walk.at.timers] == [DUE]
    assert walk.wake(DUE - timedelta(seconds=1)) == ["urge_reply"]
    assert walk.reminded == 0
    assert walk.wake(DUE) == ["urge_reply"]
    assert walk.reminded == 1
    walk.do("urge_reply", "replied")
    walk.do("urge_check", "passed")
    walk.do("urge_close", "closed")
    assert walk.at.ended


def test_an_answer_in_time_ends_the_waiting_reminder() -> None:
    walk = Walk("supervise")
    walk.do("urge_reply", "replied")
    assert walk.at.timers == ()
