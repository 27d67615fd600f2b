"""转介 with the real process: consent before anything, what the agency reads, and a case that is not touched by it."""

from typing import Any

import pytest

from casework import handover, inbox
from engine.errors import NotFound
from tests.casework.allowance import Allowance
from tests.casework.desk import HEAD_ID, Desk, Shape

NEED = {"matter": "示例：需要心理疏导", "reason": "示例：家人重病"}
LEGAL = ("L05", "L06", "L07")
"""Times that only an authority owes."""


def begun(desk: Desk) -> tuple[Allowance, str]:
    """An accepted case with a referral to the agency beside it: the case, and the referral's id."""
    one = Allowance.accepted(desk)
    shape = handover.start_handover(desk.office, desk.who("ck1"), one.no, kind="refer", unit="zjjg")
    return one, str(shape["id"])


def consent(desk: Desk, referral: str, **other: Any) -> Shape:
    form = {
        "receiver": "zjjg",
        "data_passed": ["name", "phone", "need"],
        "signed_on": desk.today,
        "signature": other.get("signature") or desk.file(),
        **other,
    }
    return desk.act("ck1", referral, "consent", **form)


def sent(desk: Desk, **other: Any) -> tuple[Allowance, str]:
    one, referral = begun(desk)
    consent(desk, referral, **other)
    desk.act("ck1", referral, "send", **NEED)
    return one, referral


def test_a_referral_runs_from_consent_to_filing_and_leaves_the_case_as_it_is(desk: Desk) -> None:
    one, referral = begun(desk)
    before = {row: (limit["due"], limit["state"]) for row, limit in desk.limits(one.no).items()}
    assert "L04" not in before
    assert consent(desk, referral)["state"] == "consented"
    assert desk.act("ck1", referral, "send", **NEED)["state"] == "sent"
    assert desk.act("zj", referral, "take")["state"] == "taken"
    held = desk.task(one.no, "refer_feedback", "fzr")
    inbox.claim_task(desk.office, desk.who("zj"), held)
    assert handover.show_handover(desk.office, desk.who("zj"), referral)["state"] == "serving"
    assert desk.act("zj", referral, "feed-back", text="示例：已疏导两次")["state"] == "fed_back"
    told = {"told_at": one.now, "how": "phone", "by": "ck1", "heard": True}
    assert desk.act("ck1", referral, "tell", **told)["state"] == "told"
    assert desk.act("ck1", referral, "file")["state"] == "closed"
    case = desk.case(one.no)
    assert (case["state"], case["result"], one.steps()) == ("accepted", None, ["start_investigation"])
    after = {row: (limit["due"], limit["state"]) for row, limit in desk.limits(one.no).items()}
    assert {row: after[row] for row in before} == before
    assert not set(LEGAL) & set(after)
    assert (after["L04"][1], after["L08"][1]) == ("met", "met")
    desk.proved()


def test_nothing_goes_out_without_consent_or_to_anybody_else(desk: Desk) -> None:
    one, referral = begun(desk)
    with desk.refused("E_CONSENT"):
        desk.act("ck1", referral, "send", **NEED)
    signature = desk.file()
    with desk.refused("E_CHOICE", path="F05b.receiver"):
        consent(desk, referral, receiver="jy", signature=signature)
    consent(desk, referral)
    with desk.refused("E_CONSENT"):
        desk.act("ck1", referral, "send", **NEED, unit="jy")
    with pytest.raises(NotFound):
        handover.show_handover(desk.office, desk.who("zj"), referral)
    assert one.steps() == ["refer_send", "start_investigation"]


@pytest.mark.parametrize(
    ("passed", "hidden"),
    [
        (["need"], {"head_name", "phone"}),
        (["name", "phone"], {"matter", "reason"}),
        (["name"], {"matter", "phone"}),
    ],
)
def test_the_agency_reads_what_was_agreed_and_no_more(
    quick: Desk, passed: list[str], hidden: set[str]
) -> None:
    _, referral = sent(quick, data_passed=passed)
    by = quick.who("zj")
    shown = handover.show_handover(quick.office, by, referral)
    assert {key for key in ("head_name", "phone", "matter", "reason") if not shown.get(key)} >= hidden
    [row] = inbox.list_tasks(quick.office, by, queue="group")["items"]
    assert (row["head_name"] == "示例甲") == ("name" in passed)


@pytest.mark.parametrize("passed", [["need"], ["name", "phone", "need"]])
def test_the_agency_finds_nobody_by_identity_number(quick: Desk, passed: list[str]) -> None:
    one, _ = sent(quick, data_passed=passed)

    def found(text: str) -> list[str]:
        rows = inbox.list_tasks(quick.office, quick.who("zj"), queue="group", filters={"q": text})["items"]
        return [row["case_no"] for row in rows]

    assert found(HEAD_ID) == []
    assert found("示例甲") == ([one.no] if "name" in passed else [])
    assert found(one.no) == [one.no]


def test_the_agency_learns_the_need_but_not_the_aid_applied_for(desk: Desk) -> None:
    one, referral = sent(desk)
    zj, window = desk.who("zj"), desk.who("ck1")
    (task,) = inbox.list_tasks(desk.office, zj, queue="group")["items"]
    shown = (
        task,
        inbox.show_task(desk.office, zj, task["id"]),
        handover.show_handover(desk.office, zj, referral),
    )
    assert {(row["aid"], row["aid_name"]) for row in shown} == {(None, None)}
    assert shown[2]["limits"] == []
    assert inbox.list_tasks(desk.office, zj, queue="group", filters={"aid": "120"})["items"] == []
    assert handover.show_handover(desk.office, window, referral)["aid"] == desk.case(one.no)["aid"]


def test_a_decline_has_a_reason_and_the_window_may_offer_another_agency(desk: Desk) -> None:
    one, referral = sent(desk)
    with desk.refused("E_REQUIRED", path="reason"):
        desk.act("zj", referral, "decline", reason=" ")
    assert desk.act("zj", referral, "decline", reason="示例：没有人手")["state"] == "declined"
    assert "refer_tell" in one.steps()
    assert "L08" not in desk.limits(one.no)
    again = handover.start_handover(desk.office, desk.who("ck1"), one.no, kind="refer", unit="zjjg")
    assert again["state"] == "drafted"
    assert one.state == "accepted"
    desk.proved()


def test_a_referral_is_recalled_until_the_agency_has_answered(desk: Desk) -> None:
    one, referral = sent(desk)
    assert desk.act("ck1", referral, "recall", reason="示例：写错")["state"] == "consented"
    assert desk.limits(one.no)["L04"]["state"] == "open"
    desk.act("ck1", referral, "send", **NEED)
    desk.act("zj", referral, "take")
    with desk.refused("E_SIGNED"):
        desk.act("ck1", referral, "recall", reason="示例：写错")
    desk.withdraw(one.no)
    assert handover.show_handover(desk.office, desk.who("ck1"), referral)["state"] == "cancelled"
    desk.proved()
