"""From the opinion to the grant: amounts worked out by the system, the decision and what follows from it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework import grants, inbox, intake, on_aid
from engine.errors import FormRefused, NotFound
from tests.casework.deciding import Deciding, end_standard, enter_standards, with_standards
from tests.casework.desk import CHILD_ID, COUNTRY, HEAD_ID, OTHER_ID, SPOUSE_ID, Desk
from tests.casework.test_races import together
from web.i18n.refusals import refusal_words

EXTRAS = [{"member": HEAD_ID, "category": "disabled"}, {"member": HEAD_ID, "category": "old"}]


def ready(desk: Desk, **opinion: Any) -> Deciding:
    return Deciding.begun(with_standards(desk)).ready(**opinion)


def test_the_opinion_is_worked_out_when_it_is_drafted(desk: Desk) -> None:
    one = Deciding.begun(with_standards(desk)).investigated()
    one.do("jb1", "opinion", "drafted", {"F12": one.f12(extras=EXTRAS)})
    form = one.form("F12")
    assert (form["per_head"], form["standard"], form["amount"], form["remark"]) == (
        "300.00",
        "600.00",
        "1020.00",
        None,
    )
    values = [line["value"] for line in form["worked"]]
    assert (values[0], values[-1], "900.00" in values) == ("600.00", "1020.00", True)
    assert one.case["amount"] is None
    desk.proved()


@pytest.mark.parametrize("key", ["amount", "per_head", "standard", "worked"])
def test_what_the_system_works_out_cannot_be_handed_in(quick: Desk, key: str) -> None:
    one = Deciding.begun(with_standards(quick)).investigated()
    one.refused(
        "E_COMPUTED", "jb1", "opinion", "drafted", {"F12": one.f12(**{key: "1020.00"})}, path=f"F12.{key}"
    )


def test_without_a_standard_the_amount_stays_empty_and_nothing_is_granted(quick: Desk) -> None:
    one = Deciding.begun(quick).ready()
    form = one.form("F12")
    assert (form["amount"], form["worked"]) == (None, None)
    assert form["remark"] == "没有2022-03-28有效的低保标准"
    refusal = one.refused("E_GATE", "qr", "confirm", "grant", {"F13": one.f13()})
    assert [(gate["key"], gate["detail"]) for gate in refusal.facts["gates"]] == [
        ("amount_computed", "没有算出救助金额：没有2022-03-28有效的低保标准。")
    ]


def test_a_standard_that_has_ended_since_the_opinion_is_no_amount(quick: Desk) -> None:
    one = ready(quick)
    end_standard(quick, date(2022, 4, 1))
    one.refused("E_NO_STANDARD", "qr", "confirm", "grant", {"F13": one.f13()})


def test_the_standard_of_the_day_of_decision_counts(quick: Desk) -> None:
    one = ready(quick)
    end_standard(quick, date(2022, 4, 9))
    enter_standards(quick, ("120", "standard", "700"), since="2022-04-10")
    one.grant()
    assert one.form("F12")["amount"] == "900.00"
    assert one.form("F13")["amount"] == "1200.00"
    assert one.case["amount"] == Decimal("1200.00")
    quick.proved()


def test_a_household_above_the_standard_has_no_amount(quick: Desk) -> None:
    rich = quick.household("120", income="1800.00")
    one = Deciding.begun(with_standards(quick), F03=rich["F03"]).ready()
    assert one.form("F12")["amount"] is None
    assert "不低于标准" in one.form("F12")["remark"]
    one.refused("E_GATE", "qr", "confirm", "grant", {"F13": one.f13()})
    one.refuse()
    assert one.case["result"] == "refused"


def test_a_grant_is_the_case_and_a_row_of_its_own(desk: Desk) -> None:
    one = ready(desk, extras=EXTRAS)
    one.grant()
    case = one.case
    assert (case["state"], case["result"], case["decided"]) == ("granted", "granted", True)
    assert (case["amount"], case["start_month"], case["covered"]) == (Decimal("1020.00"), "2022-05", 3)
    assert (str(case["decided_on"]), case["household_no"]) == ("2022-04-15", "1303991002010001")
    grant = grants.show_grant(desk.office, desk.who("fzr"), case["grant_id"])
    assert (grant["amount"], grant["state"], grant["from_month"]) == (Decimal("1020.00"), "active", "2022-05")
    assert (grant["head"], grant["members"], grant["covered"], grant["category"]) == (
        "示例甲",
        3,
        3,
        ["old", "disabled"],
    )
    assert [row["case_no"] for row in grant["amounts"]] == [one.no]
    assert grant["amounts"][0]["worked"][-1]["value"] == "1020.00"
    assert [row["id_no"] for row in grant["people"]].count("130399********0025") == 1
    assert case["decision_no"] == grant["decision_no"]
    assert (grant["certificate_no"], grant["card_last4"], grant["review"]["colour"]) == (None, None, "none")
    desk.proved()


def test_another_amount_than_the_worked_one_needs_its_reason(quick: Desk) -> None:
    one = ready(quick)
    changed = one.f13(amount_changed="950.00")
    one.refused("E_REQUIRED", "qr", "confirm", "grant", {"F13": changed}, path="F13.amount_reason")
    one.grant(amount_changed="950.00", amount_reason="示例：补差取整")
    assert one.form("F13")["amount"] == "900.00"
    assert one.case["amount"] == Decimal("950.00")


def test_fewer_may_be_covered_than_live_together(quick: Desk) -> None:
    one = ready(quick, covered=[HEAD_ID, CHILD_ID])
    one.grant()
    assert (one.case["covered"], one.case["amount"]) == (2, Decimal("600.00"))
    grant = grants.show_grant(quick.office, quick.who("fzr"), one.case["grant_id"])
    assert [row["covered"] for row in sorted(grant["people"], key=lambda row: row["id_no"])].count(True) == 2


def test_a_refusal_has_no_amount_and_a_whole_letter(desk: Desk) -> None:
    one = ready(desk)
    letter = one.f14()
    del letter["court"]
    refusal = one.refused(
        "E_REFUSAL_LETTER",
        "qr",
        "confirm",
        "refuse",
        {"F13": one.f13("refuse"), "F14": letter},
        path="F14.court",
    )
    assert isinstance(refusal, FormRefused)
    assert [fault.path for fault in refusal.faults] == ["F14.court"]
    whole = one.refused("E_REFUSAL_LETTER", "qr", "confirm", "refuse", {"F13": one.f13("refuse")})
    assert isinstance(whole, FormRefused)
    assert {fault.path for fault in whole.faults} == {
        "F14.facts",
        "F14.ground",
        "F14.reason",
        "F14.review_authority",
        "F14.court",
    }
    one.refuse()
    assert (one.case["state"], one.case["decided"], one.case["amount"], one.case["grant_id"]) == (
        "refused",
        True,
        None,
        None,
    )
    assert one.steps() == ["notice_1_close", "serve"]
    form = {"served_on": desk.today, "served_way": "direct", "receipt": [desk.file("ck2")]}
    one.do("ck2", "serve", "served", {"F14": form})
    served = one.form("F14")
    assert (served["review_until"], served["court_until"]) == ("2022-06-14", "2022-10-17")
    assert served["court"] == "示例区人民法院"
    desk.proved()


def test_after_the_decision_only_closing_steps_are_left(quick: Desk) -> None:
    one = ready(quick)
    one.grant()
    assert one.steps() == ["notice_1_close", "serve"]
    by, signed = quick.who("ck1"), quick.file()
    with quick.refused("E_DECIDED"):
        intake.withdraw_case(
            quick.office,
            by,
            one.no,
            reason="示例：不再需要",
            signed_on=quick.office.now().date(),
            signature=signed,
        )
    one.entered()
    assert one.steps() == ["certificate", "notice_1_close"]
    one.taken_down()
    one.certified()
    assert "close_case" in one.steps()
    one.do("ck2", "close_case", "closed")
    assert (one.case["state"], one.case["result"]) == ("closed", "granted")
    quick.proved()


def test_nobody_is_on_two_aids_at_a_time(desk: Desk) -> None:
    one = ready(desk)
    one.grant()
    desk.at("2022-03-28T09:00+08:00")
    two = Deciding.begun(desk)
    two.ready()
    task = inbox.show_task(desk.office, desk.who("qr"), desk.task(two.no, "confirm"))
    assert [way["hindrance"] and way["hindrance"]["code"] for way in task["outcomes"]] == [
        "E_DUP_AID",
        None,
        None,
    ]
    refusal = two.refused("E_DUP_AID", "qr", "confirm", "grant", {"F13": two.f13()})
    assert refusal.facts["decision_no"] == one.case["decision_no"]
    two.refuse()
    desk.proved()


def test_a_grant_of_another_area_is_not_found(quick: Desk) -> None:
    one = ready(quick)
    one.grant()
    listed = grants.list_grants(quick.office, quick.who("ckx"))["items"]
    assert listed == []
    with pytest.raises(NotFound):
        grants.show_grant(quick.office, quick.who("ckx"), one.case["grant_id"])
    assert [row["case_no"] for row in grants.list_grants(quick.office, quick.who("zg"))["items"]] == [one.no]
    assert grants.list_grants(quick.office, quick.who("zg2"))["items"] == []
    masked = grants.list_grants(quick.office, quick.who("db"))["items"]
    assert [row["head"] for row in masked] == ["示某"]
    assert grants.list_grants(quick.office, quick.who("fzr"), filters={"q": SPOUSE_ID})["items"]


def test_the_window_of_another_township_reads_only_that_somebody_is_on_aid(quick: Desk) -> None:
    one = ready(quick)
    one.grant()
    forms = quick.household("120", login="ckx")
    forms["F01"] |= {"registered_village": "130399101201"}
    shape = intake.open_case(quick.office, quick.who("ckx"), aid="120", area=COUNTRY, forms=forms)
    with quick.office.store.read() as work:
        [case] = work.cases.having(no=shape["no"])
        [entry] = work.forms.having(case_id=case.id, form="F02")
        assert [row["on_aid"] for row in entry.content["rows"]] == [True, True, True]
        assert on_aid.who_of(work, [OTHER_ID]) == [False]
    quick.proved()


def test_staff_of_another_area_read_neither_place_nor_case() -> None:
    said = {
        why: refusal_words("E_DUP_AID", {"why": why, "aid": "农村低保", "decision_no": "示例1号"}, "zh")
        for why in ("on_aid_here", "elsewhere")
    }
    assert "示例1号" in said["on_aid_here"]
    assert said["elsewhere"] == "已在其他救助中，不能再给予这项救助。"


def test_of_two_decisions_at_once_one_puts_the_household_on_aid(desk: Desk) -> None:
    one = ready(desk)
    desk.at("2022-03-28T09:00+08:00")
    two = Deciding.begun(desk).ready()
    acts = []
    for case in (one, two):
        task, by, forms = desk.claim("qr", case.no, "confirm"), desk.who("qr"), {"F13": case.f13()}
        acts.append(
            lambda task=task, by=by, forms=forms: inbox.complete_task(
                desk.office, by, task, outcome="grant", forms=forms
            )
        )
    assert sorted(together(*acts)) == ["E_DUP_AID", "ok"]
    desk.proved()


def test_no_two_decisions_bear_one_number(desk: Desk) -> None:
    one = ready(desk)
    one.grant()
    desk.at("2022-03-28T09:00+08:00")
    two = Deciding.begun(desk).ready()
    number = {**two.f13(), "decision_no": one.case["decision_no"]}
    two.refused("E_UNIQUE", "qr", "confirm", "grant", {"F13": number}, path="F13.decision_no")
