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

    def __init__(self, key: str, /, **facts: Value) -> None:
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
            functions={"limit_end": lambda row: DUE if row in ("L12", "notice_1") else MORNING},
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

    @property
    def calls(self) -> list[str]:
        return sorted(call.called for call in self.at.calls)

    def finish(self, called: str | None = None) -> list[str]:
        call = next(call for call in self.at.calls if called in (None, call.called))
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


def investigating() -> Walk:
    walk = Walk("dibao-r2021", contested=False, key=False, suggested=None, county_visit=None)
    walk.do("start_investigation", "started")
    return walk


def to_opinion(suggested: str = "agree") -> Walk:
    walk = investigating()
    walk.finish("check")
    walk.finish("visit")
    walk.do("end_investigation", "ended")
    walk.facts["suggested"] = suggested
    return walk


def to_county(**facts: Value) -> Walk:
    walk = to_opinion("disagree")
    walk.facts.update(facts)
    for step, outcome in (("opinion", "drafted"), ("sign_opinion", "signed"), ("send_up", "sent")):
        walk.do(step, outcome)
    walk.do("county_receive", "received")
    return walk


def test_check_and_visit_run_beside_each_other_and_both_end_before_the_investigation() -> None:
    walk = investigating()
    assert walk.calls == ["check", "visit"]
    assert walk.finish("visit") == []
    assert walk.finish("check") == ["end_investigation"]


@pytest.mark.parametrize(("contested", "calls"), [(True, ["democratic-review"]), (False, [])])
def test_only_what_is_contested_goes_to_a_meeting(contested: bool, calls: list[str]) -> None:
    walk = investigating()
    walk.finish("check")
    walk.finish("visit")
    walk.facts["contested"] = contested
    assert walk.do("end_investigation", "ended") == ([] if contested else ["opinion"])
    assert walk.calls == calls
    if contested:
        assert walk.finish("democratic-review") == ["opinion"]


def test_an_opinion_is_signed_or_given_back_as_often_as_need_be() -> None:
    walk = to_opinion()
    for _ in range(2):
        walk.do("opinion", "drafted")
        assert walk.do("sign_opinion", "back") == ["opinion"]
    walk.do("opinion", "drafted")
    assert walk.do("sign_opinion", "signed") == []
    assert walk.calls == ["notice"]


def test_what_hangs_may_be_sent_up_and_an_objection_takes_the_step_away() -> None:
    walk = to_opinion()
    walk.do("opinion", "drafted")
    walk.do("sign_opinion", "signed")
    for _ in range(2):
        assert walk.send("may_send_up") == ["send_up"]
        assert walk.send("objection") == []
        assert walk.calls == ["notice"]
    walk.send("may_send_up")
    assert walk.do("send_up", "sent") == ["county_receive"]
    assert walk.finish("notice") == ["county_receive"]


def test_an_opinion_against_the_household_is_sent_up_without_a_notice() -> None:
    walk = to_opinion("disagree")
    walk.do("opinion", "drafted")
    assert walk.do("sign_opinion", "signed") == ["send_up"]
    assert walk.calls == []


def test_the_county_gives_back_to_the_township_and_the_decision_to_the_review() -> None:
    walk = to_county()
    assert walk.do("county_review", "back") == ["opinion"]
    walk = to_county()
    assert walk.do("county_review", "disagree") == ["confirm"]
    assert walk.do("confirm", "back") == ["county_review"]


def test_a_key_case_is_visited_beside_the_decision_and_anew_when_it_is_given_back() -> None:
    walk = to_county(key=True)
    assert walk.do("county_review", "agree") == ["confirm", "county_visit"]
    assert walk.send("confirm_back") == ["confirm"]
    assert walk.do("confirm", "back") == ["county_review"]
    assert walk.do("county_review", "agree") == ["confirm", "county_visit"]
    walk.facts["county_visit"] = "visited"
    assert walk.do("county_visit", "visited") == ["confirm"]
    walk.do("confirm", "back")
    assert walk.do("county_review", "agree") == ["confirm"]


def test_a_refusal_is_served_and_ends() -> None:
    walk = to_county()
    walk.do("county_review", "disagree")
    assert walk.do("confirm", "refuse") == []
    assert walk.calls == ["refusal"]
    walk.finish("refusal")
    assert walk.at.ended


def test_a_grant_is_served_then_published_and_entered_in_any_order() -> None:
    walk = to_county()
    walk.do("county_review", "agree")
    assert walk.do("confirm", "grant") == ["serve"]
    assert walk.do("serve", "served") == ["certificate", "ledger", "publish_list", "roster"]
    for step, outcome in (("roster", "done"), ("certificate", "issued"), ("publish_list", "done")):
        assert step not in walk.do(step, outcome)
    walk.do("ledger", "done")
    assert walk.at.success


def posted() -> Walk:
    walk = Walk("notice", suggested="agree")
    assert walk.do("notice_1_post", "posted") == ["notice_1_close"]
    return walk


def test_a_notice_ends_when_it_is_over_and_taken_down_in_either_order() -> None:
    walk = posted()
    assert [timer.due_at for timer in walk.at.timers] == [DUE]
    assert walk.wake(DUE) == ["notice_1_close"]
    assert [passed.node.moment for passed in walk.at.passed if passed.node.moment] == ["notice_1_ended"]
    walk.do("notice_1_close", "ended")
    assert walk.at.ended
    walk = posted()
    assert walk.do("notice_1_close", "ended") == []
    assert not walk.at.ended
    walk.wake(DUE)
    assert walk.at.ended


def test_an_objection_stops_the_notice_and_its_clock() -> None:
    walk = posted()
    assert walk.send("objection") == ["reinvestigate"]
    assert walk.at.timers == ()
    assert walk.do("reinvestigate", "dismissed") == ["notice_1_post"]


def test_an_upheld_objection_is_signed_anew_and_posted_unless_the_opinion_has_turned() -> None:
    walk = posted()
    walk.send("objection")
    assert walk.do("reinvestigate", "upheld") == ["sign_opinion"]
    assert walk.do("sign_opinion", "back") == ["reinvestigate"]
    walk.do("reinvestigate", "upheld")
    assert walk.do("sign_opinion", "signed") == ["notice_1_post"]
    walk.do("notice_1_post", "posted")
    walk.send("objection")
    walk.do("reinvestigate", "upheld")
    walk.facts["suggested"] = "disagree"
    assert walk.do("sign_opinion", "signed") == []
    assert walk.at.ended


def test_a_notice_gives_way_to_a_new_one() -> None:
    walk = posted()
    assert walk.send("notice_replaced") == []
    assert walk.at.ended
    assert walk.at.timers == ()


def checked(conclusion: str, answer: str | None = None) -> Walk:
    walk = Walk("check", check_conclusion=None, check_answer=answer)
    walk.do("check_request", "requested")
    walk.facts["check_conclusion"] = conclusion
    walk.do("check_report", "reported")
    return walk


@pytest.mark.parametrize(
    ("conclusion", "answer", "following"),
    [
        ("meets", None, []),
        ("fails", None, ["check_rebut"]),
        ("pending", None, ["check_rebut"]),
        ("fails", "rebutted", ["check_rebut"]),
        ("pending", "rebutted", []),
    ],
)
def test_what_is_not_met_or_not_clear_is_told_to_the_applicant(
    conclusion: str, answer: str | None, following: list[str]
) -> None:
    walk = checked(conclusion, answer)
    assert walk.open == following
    assert walk.at.ended == (following == [])


def test_an_explanation_is_checked_and_none_ends_the_check() -> None:
    assert checked("fails").do("check_rebut", "rebutted") == ["check_request"]
    walk = checked("fails")
    walk.do("check_rebut", "no_answer")
    assert walk.at.ended


def test_a_referral_needs_consent_and_may_be_taken_declined_or_recalled() -> None:
    walk = Walk("handover-refer")
    assert walk.open == ["refer_consent"]
    assert walk.do("refer_consent", "consented") == ["refer_send"]
    walk.do("refer_send", "sent")
    assert walk.send("recall") == ["refer_send"]
    assert walk.do("refer_send", "sent") == ["refer_answer"]
    assert walk.do("refer_answer", "taken") == ["refer_feedback"]
    assert walk.do("refer_feedback", "fed_back") == ["refer_tell"]
    assert walk.do("refer_tell", "told") == ["refer_file"]
    walk.do("refer_file", "filed")
    assert walk.at.ended
    walk = Walk("handover-refer")
    walk.do("refer_consent", "consented")
    walk.do("refer_send", "sent")
    assert walk.do("refer_answer", "declined") == ["refer_tell"]


@pytest.mark.parametrize(
    ("key", "step", "outcome"),
    [
        ("visit", "visit", "visited"),
        ("democratic-review", "review_meeting", "held"),
        ("refusal", "serve", "served"),
    ],
)
def test_a_piece_of_one_step_ends_with_it(key: str, step: str, outcome: str) -> None:
    walk = Walk(key)
    assert walk.open == [step]
    walk.do(step, outcome)
    assert walk.at.ended
