"""登记簿: rows are entered where the process says so, read in one's own area, and corrected by rows of their own."""

import pytest

from casework import registers, slips
from engine.errors import Forbidden, NotFound, PurposeMissing
from tests.casework.deciding import Deciding, with_standards
from tests.casework.desk import COUNTRY, RETURN, Desk, Shape


def shown(desk: Desk, login: str, name: str = "intake", **filters: str) -> Shape:
    return registers.show_register(desk.office, desk.who(login, purpose=None), name, filters=filters)


def rows(desk: Desk, login: str, name: str = "intake", **filters: str) -> list[Shape]:
    return list(shown(desk, login, name, **filters)["items"])


def corrected(desk: Desk, login: str, entry: str, row: Shape, name: str = "intake") -> Shape:
    by, reason = desk.who(login), "示例：抄写有误"
    return registers.correct_entry(desk.office, by, name, corrects=entry, row=row, reason=reason)


def test_acceptance_enters_a_row_with_what_the_forms_say(desk: Desk) -> None:
    no = desk.open()
    desk.at("2026-03-03T09:30")
    desk.accept(no)
    [row] = rows(desk, "ck1")
    assert (row["case_no"], row["aid_name"], row["applied_on"]) == (no, "教育救助", "2026-03-02")
    assert (row["notified_on"], row["second_notice"], row["accepted_at"][:16]) == (
        None,
        False,
        "2026-03-03T09:30",
    )
    assert (row["outcome"], row["outcome_name"]) == ("accepted", "受理")
    assert (row["entered_by"], row["corrects"], row["corrected_by"]) == ("ck1", None, None)
    desk.proved()


def test_a_second_list_of_papers_is_seen_in_its_row(quick: Desk) -> None:
    no = quick.open()
    missing = {
        "items": [{"material": "示例：户口簿", "new_fact": False}],
        "ground": "示例：规定",
        "sent_how": "hand",
    }
    now = quick.office.now().isoformat()
    quick.do("ck1", no, "check_papers", "incomplete", {"F06a": {**missing, "sent_at": now}})
    quick.do("ck1", no, "receive_papers", "received", {"F06d": {"received_at": now}})
    again = {**missing, "sent_at": now, "second_reason": "示例：漏列"}
    quick.do("ck1", no, "check_papers", "incomplete", {"F06a": again})
    assert [(row["second_notice"], row["notified_on"]) for row in rows(quick, "ck1", sort="oldest")] == [
        (False, "2026-03-02"),
        (True, "2026-03-02"),
    ]


def test_a_handover_is_entered_when_it_is_sent_returned_and_told(desk: Desk) -> None:
    no, handover_id = desk.sent()
    desk.at("2026-03-03T09:00")
    desk.act("bm-jy", handover_id, "return", **RETURN)
    first, second = rows(desk, "ck1", "handovers", sort="oldest")
    assert (first["no"], first["kind_name"], first["unit"]) == (second["no"], "转办", "jy")
    assert (first["returned_at"], second["returned_at"][:10]) == (None, "2026-03-03")
    assert [first["days_used"], second["days_used"]] == [0, 1]
    assert first["case_no"] == no
    assert first["from_name"] == "示例镇"
    desk.proved()


def test_a_register_ends_where_ones_area_ends(quick: Desk) -> None:
    here, there = quick.open(), quick.open("ckx", area=COUNTRY, registered_village="130399101201")
    quick.accept(here)
    quick.accept(there, "ckx")
    assert [row["case_no"] for row in rows(quick, "ck1")] == [here]
    assert [row["case_no"] for row in rows(quick, "ckx")] == [there]
    assert {row["case_no"] for row in rows(quick, "sh")} == {here, there}
    assert rows(quick, "ck1", area=COUNTRY) == []
    assert shown(quick, "ck1")["totals"] == {"rows": 1}


@pytest.mark.parametrize("login", ["bm-jy", "zj", "xt", "sj", "lc", "rs", "cw1", "zg"])
def test_a_register_is_closed_to_posts_it_is_not_for(quick: Desk, login: str) -> None:
    with pytest.raises(Forbidden):
        rows(quick, login)


def test_an_auditor_says_what_for(quick: Desk) -> None:
    with pytest.raises(PurposeMissing):
        rows(quick, "sjj")
    page = registers.show_register(quick.office, quick.who("sjj", purpose="示例：年度审计"), "intake")
    assert page["items"] == []


@pytest.mark.parametrize("name", ["stars", "budgets", ""])
def test_a_register_that_is_not_kept_is_not_found(quick: Desk, name: str) -> None:
    with pytest.raises(NotFound):
        rows(quick, "ck1", name)


def test_rows_are_found_by_day_month_year_case_and_name(quick: Desk) -> None:
    no = quick.open()
    quick.accept(no)
    for found in (
        {"as_of": "2026-03-02"},
        {"month": "2026-03"},
        {"year": "2026"},
        {"case_no": no},
        {"q": "示例甲"},
    ):
        assert [row["case_no"] for row in rows(quick, "ck1", **found)] == [no], found
    for empty in (
        {"as_of": "2026-03-01"},
        {"month": "2026-02"},
        {"year": "2025"},
        {"aid": "110"},
        {"q": "别人"},
    ):
        assert rows(quick, "ck1", **empty) == [], empty
    assert rows(quick, "db", q="示例甲") == []  # a watcher without purpose finds nobody by name


def test_a_correction_is_a_new_row_and_the_old_one_stays(desk: Desk) -> None:
    desk.accept(desk.open())
    [old] = rows(desk, "ck1")
    new = corrected(desk, "ck1", old["id"], {"received_on": "2026-03-01"})
    assert (new["corrects"], new["received_on"], new["case_no"]) == (old["id"], "2026-03-01", old["case_no"])
    assert new["reason"] == "示例：抄写有误"
    after = {row["id"]: row for row in rows(desk, "ck1")}
    assert after[old["id"]] == {**old, "corrected_by": new["id"]}
    assert shown(desk, "ck1")["totals"] == {"rows": 1}
    with desk.refused("E_STATE"):
        corrected(desk, "ck1", old["id"], {"received_on": "2026-03-02"})
    desk.proved()


@pytest.mark.parametrize(
    ("row", "path", "code"),
    [
        ({"received_on": "2026-02-30"}, "row.received_on", "E_DATE"),
        ({"second_notice": "yes"}, "row.second_notice", "E_TYPE"),
        ({"aid": "999"}, "row.aid", "E_CHOICE"),
        ({"case_no": "130399100-2026-000009"}, "row.case_no", "E_COMPUTED"),
        ({"income": "1"}, "row.income", "E_UNKNOWN_FIELD"),
        ({}, "row", "E_REQUIRED"),
    ],
)
def test_a_correction_is_checked_column_by_column(quick: Desk, row: Shape, path: str, code: str) -> None:
    quick.accept(quick.open())
    [old] = rows(quick, "ck1")
    with quick.refused(code, path=path):
        corrected(quick, "ck1", old["id"], row)


def test_only_the_keeper_corrects_and_only_at_home(quick: Desk) -> None:
    quick.accept(quick.open())
    [old] = rows(quick, "ck1")
    with quick.refused("E_FORBIDDEN"):
        corrected(quick, "fzr", old["id"], {"received_on": "2026-03-01"})
    with quick.refused("E_NOT_FOUND"):
        corrected(quick, "ckx", old["id"], {"received_on": "2026-03-01"})
    with quick.refused("E_NOT_FOUND"):
        corrected(quick, "ck1", old["id"], {"unit": "jy"}, name="handovers")


def test_relatives_are_entered_as_they_are_declared_and_again_when_the_county_has_visited(desk: Desk) -> None:
    one = Deciding.begun(with_standards(desk), relative="jb3").ready()
    [declared] = rows(desk, "fzr", "relatives")
    assert (declared["staff"], declared["relation_name"], declared["on"]) == ("示例", "子女", "2022-03-28")
    assert declared["county_visit_on"] is None
    one.do("sh2", "county_visit", "visited", {"F08": one.f08(visitors=("sh", "sh2"))})
    visited, _ = rows(desk, "fzr", "relatives")
    assert (visited["county_visit_on"], visited["visitors"]) == ("2022-04-15", ["sh", "sh2"])
    assert len(visited["visitors_name"]) == 2
    assert [row["staff"] for row in rows(desk, "db", "relatives")] == ["示某", "示某"]
    desk.proved()


def test_notices_are_entered_when_they_are_posted_and_taken_down(quick: Desk) -> None:
    one = Deciding.begun(with_standards(quick)).ready()
    one.taken_down()
    taken, posted = rows(quick, "jb1", "notices")
    assert (posted["round"], posted["place"], posted["removed_at"]) == (1, "示例：村委会公示栏", None)
    assert (taken["last_day"], taken["removed_at"][:10], taken["objections"]) == (
        "2022-04-13",
        "2022-04-15",
        0,
    )


def test_an_urging_is_entered_with_its_reply_and_what_came_of_it(desk: Desk) -> None:
    no, _ = desk.sent()
    task_id, by = desk.task(no, "transfer_sign"), desk.who("db")
    slip = slips.issue(desk.office, by, no, task_id=task_id, text="示例：请签收")["id"]
    desk.at("2026-03-03T09:00")
    slips.reply(desk.office, desk.who("bm-jy"), slip, text="示例：今日签收")
    slips.check(desk.office, desk.who("db"), slip, outcome="passed")
    urged, replied, checked = rows(desk, "fzr", "urgings", sort="oldest")
    assert (urged["step_name"], urged["reply"], urged["case_no"]) == ("签收", None, no)
    assert (replied["reply"], replied["result"]) == ("示例：今日签收", None)
    assert (checked["reply"], checked["result"]) == ("示例：今日签收", "passed")
    assert urged["slip_no"] == checked["slip_no"]
    desk.proved()
