"""公众: progress for whoever has the receipt, locked after wrong tries (product's clock); the flow of an aid."""

from dataclasses import replace
from decimal import Decimal

import pytest

from casework import intake, public
from engine.errors import Locked, NotFound
from tests.casework.deciding import Deciding, with_standards
from tests.casework.desk import HEAD_ID, TOWN, Desk


def test_the_receipt_shows_how_far_the_case_is_and_nothing_personal(desk: Desk) -> None:
    no, _ = desk.sent()
    shown = public.progress(desk.office, no, "0025")
    assert (shown["state_name"], shown["step_name"], shown["ended"]) == ("已转办", "签收", False)
    assert shown["due_text"] == "最迟 2026-03-04 前办完本环节"
    for text in ("示例甲", HEAD_ID, "ck1", "窗口甲", "东村1号"):
        assert text not in str(shown)


def test_the_fifth_wrong_try_locks_the_number_for_half_an_hour(desk: Desk) -> None:
    no = desk.open()
    for _ in range(4):
        with pytest.raises(NotFound):
            public.progress(desk.office, no, "1111")
    with pytest.raises(Locked) as caught:
        public.progress(desk.office, no, "1111")
    assert caught.value.facts == {"until": "2026-03-02T09:30:00+08:00"}
    desk.at("2026-03-02T09:29:59")
    with pytest.raises(Locked):
        public.progress(desk.office, no, "0025")
    desk.at("2026-03-02T09:30:00")
    assert public.progress(desk.office, no, "0025")["no"] == no
    for _ in range(4):
        with pytest.raises(NotFound):
            public.progress(desk.office, no, "1111")


def test_a_right_try_begins_the_count_anew_and_other_numbers_stay_open(desk: Desk) -> None:
    no, other = desk.open(), desk.open()
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(NotFound):
                public.progress(desk.office, no, "1111")
        public.progress(desk.office, no, "0025")
    assert public.progress(desk.office, other, "0025")["no"] == other


def test_a_number_that_does_not_exist_answers_like_a_wrong_one(desk: Desk) -> None:
    for _ in range(4):
        with pytest.raises(NotFound):
            public.progress(desk.office, f"{TOWN}-2026-999999", "0025")
    with pytest.raises(Locked):
        public.progress(desk.office, f"{TOWN}-2026-999999", "0025")
    with pytest.raises(NotFound):
        public.progress(desk.office, "no number at all", "0025")


def test_a_case_without_identity_number_is_not_opened_by_an_empty_answer(desk: Desk) -> None:
    fields = desk.f01("220", head_id=None, signature=None)
    fields.pop("signature")
    case = intake.open_case(
        desk.office, desk.who("ck1"), aid="220", area=TOWN, forms={"F01": fields}, emergency_kind="urgent"
    )
    for last4 in ("", "    ", "None"):
        with pytest.raises(NotFound):
            public.progress(desk.office, case["no"], last4)


def test_the_flow_of_an_aid_names_steps_limits_papers_and_remedies(quick: Desk) -> None:
    shown = public.flow(quick.office, "310")
    assert (shown["aid_name"], shown["process"], shown["version"]) == ("教育救助", "one-window", 1)
    accept = next(one for one in shown["steps"] if one["step"] == "accept")
    assert (accept["limit_text"], accept["label"], accept["source"] != "") == ("2个工作日内", "local", True)
    assert shown["papers"] == ["主管部门要求的材料（窗口代转）"]
    for key in ("999", "nothing"):
        with pytest.raises(NotFound):
            public.flow(quick.office, key)


def test_the_flow_of_a_monthly_aid_goes_on_to_the_townships_own_process(quick: Desk) -> None:
    quick.at("2022-03-28T09:00+08:00")
    steps = {one["step"]: one for one in public.flow(quick.office, "120")["steps"]}
    assert {"accept", "start_investigation", "check_report", "notice_1_close", "confirm"} <= set(steps)
    assert "transfer_send" not in steps
    said = {step: (steps[step]["limit_text"], steps[step]["source"]) for step in ("check_report", "confirm")}
    assert said == {
        "check_report": ("3个工作日内", "民发〔2021〕57号"),
        "confirm": ("10个工作日内", "民发〔2021〕57号"),
    }
    assert steps["notice_1_close"]["limit_text"] == "不少于7日"
    quick.at("2020-03-28T09:00+08:00")
    steps = {one["step"]: one for one in public.flow(quick.office, "120")["steps"]}
    assert "transfer_send" in steps


def test_a_piece_for_several_aids_names_no_limit_where_they_differ(quick: Desk) -> None:
    quick.at("2022-03-28T09:00+08:00")
    steps = {one["step"]: one for one in public.flow(quick.office, "notice")["steps"]}
    assert steps["notice_1_close"]["label"] is None
    steps = {one["step"]: one for one in public.flow(quick.office, "dibao-r2021")["steps"]}
    assert steps["certificate"]["limit_text"] == "10个工作日内"


def test_a_list_names_a_household_once_it_is_published_and_says_no_more_than_it_may(desk: Desk) -> None:
    one = Deciding.begun(with_standards(desk)).ready()
    one.grant()
    assert public.lists(desk.office)["items"] == []
    one.entered()
    [row] = public.lists(desk.office)["items"]
    assert row == {
        "name": "示例甲",
        "members": 3,
        "amount": Decimal("900.00"),
        "aid": "120",
        "aid_name": "农村低保",
        "village": "130399100201",
        "village_name": "示例镇东村",
    }
    assert public.lists(desk.office, area="130399100", aid="120")["items"] == [row]
    assert public.lists(desk.office, area="130399101")["items"] == []
    assert public.lists(desk.office, aid="110")["items"] == []


def test_a_certificate_is_valid_or_not_and_nothing_else_is_told(quick: Desk) -> None:
    one = Deciding.begun(with_standards(quick)).ready()
    one.grant()
    one.entered()
    one.certified()
    number = one.form("F24")["number"]
    assert public.certificate(quick.office, number) == {"valid": True, "aid": "120", "aid_name": "农村低保"}
    unknown = {"valid": False, "aid": None, "aid_name": None}
    assert public.certificate(quick.office, "130399-120-2022-000009") == unknown
    with quick.office.store.begin() as work:
        [held] = work.certificates.having(number=number)
        work.certificates.save(replace(held, state="cancelled"), held)
    assert public.certificate(quick.office, number) == unknown
