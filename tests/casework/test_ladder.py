"""逐级督办 at work: who is told on which day, what is proposed, what would go out, and that nobody is told twice."""

from datetime import date, timedelta
from typing import Any

from assistance.ladder import RUNGS
from casework import cases, extensions, inbox, notify, slips, supervision, sweep
from engine.time import local
from tests.casework.desk import Desk

LADDER = [  # of L05, due on Wednesday 2026-03-04
    ("2026-03-05", "message", ["department@jy", "head@130399100"]),
    ("2026-03-09", "slip", ["supervisor@130399"]),
    ("2026-03-11", "leader", ["leader@130399"]),
]


def told(desk: Desk) -> list[tuple[str, str, str]]:
    """Every notice as (day, to, kind), the oldest first."""
    with desk.office.store.read() as work:
        rows = work.messages.find(order=[work.messages.table.c.at, work.messages.table.c.key])
    return [(local(row.at).date().isoformat(), row.to, row.kind) for row in rows]


def reached(desk: Desk) -> list[tuple[str, str, str]]:
    """Every rung as (day, row, rung), the oldest first, of one day the lowest first."""
    found = supervision.escalations(desk.office, desk.who("db"), limit=200)["items"]
    found.sort(key=lambda one: (one["on"], RUNGS.index(one["rung"])))
    return [(one["on"].isoformat(), one["row"], one["rung"]) for one in found]


def to_come(desk: Desk, on: str) -> list[tuple[str, str, list[str]]]:
    """What would go out on a day as (row, rung, to)."""
    found = supervision.ladder_on(desk.office, desk.who("db"), on=date.fromisoformat(on), limit=200)
    return [(one["row"], one["rung"], one["to"]) for one in found["items"]]


def days(desk: Desk, first: str, last: str) -> Any:
    """Day by day at 08:00, with a sweep each."""
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        desk.at(f"{day}T08:00")
        sweep.sweep_all(desk.office)
        yield day.isoformat()
        day += timedelta(days=1)


def test_a_limit_that_stays_late_climbs_to_the_leader_and_stops_there(desk: Desk) -> None:
    no, _ = desk.sent()
    for _ in days(desk, "2026-03-03", "2026-03-20"):
        sweep.sweep_all(desk.office)
    assert reached(desk) == [(day, "L05", rung) for day, rung, _ in LADDER]
    assert told(desk) == [
        ("2026-03-05", "department@jy", "late"),
        ("2026-03-05", "head@130399100", "late"),
        ("2026-03-11", "leader@130399", "leader"),
    ]
    (slip,) = slips.list_slips(desk.office, desk.who("db"))["items"]
    assert (slip["state"], slip["row"], slip["step"], slip["overdue_days"]) == (
        "proposed",
        "L05",
        "transfer_sign",
        12,
    )
    assert slip["limit_step"] == "transfer_sign"
    rungs = supervision.escalations(desk.office, desk.who("db"))["items"]
    assert {(one["step"], one["step_name"]) for one in rungs} == {("transfer_sign", "部门签收")}
    assert {one["subject"] for one in supervision.messages(desk.office, desk.who("db"))["items"]} == {
        f"{no} 示例区教育局 签收（部门签收 L05）已于 2026年3月4日(周三) 到期，尚未办结",
        f"{no} 示例区教育局 签收（部门签收 L05）超期5个工作日，报请督促；到期日 2026年3月4日(周三)",
    }
    assert [row["step"] for row in desk.rows(no)] == ["transfer_sign"]  # a timer decides nothing
    history = cases.case_history(desk.office, desk.who("ck1"), no)["items"]
    assert [one["text"] for one in history if one["act"] == "rung.message"] == ["部门签收 L05"]
    desk.proved()


def test_what_would_go_out_is_what_goes_out(desk: Desk) -> None:
    desk.sent()
    for day, rung, to in LADDER:
        assert to_come(desk, day) == [("L05", rung, to)]
    for quiet in ("2026-03-04", "2026-03-06", "2026-03-07", "2026-03-12", "2026-03-01"):
        assert to_come(desk, quiet) == []
    before = desk.everything()
    to_come(desk, "2026-03-05")
    assert desk.everything() == before
    foreseen, happened = [], []
    for day in days(desk, "2026-03-02", "2026-03-13"):
        happened += [(on, row, rung) for on, row, rung in reached(desk) if on == day]
        tomorrow = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
        foreseen += [(tomorrow, row, rung) for row, rung, _ in to_come(desk, tomorrow)]
    assert foreseen == happened
    assert len(happened) == 3


def test_what_was_missed_goes_out_today_and_once(desk: Desk) -> None:
    desk.sent()
    desk.at("2026-03-20T09:00")
    assert [rung for _, rung, _ in to_come(desk, "2026-03-20")] == ["message", "slip", "leader"]
    assert to_come(desk, "2026-03-23") == []
    sweep.sweep_all(desk.office)
    assert [rung for _, _, rung in reached(desk)] == ["message", "slip", "leader"]
    assert to_come(desk, "2026-03-20") == []
    assert len(told(desk)) == 3
    desk.proved()


def test_a_matter_that_moves_on_in_time_climbs_nothing(desk: Desk) -> None:
    desk.signed()
    for _ in days(desk, "2026-03-03", "2026-03-16"):
        pass
    assert (told(desk), reached(desk)) == ([], [])


def test_an_extended_limit_climbs_from_its_new_deadline_and_repeats_no_rung(desk: Desk) -> None:
    no, _ = desk.signed()  # L06: due 2026-03-16
    asked = extensions.ask(
        desk.office, desk.who("bm-jy"), no, row="L06", reason="示例：需要更多时间核实", n=5
    )
    extensions.approve(desk.office, desk.who("db"), no, asked["id"])
    assert (to_come(desk, "2026-03-17"), to_come(desk, "2026-03-24")) == (
        [],
        [("L06", "message", ["department@jy", "head@130399100"])],
    )
    for _ in days(desk, "2026-03-17", "2026-03-30"):
        pass
    assert reached(desk) == [
        ("2026-03-24", "L06", "message"),
        ("2026-03-26", "L06", "slip"),
        ("2026-03-30", "L06", "leader"),
    ]
    desk.proved()


def test_a_recalled_sending_is_late_again_without_a_second_notice(desk: Desk) -> None:
    """L04 runs on after a recall as if it had never been closed; whoever was told of it is not told again."""
    _, handover_id = desk.drafted()
    desk.at("2026-03-05T09:00")
    sweep.sweep_all(desk.office)
    assert [row for _, row, _ in reached(desk)] == ["L04"]
    desk.act("ck1", handover_id, "send", matter="示例", reason="示例")
    desk.act("ck1", handover_id, "recall", reason="示例：写错")
    desk.at("2026-03-06T09:00")
    sweep.sweep_all(desk.office)
    assert [rung for _, row, rung in reached(desk) if row == "L04"] == ["message"]
    assert len(told(desk)) == 2
    desk.proved()


def proposed(desk: Desk) -> tuple[str, str]:
    """A slip the ladder proposes: number of the case and id."""
    no, _ = desk.sent()
    desk.at("2026-03-09T08:00")
    sweep.sweep_all(desk.office)
    (slip,) = slips.list_slips(desk.office, desk.who("db"), filters={"state": "proposed"})["items"]
    return no, slip["id"]


def test_a_proposed_slip_goes_out_by_the_supervisors_word_only(desk: Desk) -> None:
    no, slip_id = proposed(desk)
    assert slips.list_slips(desk.office, desk.who("bm-jy"))["items"] == []
    with desk.refused("E_NOT_FOUND"):
        slips.show(desk.office, desk.who("bm-jy"), slip_id)
    for login in ("ld", "fzr", "ck1"):
        with desk.refused("E_FORBIDDEN"):
            slips.issue_proposed(desk.office, desk.who(login), slip_id, text="示例")
    with desk.refused("E_REQUIRED", path="text"):
        slips.issue_proposed(desk.office, desk.who("db"), slip_id, text=" ")
    issued = slips.issue_proposed(desk.office, desk.who("db"), slip_id, text="示例：请签收")
    assert (issued["state"], issued["due"], issued["issued_by"], issued["to"]["role"]) == (
        "issued",
        "2026-03-12",
        "db",
        "department",
    )
    with desk.refused("E_STATE"):
        slips.issue_proposed(desk.office, desk.who("db"), slip_id, text="示例")
    assert [row["step"] for row in desk.rows(no)] == ["transfer_sign", "urge_reply"]
    assert slips.reply(desk.office, desk.who("bm-jy"), slip_id, text="示例：今日")["state"] == "replied"
    desk.proved()


def test_a_proposed_slip_is_dropped_with_a_reason(desk: Desk) -> None:
    _, slip_id = proposed(desk)
    with desk.refused("E_REQUIRED", path="reason"):
        slips.drop(desk.office, desk.who("db"), slip_id, reason="")
    with desk.refused("E_FORBIDDEN"):
        slips.drop(desk.office, desk.who("ld"), slip_id, reason="示例")
    dropped = slips.drop(desk.office, desk.who("db"), slip_id, reason="示例：已电话说明")
    assert (dropped["state"], dropped["reason"], dropped["allowed"]) == ("dropped", "示例：已电话说明", [])
    with desk.refused("E_STATE"):
        slips.issue_proposed(desk.office, desk.who("db"), slip_id, text="示例")
    desk.at("2026-03-11T08:00")
    sweep.sweep_all(desk.office)
    assert [rung for _, _, rung in reached(desk)] == ["message", "slip", "leader"]
    desk.proved()


def test_a_proposal_falls_away_when_the_step_is_done_or_the_case_withdrawn(desk: Desk) -> None:
    _, slip_id = proposed(desk)
    (handover,) = [one["id"] for one in desk.case("130399100-2026-000001")["handovers"]]
    desk.act("bm-jy", handover, "sign")
    shown = slips.show(desk.office, desk.who("db"), slip_id)
    assert (shown["state"], shown["reason"]) == ("dropped", "已在发出前办结，不再督办")
    no = desk.open()
    desk.at("2026-03-16T08:00")
    sweep.sweep_all(desk.office)
    found = slips.list_slips(desk.office, desk.who("db"), filters={"case_no": no})["items"]
    assert [one["state"] for one in found] == ["proposed"]
    desk.withdraw(no)
    assert slips.show(desk.office, desk.who("db"), found[0]["id"])["state"] == "dropped"
    desk.proved()


def test_a_step_already_urged_is_not_proposed_again(desk: Desk) -> None:
    no, _ = desk.sent()
    desk.at("2026-03-06T09:00")
    sweep.sweep_all(desk.office)
    task_id = desk.task(no, "transfer_sign")
    slip = slips.issue(desk.office, desk.who("db"), no, task_id=task_id, text="示例：请签收")
    desk.at("2026-03-09T09:00")
    assert to_come(desk, "2026-03-09") == []
    sweep.sweep_all(desk.office)
    (rung,) = [
        one for one in supervision.escalations(desk.office, desk.who("db"))["items"] if one["rung"] == "slip"
    ]
    assert rung["slip_id"] == slip["id"]
    assert len(slips.list_slips(desk.office, desk.who("db"))["items"]) == 1


def test_the_reply_to_a_slip_climbs_without_another_slip(desk: Desk) -> None:
    _, slip_id = proposed(desk)
    slips.issue_proposed(desk.office, desk.who("db"), slip_id, text="示例：请签收")  # reply due 2026-03-12
    for _ in days(desk, "2026-03-10", "2026-03-20"):
        pass
    assert [(on, rung) for on, row, rung in reached(desk) if row == "L12"] == [
        ("2026-03-13", "message"),
        ("2026-03-19", "leader"),
    ]
    desk.proved()


def test_waiting_notices_name_the_moment_that_will_send_them(desk: Desk) -> None:
    desk.sent()
    by = desk.who("db")
    assert supervision.messages(desk.office, by, state="waiting")["items"] == []
    desk.at("2026-03-07T09:00")  # late since Thursday; the head was told
    sweep.sweep_all(desk.office)
    (one,) = supervision.messages(desk.office, by, state="waiting")["items"]
    assert (one["kind"], one["to"], local(one["at"]).isoformat()) == (
        "leader",
        "leader@130399",
        "2026-03-11T00:00:00+08:00",
    )
    with desk.office.store.read() as work:
        assert work.due_moments.having(id=one["due_moment"])
    desk.at("2026-03-11T00:00")
    sweep.sweep_all(desk.office)
    sent = supervision.messages(desk.office, by)["items"][0]
    assert (sent["key"], sent["subject"], sent["to"]) == (one["key"], one["subject"], one["to"])


def test_the_ladders_lists_come_in_pages(desk: Desk) -> None:
    for _ in range(3):
        desk.sent()
    desk.at("2026-03-05T09:00")
    by, on = desk.who("db"), date(2026, 3, 5)
    page = supervision.ladder_on(desk.office, by, on=on, limit=2)
    rest = supervision.ladder_on(desk.office, by, on=on, limit=2, cursor=page["next"])
    assert (len(page["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert len({one["case_no"] for one in [*page["items"], *rest["items"]]}) == 3
    with desk.refused("E_BAD_REQUEST"):
        supervision.ladder_on(desk.office, by, on=on, cursor="broken")


def test_who_is_told_reads_it_on_the_desk_until_the_step_is_done(desk: Desk) -> None:
    _, handover_id = desk.sent()
    desk.at("2026-03-12T09:00")
    sweep.sweep_all(desk.office)

    def read(login: str) -> list[str]:
        return [one["kind"] for one in notify.to_me(desk.office, desk.who(login))]

    assert {login: read(login) for login in ("bm-jy", "fzr", "ld", "ck1", "fzrx", "bm-zj")} == {
        "bm-jy": ["late"],
        "fzr": ["late"],
        "ld": ["leader"],
        "ck1": [],
        "fzrx": [],
        "bm-zj": [],
    }
    (one,) = notify.to_me(desk.office, desk.who("fzr"))
    assert inbox.show_task(desk.office, desk.who("fzr"), one["task_id"])["step"] == "transfer_sign"
    desk.act("bm-jy", handover_id, "sign")
    assert [read(login) for login in ("bm-jy", "fzr", "ld")] == [[], [], []]


def test_a_notice_of_no_step_stands_for_a_fortnight(desk: Desk) -> None:
    _, slip_id = proposed(desk)
    slips.issue_proposed(desk.office, desk.who("db"), slip_id, text="示例：请签收")
    desk.at("2026-03-13T00:00")
    sweep.sweep_all(desk.office)
    kinds = [one["kind"] for one in notify.to_me(desk.office, desk.who("db"))]
    assert kinds == ["slip_late"]
    desk.at("2026-03-28T00:00")
    assert notify.to_me(desk.office, desk.who("db")) == []
