"""督办: what is late, who is urged, who answers, who checks; and how the places are doing."""

from datetime import date

import pytest

from casework import calendars, inbox, slips, supervision, sweep
from engine.errors import Refused
from tests.casework.desk import COUNTRY, RETURN, Desk

SLIP_STEPS = ("urge_reply", "urge_check", "urge_close")


def urged(desk: Desk) -> tuple[str, str]:
    """A slip on the signing of a handover that is late."""
    no, _ = desk.sent()
    desk.at("2026-03-06T10:00")
    slip = slips.issue(
        desk.office, desk.who("db"), no, task_id=desk.task(no, "transfer_sign"), text="示例：请尽快签收"
    )
    return no, slip["id"]


def test_late_limits_are_listed_the_longest_late_first(desk: Desk) -> None:
    first, _ = desk.sent()
    desk.at("2026-03-03T09:00")
    second = desk.open()
    desk.at("2026-03-04T23:59:59")
    assert supervision.overdue(desk.office, desk.who("db"))["items"] == []
    desk.at("2026-03-06T09:00")
    rows = supervision.overdue(desk.office, desk.who("db"))["items"]
    assert [(row["case_no"], row["row"], row["overdue"]) for row in rows] == [
        (first, "L05", {"n": 2, "unit": "wd"}),
        (second, "L01", {"n": 1, "unit": "wd"}),
    ]
    assert {row["head_name"] for row in rows} == {"示某"}
    page = supervision.overdue(desk.office, desk.who("db"), limit=1)
    following = supervision.overdue(desk.office, desk.who("db"), limit=1, cursor=page["next"])
    assert [page["items"][0]["row"], following["items"][0]["row"], following["next"]] == ["L05", "L01", None]
    assert [
        row["row"]
        for row in supervision.overdue(desk.office, desk.who("db"), filters={"row": "L01"})["items"]
    ] == ["L01"]
    with pytest.raises(Refused):
        supervision.overdue(desk.office, desk.who("db"), filters={"name": "x"})


def test_a_purpose_opens_names_and_is_logged(desk: Desk) -> None:
    desk.open()
    desk.at("2026-03-06T09:00")
    by = desk.who("db", purpose="示例：电话核实")
    assert supervision.overdue(desk.office, by)["items"][0]["head_name"] == "示例甲"
    with desk.office.store.read() as work:
        assert [(one.what, one.purpose) for one in work.accesses.find(work.accesses.table.c.by == "db")] == [
            ("overdue", "示例：电话核实")
        ]


def test_a_slip_is_answered_checked_and_closed(desk: Desk) -> None:
    no, slip_id = urged(desk)
    slip = slips.show(desk.office, desk.who("bm-jy"), slip_id)
    assert (slip["no"], slip["state"], slip["row"], slip["overdue_days"], slip["due"]) == (
        "DB-130399100-2026-000001",
        "issued",
        "L05",
        2,
        "2026-03-11",
    )
    assert (slip["to"]["login"], slip["to"]["role"]) == (None, "department")
    slips.reply(desk.office, desk.who("bm-jy"), slip_id, text="示例：今日签收")
    with desk.refused("E_REQUIRED", path="reason"):
        slips.check(desk.office, desk.who("db"), slip_id, outcome="redo")
    redo = slips.check(desk.office, desk.who("db"), slip_id, outcome="redo", reason="示例：仍未签收")
    assert (redo["state"], redo["check_reason"]) == ("redo", "示例：仍未签收")
    slips.reply(desk.office, desk.who("bm-jy"), slip_id, text="示例：已签收")
    passed = slips.check(desk.office, desk.who("db"), slip_id, outcome="passed")
    assert (passed["state"], passed["reply"]) == ("passed", "示例：已签收")
    closed = slips.close(desk.office, desk.who("db"), slip_id)
    assert (closed["state"], closed["closed_at"] is not None) == ("closed", True)
    assert [row["step"] for row in desk.rows(no)] == ["transfer_sign"]
    desk.proved()


def test_each_act_of_a_slip_has_its_person_and_its_state(desk: Desk) -> None:
    no, slip_id = urged(desk)
    office = desk.office
    for login in ("bm-zj", "ckx"):
        with desk.refused("E_NOT_FOUND"):
            slips.reply(office, desk.who(login), slip_id, text="x")
        with desk.refused("E_NOT_FOUND"):
            slips.show(office, desk.who(login), slip_id)
    with desk.refused("E_FORBIDDEN"):
        slips.reply(office, desk.who("ck1"), slip_id, text="x")
    with desk.refused("E_FORBIDDEN"):
        slips.check(office, desk.who("bm-jy"), slip_id, outcome="passed")
    with desk.refused("E_NOT_FOUND"):
        slips.check(office, desk.who("bm-zj"), slip_id, outcome="passed")
    with desk.refused("E_FORBIDDEN"):
        slips.close(office, desk.who("fzr"), slip_id)
    for act in (
        lambda: slips.check(office, desk.who("db"), slip_id, outcome="passed"),
        lambda: slips.close(office, desk.who("db"), slip_id),
    ):
        with desk.refused("E_STATE"):
            act()
    with desk.refused("E_CHOICE", path="outcome"):
        slips.check(office, desk.who("db"), slip_id, outcome="maybe")
    with desk.refused("E_REQUIRED", path="reply.text"):
        slips.reply(office, desk.who("bm-jy"), slip_id, text="")
    again = desk.task(no, "transfer_sign")
    with desk.refused("E_STATE"):
        slips.issue(office, desk.who("db"), no, task_id=again, text="再催")


def test_who_holds_the_step_gets_the_slip_and_may_be_helped_by_nobody(desk: Desk) -> None:
    no = desk.open()
    task_id = desk.claim("ck1", no, "check_papers")
    slip = slips.issue(desk.office, desk.who("db"), no, task_id=task_id, text="示例：请办理")
    assert slip["to"] == {"login": "ck1", "name": "示例窗口甲", "role": "window"}
    with desk.refused("E_TAKEN"):
        slips.reply(desk.office, desk.who("ck2"), slip["id"], text="代答")
    assert slips.reply(desk.office, desk.who("ck1"), slip["id"], text="今天办")["state"] == "replied"


def test_a_slip_needs_words_an_open_task_and_a_supervisor(desk: Desk) -> None:
    no, task_id = desk.open(), ""
    task_id = desk.task(no, "check_papers")
    with desk.refused("E_REQUIRED", path="text"):
        slips.issue(desk.office, desk.who("db"), no, task_id=task_id, text=" ")
    with desk.refused("E_NOT_FOUND"):
        slips.issue(desk.office, desk.who("db"), no, task_id="nothing", text="快")
    for login in ("ck1", "fzr", "ld", "sh"):
        with desk.refused("E_FORBIDDEN"):
            slips.issue(desk.office, desk.who(login), no, task_id=task_id, text="快")
    with desk.refused("E_REVISION"):
        slips.issue(desk.office, desk.who("db", if_match=99), no, task_id=task_id, text="快")


def test_the_reply_to_a_slip_is_not_urged_by_another_slip(desk: Desk) -> None:
    no, _ = urged(desk)
    desk.at("2026-03-13T09:00")
    reply = desk.task(no, "urge_reply")
    with desk.refused("E_STATE"):
        slips.issue(desk.office, desk.who("db"), no, task_id=reply, text="再催")


def test_the_supervisors_own_task_shows_no_form_of_the_case(desk: Desk) -> None:
    no, slip_id = urged(desk)
    slips.reply(desk.office, desk.who("bm-jy"), slip_id, text="示例：今日签收")
    task_id = desk.task(no, "urge_check")
    shown = inbox.claim_task(desk.office, desk.who("db"), task_id)
    assert (shown["data"], shown["head_name"]) == ({}, "示某")


def test_a_late_reply_reminds_the_supervisor_once_and_ends_nothing(desk: Desk) -> None:
    no, slip_id = urged(desk)
    desk.at("2026-03-12T00:00")
    sweep.sweep_all(desk.office)
    sweep.sweep_all(desk.office)
    with desk.office.store.read() as work:
        told = [one for one in work.messages.find() if one.kind == "slip_late"]
    assert [one.to for one in told] == ["db"]
    assert slips.reply(desk.office, desk.who("bm-jy"), slip_id, text="示例：才看到")["state"] == "replied"
    assert "slip_late" in {one["kind"] for one in supervision.messages(desk.office, desk.who("db"))["items"]}
    desk.proved()


def test_withdrawing_the_case_drops_its_slips(desk: Desk) -> None:
    no, slip_id = urged(desk)
    desk.withdraw(no)
    assert slips.show(desk.office, desk.who("db"), slip_id)["state"] == "dropped"
    with desk.refused("E_STATE"):
        slips.reply(desk.office, desk.who("bm-jy"), slip_id, text="x")
    desk.proved()


def test_lists_of_slips_keep_to_ones_area_and_to_oneself(desk: Desk) -> None:
    _, slip_id = urged(desk)

    def found(login: str, **filters: str) -> list[str]:
        return [one["id"] for one in slips.list_slips(desk.office, desk.who(login), filters=filters)["items"]]

    assert [found(login) for login in ("db", "ck1", "bm-jy", "ckx", "bm-zj")] == [[slip_id]] * 3 + [[], []]
    assert (found("db", state="issued"), found("db", state="closed")) == ([slip_id], [])
    with desk.refused("E_FORBIDDEN"):
        slips.list_slips(desk.office, desk.who("cw1"))


def test_another_post_elsewhere_opens_no_other_area(desk: Desk) -> None:
    """A head of one township who is also the county's paymaster supervises the township and no more."""
    from store.tables.people import GrantRow

    desk.open()
    desk.open("ckx", area=COUNTRY, registered_village="130399101201")
    since = date(2000, 1, 1)
    with desk.office.store.begin() as work:
        work.grants.add(
            GrantRow(
                id="both",
                login="fzrx",
                role="finance",
                area="130399",
                unit=None,
                valid_from=since,
                valid_to=None,
            )
        )
    board = supervision.board(desk.office, desk.who("fzrx"))
    assert [row["key"] for row in board["items"]] == [COUNTRY]


def test_the_board_counts_what_is_open_and_how_the_finished_went(desk: Desk) -> None:
    no, handover_id = desk.sent()
    other = desk.open("ckx", area=COUNTRY, registered_village="130399101201")
    desk.at("2026-03-06T09:00")
    desk.act("bm-jy", handover_id, "sign")
    rows = {row["key"]: row for row in supervision.board(desk.office, desk.who("db"))["items"]}
    town, country = rows["130399100"], rows[COUNTRY]
    assert (town["open"], town["green"], town["finished"], town["in_time"], town["on_time_rate"]) == (
        1,
        1,
        6,
        5,
        "83.33",
    )
    assert (country["open"], country["red"], country["finished"], country["on_time_rate"]) == (1, 1, 0, None)
    total = supervision.board(desk.office, desk.who("db"))["total"]
    assert (total["open"], total["finished"]) == (2, 6)
    by_unit = supervision.board(desk.office, desk.who("db"), by_="unit")["items"]
    assert {row["key"] for row in by_unit} == {"130399100", COUNTRY, "jy"}
    assert [
        supervision.board(desk.office, desk.who("db"), by_=by)["total"]["open"]
        for by in supervision.GROUPS[:4]
    ] == [2] * 4
    assert supervision.board(desk.office, desk.who("fzr"))["total"]["open"] == 1
    assert supervision.board(desk.office, desk.who("db"), from_=date(2026, 3, 7))["total"]["finished"] == 0
    assert supervision.board(desk.office, desk.who("db"), area=COUNTRY, aid="310")["total"]["open"] == 1
    with desk.refused("E_CHOICE", path="by"):
        supervision.board(desk.office, desk.who("db"), by_="colour")
    with desk.refused("E_FORBIDDEN"):
        supervision.board(desk.office, desk.who("ck1"))
    assert other.startswith(COUNTRY)
    assert RETURN


def test_a_limit_that_turns_late_is_told_once_to_whoever_has_it_and_to_the_head(desk: Desk) -> None:
    no = desk.open()
    desk.claim("ck1", no, "check_papers")
    desk.at("2026-03-05T00:00")
    assert sweep.sweep_all(desk.office).fired == 1
    assert sweep.sweep_all(desk.office).fired == 0
    told = supervision.messages(desk.office, desk.who("db"))["items"]
    assert {one["to"] for one in told} == {"ck1", "head@130399100"}
    assert {(one["kind"], one["case_no"]) for one in told} == {("late", no)}
    assert not any("示例甲" in one["subject"] for one in told)
    desk.proved()


def missing(desk: Desk, no: str, material: str, *, new: bool = False, **more: str) -> None:
    """The window asks for a paper, and the next morning takes it in."""
    told = {"ground": "示例：材料清单", "sent_at": desk.office.now().isoformat(), "sent_how": "hand", **more}
    form = {"F06a": {"items": [{"material": material, "new_fact": new}], **told}}
    desk.do("ck1", no, "check_papers", "incomplete", form)
    received = {"F06d": {"received_at": desk.office.now().isoformat()}}
    desk.do("ck1", no, "receive_papers", "received", received)


def test_a_second_notice_of_what_was_visible_at_the_first_is_a_fault_and_counted(desk: Desk) -> None:
    fair, twice = desk.open(), desk.open()
    missing(desk, fair, "户口簿复印件")
    missing(desk, fair, "示例：新出现的材料", new=True)
    missing(desk, twice, "户口簿复印件")
    for n in (1, 2):
        missing(desk, twice, f"收入证明{n}", second_reason=f"示例：第一次漏写了示例甲的第{n}份证明")
    (one,) = supervision.faults(desk.office, desk.who("db"))["items"]
    assert (one["case_no"], one["kind"], one["count"]) == (twice, "second_notice", 2)
    assert (one["reason"], one["head_name"]) == ("示例：第一次漏写了示某的第2份证明", "示某")
    assert (one["by"]["login"], one["by"]["role_name"]) == ("ck1", "窗口")
    opened = supervision.faults(desk.office, desk.who("ld", purpose="示例：核实差错"))["items"]
    assert opened[0]["head_name"] == "示例甲"
    assert supervision.faults(desk.office, desk.who("db"), limit=1)["next"] is None


def test_provisional_limits_are_listed_until_their_year_is_declared_complete(desk: Desk) -> None:
    desk.at("2026-12-30T09:00")
    no = desk.open()  # L01, two working days, ends in 2027
    (one,) = supervision.provisional(desk.office, desk.who("db"))["items"]
    assert (one["case_no"], one["row"], one["due"], one["provisional"]) == (no, "L01", "2027-01-01", True)
    (unnamed,) = supervision.provisional(desk.office, desk.who("rs"))["items"]
    assert (unnamed["case_no"], unnamed["subject"]["case_no"]) == (None, None)
    calendars.complete_year(desk.office, desk.who("xt"), 2027)
    assert supervision.provisional(desk.office, desk.who("db"))["items"] == []


def test_the_board_names_no_member_of_the_staff_to_who_reads_counts_only(desk: Desk) -> None:
    desk.closed()
    by_person = supervision.board(desk.office, desk.who("sj"), by_="person")["items"]
    assert {row["name"][1:] for row in by_person} == {"某"}
    assert {row["key"] for row in by_person} == {"1", "2"}
    assert {row["key"] for row in supervision.board(desk.office, desk.who("db"), by_="person")["items"]} == {
        "ck1",
        "bm-jy",
    }


def test_equal_rates_share_a_rank_and_nothing_counted_has_none(desk: Desk) -> None:
    desk.sent()
    desk.open("ckx", area=COUNTRY, registered_village="130399101201")
    rows = supervision.board(desk.office, desk.who("db"), by_="step")["items"]
    assert {row["rank"] for row in rows if row["finished"]} == {1}
    last = rows[-1]
    assert (last["finished"], last["on_time_rate"], last["rank"], last["average_days"]) == (
        0,
        None,
        None,
        None,
    )


def test_the_board_counts_average_days_in_working_days(desk: Desk) -> None:
    no = desk.open()
    desk.at("2026-03-09T09:00")  # a Monday, five working days later
    desk.accept(no)
    rows = {row["key"]: row for row in supervision.board(desk.office, desk.who("db"), by_="step")["items"]}
    papers = rows["check_papers"]
    assert (papers["average_days"], papers["finished"], papers["in_time"]) == ("5.0", 1, 0)


def test_slips_that_went_out_are_counted_and_proposals_are_not(desk: Desk) -> None:
    _, slip_id = urged(desk)
    assert supervision.board(desk.office, desk.who("db"))["total"]["slips"] == 1
    desk.open()
    desk.at("2026-03-20T09:00")
    sweep.sweep_all(desk.office)
    states = [one["state"] for one in slips.list_slips(desk.office, desk.who("db"))["items"]]
    assert sorted(states) == ["issued", "proposed"]
    assert supervision.board(desk.office, desk.who("db"))["total"]["slips"] == 1


def test_the_late_list_names_the_task_a_limit_lies_with(desk: Desk) -> None:
    """Of several open tasks the one the limit is set for; filters by unit, holder and step find it."""
    no, _ = urged(desk)  # the signing is late, and its slip waits for a reply
    desk.at("2026-03-13T09:00")
    rows = {row["row"]: row for row in supervision.overdue(desk.office, desk.who("db"))["items"]}
    assert {row: one["step"] for row, one in rows.items()} == {"L05": "transfer_sign", "L12": "urge_reply"}
    assert (rows["L05"]["slip_state"], rows["L12"]["slip_id"]) == ("issued", None)
    assert rows["L05"]["waits_at"] == "示例区教育局部门联系人"

    def found(**filters: str) -> set[str]:
        return {
            row["row"] for row in supervision.overdue(desk.office, desk.who("db"), filters=filters)["items"]
        }

    assert found(unit="jy") == {"L05", "L12"}
    assert found(step="transfer_sign") == {"L05"}
    assert found(holder="ck1") == set()
    assert found(area=COUNTRY) == set()
    assert no
