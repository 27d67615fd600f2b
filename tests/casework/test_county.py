"""The county's desk with the real process: receipt, review, the visit of a key case, and giving back."""

from datetime import date

import pytest

from casework import departures, inbox, registers
from engine.errors import NotFound
from store.tables.people import GrantRow
from tests.casework.deciding import FREE, Deciding, with_standards
from tests.casework.desk import COUNTRY, Desk

REASON = "示例：请补充材料"


def key_case(desk: Desk) -> Deciding:
    """Before the decision on the household of somebody's relative."""
    return Deciding.begun(with_standards(desk), relative="jb3").ready()


def post_too(desk: Desk, login: str, role: str, area: str) -> None:
    """Somebody has a second post."""
    row = GrantRow(
        id=f"{login}-{role}",
        login=login,
        role=role,
        area=area,
        unit=None,
        valid_from=date(2000, 1, 1),
        valid_to=None,
    )
    with desk.office.store.begin() as work:
        work.grants.add(row)


def test_the_township_writes_its_opinion_again_and_the_first_receipt_keeps_its_clock(desk: Desk) -> None:
    one = Deciding.begun(with_standards(desk)).ready()
    due = desk.limits(one.no)["B04"]["due"]
    one.do("qr", "confirm", "back", reason=REASON)
    assert (one.state, one.steps()) == ("county_review", ["county_review", "notice_1_close"])
    one.do("sh", "county_review", "back", reason=REASON)
    assert (one.state, one.steps()) == ("opinion", ["notice_1_close", "opinion"])
    one.draft("disagree")
    one.sign()
    one.send_up()
    one.do("sh", "county_receive", "received")
    assert (desk.limits(one.no)["B04"]["due"], desk.limits(one.no)["B04"]["state"]) == (due, "open")
    desk.proved()


def test_a_notice_of_the_opinion_before_does_not_count_for_a_new_one(quick: Desk) -> None:
    one = Deciding.begun(with_standards(quick)).ready()
    one.do("qr", "confirm", "back", reason=REASON)
    one.do("sh", "county_review", "back", reason=REASON)
    one.draft()
    one.sign()
    first = one.notice_id
    one.post()
    assert one.notice(notice_id=first)["state"] == "removed"
    assert one.steps() == ["notice_1_close", "send_up"]
    assert one.open_gates() == ["notice_1"]


def test_giving_back_calls_off_the_visit_that_nobody_has_made(desk: Desk) -> None:
    one = key_case(desk)
    assert one.steps() == ["confirm", "county_visit", "notice_1_close"]
    held = desk.claim("sh2", one.no, "county_visit")
    one.do("qr", "confirm", "back", reason=REASON)
    assert one.steps() == ["county_review", "notice_1_close"]
    visit = {"F08": one.f08(visitors=("sh", "sh2"))}
    by = desk.who("sh2")
    with desk.refused("E_STATE"):
        inbox.complete_task(desk.office, by, held, outcome="visited", forms=visit)
    one.do("sh", "county_review", "agree")
    assert one.steps() == ["confirm", "county_visit", "notice_1_close"]
    desk.proved()


def test_a_visit_counts_until_the_case_comes_up_again(desk: Desk) -> None:
    one = key_case(desk)
    one.do("sh2", "county_visit", "visited", {"F08": one.f08(visitors=("sh", "sh2"))})
    one.do("qr", "confirm", "back", reason=REASON)
    one.do("sh", "county_review", "agree")
    assert one.steps() == ["confirm", "notice_1_close"]
    one.do("qr", "confirm", "back", reason=REASON)
    one.do("sh", "county_review", "back", reason=REASON)
    one.draft("disagree")
    one.sign()
    one.send_up()
    desk.at("2022-04-18T09:00+08:00")
    one.do("sh", "county_receive", "received")
    one.do("sh", "county_review", "disagree")
    assert one.steps() == ["confirm", "county_visit", "notice_1_close"]
    forms = {"F13": one.f13("refuse"), "F14": one.f14()}
    refusal = one.refused("E_GATE", "qr", "confirm", "refuse", forms)
    assert [gate["key"] for gate in refusal.facts["gates"]] == ["county_visit"]
    desk.proved()


@pytest.mark.parametrize(
    ("login", "role", "step"),
    [
        ("jb1", "head:130399100", "sign_opinion"),
        ("ck1", "head:130399100", "sign_opinion"),
        ("ck1", "county_review:130399", "county_review"),
        ("jb1", "county_confirm:130399", "confirm"),
        ("sh", "county_confirm:130399", "confirm"),
        ("ck1", "county_confirm:130399", "confirm"),
    ],
)
def test_who_did_one_step_does_not_find_the_other(quick: Desk, login: str, role: str, step: str) -> None:
    post_too(quick, login, *role.split(":"))
    one = Deciding.begun(with_standards(quick))
    if step == "sign_opinion":
        one.investigated()
        one.draft()
    else:
        one.ready()
    if step == "county_review":
        one.do("qr", "confirm", "back", reason=REASON)
    by, task_id = quick.who(login), quick.task(one.no, step)
    assert any(group.startswith(role.split(":")[0]) for group in by.groups)
    with pytest.raises(NotFound):
        inbox.claim_task(quick.office, by, task_id)
    assert task_id not in {row["id"] for row in inbox.list_tasks(quick.office, by, queue="group")["items"]}


@pytest.mark.parametrize(("to_area", "village"), [(COUNTRY, None), (f"{COUNTRY}201", f"{COUNTRY}201")])
def test_a_household_that_moved_is_listed_by_a_specialist_of_its_new_township(
    quick: Desk, to_area: str, village: str | None
) -> None:
    one = Deciding.begun(with_standards(quick)).ready()
    assert one.now > FREE
    departures.move_case(
        quick.office,
        quick.who("ck1"),
        one.no,
        to_area=to_area,
        moved_on=quick.office.now().date(),
        reason="示例：户口迁出",
    )
    case = quick.case(one.no, "fzrx")
    assert (case["area"], case["village"]) == (COUNTRY, village)
    for login, step, outcome, forms in (
        ("qr", "confirm", "grant", {"F13": one.f13()}),
        ("ckx", "serve", "served", {"serve": {"served_on": quick.today, "way": "direct"}}),
    ):
        task_id = quick.task(one.no, step, "fzrx")
        inbox.claim_task(quick.office, quick.who(login), task_id)
        inbox.complete_task(quick.office, quick.who(login), task_id, outcome=outcome, forms=forms)
    task_id = quick.task(one.no, "roster", "fzrx")
    with pytest.raises(NotFound):
        inbox.claim_task(quick.office, quick.who("zg"), task_id)
    zgx = quick.who("zgx")
    assert task_id in {row["id"] for row in inbox.list_tasks(quick.office, zgx, queue="group")["items"]}
    inbox.claim_task(quick.office, zgx, task_id)
    inbox.complete_task(quick.office, zgx, task_id, outcome="done", forms={})
    rows = registers.show_register(quick.office, quick.who("fzrx"), "roster", filters={})["items"]
    assert [row["case_no"] for row in rows] == [one.no]
