"""办件: what may be read of a case, by whom, and what is left behind of the reading."""

import pytest

from casework import cases, intake
from engine.errors import Refused
from tests.casework.desk import COUNTRY, HEAD_ID, TOWN, Desk

READS = {
    "case": cases.show_case,
    "case:history": cases.case_history,
    "case:forms": cases.case_forms,
    "case:attachments": cases.case_attachments,
}


def test_a_case_shows_where_it_stands(desk: Desk) -> None:
    no, handover_id = desk.sent()
    case = desk.case(no, "ck1")
    assert (case["state"], case["regime"], case["created_by"]) == ("handed_over", "R2021", "ck1")
    assert [one["process"] for one in case["instances"]] == ["one-window", "handover-transfer"]
    assert [(one["id"], one["state"], one["unit"]) for one in case["handovers"]] == [
        (handover_id, "sent", "jy")
    ]
    assert case["head"] == {"name": "示例甲", "id_no": "130399********0025", "phone": "139****0025"}
    assert case["effective_row"] == "L05"
    assert {"withdraw", "correct", "handover"} <= set(case["allowed"])


@pytest.mark.parametrize("what", READS)
def test_every_read_of_personal_data_is_logged(desk: Desk, what: str) -> None:
    no = desk.open()
    READS[what](desk.office, desk.who("jb1"), no)
    log = cases.case_access(desk.office, desk.who("fzr"), no)["items"]
    assert (log[0]["what"], log[0]["by"]["login"], log[0]["by"]["role"]) == (what, "jb1", "investigator")


def test_a_refused_read_leaves_no_trace_and_shows_nothing(desk: Desk) -> None:
    no = desk.open()
    for read in READS.values():
        with desk.refused("E_NOT_FOUND"):
            read(desk.office, desk.who("fzrx"), no)
        with desk.refused("E_FORBIDDEN"):
            read(desk.office, desk.who("cw1"), no)


def test_an_auditor_reads_with_a_purpose_and_the_purpose_is_logged(desk: Desk) -> None:
    no = desk.open()
    for read in (*READS.values(), cases.case_limits):
        with desk.refused("E_PURPOSE"):
            read(desk.office, desk.who("sjj"), no)
    with desk.refused("E_PURPOSE"):
        cases.list_cases(desk.office, desk.who("sjj"))
    by = desk.who("sjj", purpose="示例：专项审计")
    assert cases.show_case(desk.office, by, no)["head"]["name"] == "示例甲"
    assert len(cases.list_cases(desk.office, by)["items"]) == 1
    with desk.office.store.read() as work:
        logged = work.accesses.find(work.accesses.table.c.by == "sjj")
    assert {(one.what, one.purpose) for one in logged} == {
        ("case", "示例：专项审计"),
        ("cases", "示例：专项审计"),
    }


def test_a_supervisor_sees_names_only_with_a_purpose(desk: Desk) -> None:
    no = desk.open()
    plain, opened = desk.who("db"), desk.who("db", purpose="示例：核实超期原因")
    for read in (cases.show_case, cases.case_forms, cases.case_page):
        assert "示例甲" not in str(read(desk.office, plain, no)), read
        assert "示例甲" in str(read(desk.office, opened, no)), read
    assert cases.list_cases(desk.office, plain)["items"][0]["head"]["name"] == "示某"


def test_no_read_shows_an_identity_number_in_full(desk: Desk) -> None:
    no, _ = desk.told()
    for login in ("ck1", "jb1", "fzr", "sh", "qr", "db", "ld", "zg"):
        by = desk.who(login, purpose="示例：核实")
        for read in (
            cases.show_case,
            cases.case_page,
            cases.case_forms,
            cases.case_history,
            cases.case_documents,
        ):
            assert HEAD_ID not in str(read(desk.office, by, no)), (login, read)


def test_history_tells_who_did_what_when_and_in_which_role(desk: Desk) -> None:
    no, _ = desk.sent()
    items = cases.case_history(desk.office, desk.who("ck1"), no)["items"]
    assert [item["seq"] for item in items] == sorted(item["seq"] for item in items)
    done = [
        (item["step"], item["outcome"], item["by"]["login"], item["by"]["role"])
        for item in items
        if item["outcome"]
    ]
    assert done == [
        ("check_papers", "complete", "ck1", "window"),
        ("accept", "accepted", "ck1", "window"),
        ("relatives", "done", "ck1", "window"),
        ("dispatch", "transfer", "ck1", "window"),
        ("transfer_send", "sent", "ck1", "window"),
    ]
    accepted = next(item for item in items if item["outcome"] == "accepted")
    assert (accepted["from_state"], accepted["to_state"], accepted["moments"]) == (
        "submitted",
        "accepted",
        ["acceptance"],
    )
    assert accepted["limit"] == {"row": "L01", "due": "2026-03-04", "in_time": True}


def test_lists_keep_to_the_area_and_to_what_was_asked(desk: Desk) -> None:
    here = desk.open()
    there = desk.open("ckx", area=COUNTRY, aid="320", registered_village="130399101201")

    def found(login: str, **filters: str) -> list[str]:
        return [one["no"] for one in cases.list_cases(desk.office, desk.who(login), filters=filters)["items"]]

    assert (found("ck1"), found("ckx"), sorted(found("sh"))) == ([here], [there], sorted([here, there]))
    assert (found("zg"), found("zg2"), found("zgx")) == ([here], [], [there])
    assert found("sh", area=TOWN) == found("sh", area="130399100201") == [here]
    assert found("sh", area="130399100202") == []
    assert found("sh", aid="320") == [there]
    assert found("sh", **{"from": "2026-03-02", "to": "2026-03-02"}) != []
    assert found("sh", **{"from": "2026-03-03"}) == []
    assert found("ck1", area=COUNTRY) == []
    desk.accept(here)
    desk.related(here, declared=False)
    assert found("sh", state="accepted") == [here]
    assert found("sh", flag="key") == []
    assert found("sh", colour="green") != []


def test_unknown_filters_and_wrong_days_are_bad_requests(quick: Desk) -> None:
    for filters in ({"name": "x"}, {"from": "gestern"}, {"colour": "pink"}):
        with pytest.raises(Refused) as caught:
            cases.list_cases(quick.office, quick.who("ck1"), filters=filters)
        assert caught.value.code == "E_BAD_REQUEST"


def test_a_list_of_cases_is_not_everybodys(quick: Desk) -> None:
    for login in ("bm-jy", "zj", "cw1", "rs", "xt", "lc", "hd", "sm", "sj"):
        with quick.refused("E_FORBIDDEN"):
            cases.list_cases(quick.office, quick.who(login))


def test_nothing_more_is_allowed_on_a_case_that_has_ended(quick: Desk) -> None:
    no = quick.closed()
    case = quick.case(no, "ck1")
    assert (case["state"], case["result"], case["unit_result"], case["allowed"]) == (
        "closed",
        "transferred",
        "given",
        [],
    )
    assert case["colour"] == "none"


def test_a_case_is_not_closed_while_another_handover_is_out(desk: Desk) -> None:
    from casework import handover, inbox

    no, first = desk.told()
    desk.act("ck1", first, "file")
    second = handover.start_handover(
        desk.office, desk.who("ck1"), no, kind="transfer", unit="zj", form=dict(matter="示例", reason="示例")
    )
    task_id = desk.claim("ck1", no, "close_case")
    with desk.refused("E_STATE"):
        inbox.complete_task(desk.office, desk.who("ck1"), task_id, outcome="closed", forms={})
    assert second["state"] == "sent"


def test_the_diagram_marks_where_the_case_is(quick: Desk) -> None:
    no, _ = quick.sent()
    main = cases.case_diagram(quick.office, quick.who("ck1"), no)
    assert (main["process"], main["tokens"]) == ("one-window", ["transfer"])
    called = quick.case(no)["instances"][1]["id"]
    assert cases.case_diagram(quick.office, quick.who("ck1"), no, called)["tokens"] == ["transfer_sign"]
    with quick.refused("E_NOT_FOUND"):
        cases.case_diagram(quick.office, quick.who("ck1"), no, "nothing")


def test_limits_tell_what_runs_and_what_still_waits(quick: Desk) -> None:
    no, _ = quick.sent()
    found = cases.case_limits(quick.office, quick.who("ck1"), no)
    assert {one["row"]: one["state"] for one in found["items"]} == {
        "L01": "met",
        "L02": "met",
        "L04": "met",
        "L05": "open",
    }
    assert {"L06", "L07", "L08"} <= {one["row"] for one in found["waiting"]}


def test_a_number_that_is_none_is_not_looked_up(quick: Desk) -> None:
    for key in ("", "x" * 41, "示例", "' or 1=1 --"):
        with quick.refused("E_NOT_FOUND"):
            cases.show_case(quick.office, quick.who("ck1"), key)
        with quick.refused("E_NOT_FOUND"):
            intake.submit_case(quick.office, quick.who("ck1"), key)
