"""转办: sent, signed or returned, handled, fed back, told; each act in its state and by its side only."""

import pytest

from casework import cases, documents, handover, inbox
from engine.errors import Refused
from tests.casework.desk import HEAD_ID, LETTER, RESULT, RETURN, Desk


def test_the_whole_way_keeps_both_clocks_apart(desk: Desk) -> None:
    no, handover_id = desk.drafted()
    desk.at("2026-03-03T09:00")
    sent = desk.act("ck1", handover_id, "send", **LETTER)
    assert (sent["state"], sent["unit"], sent["unit_code"], sent["from"]) == (
        "sent",
        "jy",
        "11130399MB0A10021P",
        "130399100",
    )
    desk.at("2026-03-05T16:00")
    desk.act("bm-jy", handover_id, "sign")
    desk.at("2026-03-20T09:00")
    desk.act("bm-jy", handover_id, "result", **RESULT)
    fed = desk.act("bm-jy", handover_id, "feed-back", text="示例：已给予一千元。")
    assert (str(fed["amount"]), fed["feedback_text"], fed["result"]) == (
        "1000.00",
        "示例：已给予一千元。",
        "given",
    )
    told = desk.act(
        "ck2", handover_id, "tell", told_at="2026-03-20T09:00:00+08:00", how="phone", by="ck2", heard=True
    )
    assert (told["told"]["how"], told["told"]["by"]) == ("phone", "ck2")
    done = desk.act("ck1", handover_id, "file")
    assert (done["state"], done["allowed"]) == ("closed", [])
    [leg] = done["legs"]
    assert {one["row"]: (one["state"], one["overdue"]) for one in leg["limits"]} == {
        "L05": ("met", None),
        "L06": ("met_late", {"n": 1, "unit": "wd"}),
        "L07": ("met", None),
    }
    assert (leg["days_used"], leg["overdue_days"], leg["in_time"]) == (13, 1, False)
    assert desk.steps(no) == ["close_case"]
    desk.proved()


def test_completing_the_open_task_is_the_same_act(desk: Desk) -> None:
    no, handover_id = desk.drafted()
    desk.do("ck1", no, "transfer_send", "sent", {"F15": {"kind": "transfer", "unit": "jy", **LETTER}})
    answer = desk.do("bm-jy", no, "transfer_sign", "signed")
    assert answer["case"] is None
    assert handover.show_handover(desk.office, desk.who("bm-jy"), handover_id)["state"] == "signed"


def test_a_draft_is_the_windows_alone_until_it_is_sent(desk: Desk) -> None:
    _, handover_id = desk.drafted()
    unit = desk.who("bm-jy")
    for act in (
        lambda: handover.show_handover(desk.office, unit, handover_id),
        lambda: desk.act("bm-jy", handover_id, "sign"),
    ):
        with desk.refused("E_NOT_FOUND"):
            act()
    assert handover.list_handovers(desk.office, unit)["items"] == []
    desk.act("ck1", handover_id, "send", **LETTER)
    assert handover.show_handover(desk.office, unit, handover_id)["state"] == "sent"
    desk.act("ck1", handover_id, "recall", reason="写错")
    with desk.refused("E_NOT_FOUND"):
        handover.show_handover(desk.office, unit, handover_id)


def test_a_handover_cancelled_before_it_was_sent_never_reaches_the_unit(desk: Desk) -> None:
    no, handover_id = desk.drafted()
    desk.withdraw(no)
    assert handover.list_handovers(desk.office, desk.who("bm-jy"))["items"] == []
    with desk.refused("E_NOT_FOUND"):
        handover.show_handover(desk.office, desk.who("bm-jy"), handover_id)


def test_the_unit_sees_name_phone_and_what_was_sent_and_nothing_else_of_the_case(desk: Desk) -> None:
    no, handover_id = desk.sent()
    unit = desk.who("bm-jy")
    shown = handover.show_handover(desk.office, unit, handover_id)
    assert (shown["head_name"], shown["phone"], shown["matter"]) == (
        "示例甲",
        "13900000025",
        LETTER["matter"],
    )
    [row] = inbox.list_tasks(desk.office, unit, queue="group")["items"]
    inbox.claim_task(desk.office, unit, row["id"])
    task = inbox.show_task(desk.office, unit, row["id"])
    assert set(task["data"]) == {"F15"}
    for text in (HEAD_ID, "130399********0025", "示例镇东村1号", "孩子上学"):
        assert text not in str(shown) + str(task), text
    for read in (cases.show_case, cases.case_history, cases.case_forms, cases.case_page):
        with desk.refused("E_NOT_FOUND"):
            read(desk.office, unit, no)


def test_of_two_handovers_of_a_case_each_unit_sees_its_own(desk: Desk) -> None:
    no, first = desk.sent()
    second = handover.start_handover(
        desk.office,
        desk.who("ck1"),
        no,
        kind="transfer",
        unit="zj",
        form={"matter": "示例：住房", "reason": "示例：另一件"},
    )
    tasks = {row["unit"]: row["id"] for row in desk.rows(no) if row["step"] == "transfer_sign"}
    jy = inbox.show_task(desk.office, desk.who("bm-jy"), tasks["jy"])
    zj = inbox.show_task(desk.office, desk.who("bm-zj"), tasks["zj"])
    assert (jy["data"]["F15"]["matter"], zj["data"]["F15"]["matter"]) == (LETTER["matter"], "示例：住房")
    for login, other in (("bm-jy", second["id"]), ("bm-zj", first)):
        with desk.refused("E_NOT_FOUND"):
            handover.show_handover(desk.office, desk.who(login), other)
        with desk.refused("E_NOT_FOUND"):
            desk.act(login, other, "sign")
    assert [one["id"] for one in handover.list_handovers(desk.office, desk.who("bm-zj"))["items"]] == [
        second["id"]
    ]
    desk.proved()


def test_a_wrong_state_answers_with_its_own_code(desk: Desk) -> None:
    _, handover_id = desk.drafted()
    signed = {"told_at": "2026-03-02T09:00:00+08:00", "how": "phone", "by": "ck1", "heard": True}
    for act, body in (("tell", signed), ("file", {}), ("recall", {"reason": "x"})):
        with desk.refused("E_STATE"):
            desk.act("ck1", handover_id, act, **body)
    desk.act("ck1", handover_id, "send", **LETTER)
    for act, body in (("result", RESULT), ("feed-back", {"text": "x"})):
        with desk.refused("E_STATE"):
            desk.act("bm-jy", handover_id, act, **body)
    with desk.refused("E_STATE"):
        desk.act("sh", handover_id, "name-unit", unit="zj", reason="x")
    desk.act("bm-jy", handover_id, "sign")
    with desk.refused("E_SIGNED"):
        desk.act("bm-jy", handover_id, "return", **RETURN)
    with desk.refused("E_SIGNED"):
        desk.act("ck1", handover_id, "recall", reason="晚了")
    with desk.refused("E_STATE"):
        desk.act("bm-jy", handover_id, "sign")


def test_feedback_without_words_and_a_result_without_result_are_refused(desk: Desk) -> None:
    _, handover_id = desk.signed()
    with desk.refused("E_REQUIRED", path="F16.result"):
        desk.act("bm-jy", handover_id, "result", text="给予")
    with desk.refused("E_MONEY", path="F16.amount"):
        desk.act("bm-jy", handover_id, "result", **{**RESULT, "amount": "1.001"})
    desk.act("bm-jy", handover_id, "result", **RESULT)
    with desk.refused("E_REQUIRED", path="F16.text"):
        desk.act("bm-jy", handover_id, "feed-back")
    with desk.refused("E_UNKNOWN_FIELD"):
        desk.act("bm-jy", handover_id, "feed-back", text="x", colour="red")


def test_a_return_names_reason_and_unit_and_comes_inside_the_time_for_signing(desk: Desk) -> None:
    no, handover_id = desk.sent()
    with desk.refused("E_REQUIRED", path="F16.proposed_unit"):
        desk.act("bm-jy", handover_id, "return", return_reason="不归我们")
    back = desk.act("bm-jy", handover_id, "return", **RETURN)
    assert (back["state"], back["returns"], back["proposed_unit"]) == ("returned", 1, "rs")
    assert desk.limits(no)["L04"]["state"] == "open"
    again = desk.act("ck1", handover_id, "send", unit="rs")
    assert (again["state"], again["unit"], again["matter"]) == ("sent", "rs", LETTER["matter"])
    with desk.refused("E_NOT_FOUND"):
        desk.act("bm-jy", handover_id, "sign")
    desk.at("2026-03-04T23:59:59")
    assert handover.show_handover(desk.office, desk.who("bm-rs"), handover_id)["returnable"] is True
    desk.at("2026-03-05T00:00")
    late = handover.show_handover(desk.office, desk.who("bm-rs"), handover_id)
    assert (late["returnable"], "return" in late["allowed"], "sign" in late["allowed"]) == (
        False,
        False,
        True,
    )
    with desk.refused("E_NO_RETURN"):
        desk.act("bm-rs", handover_id, "return", **RETURN)
    assert desk.act("bm-rs", handover_id, "sign")["state"] == "signed"
    desk.proved()


def test_the_third_return_goes_to_the_county_whose_unit_cannot_return_it(desk: Desk) -> None:
    no, handover_id = desk.sent()
    for unit, proposed in (("jy", "rs"), ("rs", "zj"), ("zj", "jy")):
        state = desk.act(
            f"bm-{unit}", handover_id, "return", return_reason="不归我们", proposed_unit=proposed
        )["state"]
        if proposed != "jy":
            desk.act("ck1", handover_id, "send")
    assert state == "naming"
    assert desk.steps(no) == ["name_unit"]
    with desk.refused("E_STATE"):
        desk.act("ck1", handover_id, "send", unit="jy")
    for login in ("ck1", "bm-jy", "fzr"):
        with desk.refused("E_NOT_FOUND" if login == "bm-jy" else "E_FORBIDDEN"):
            desk.act(login, handover_id, "name-unit", unit="jy", reason="按职责")
    named = desk.act("sh", handover_id, "name-unit", unit="jy", reason="按职责应由教育部门承办")
    assert (named["state"], named["unit"], named["returnable"]) == ("sent", "jy", False)
    assert [leg["unit"] for leg in named["legs"]] == ["jy", "rs", "zj", "jy"]
    with desk.refused("E_NO_RETURN"):
        desk.act("bm-jy", handover_id, "return", **RETURN)
    task_id = desk.task(no, "transfer_sign")
    inbox.claim_task(desk.office, desk.who("bm-jy"), task_id)
    with desk.refused("E_NO_RETURN"):
        inbox.complete_task(
            desk.office, desk.who("bm-jy"), task_id, outcome="returned", forms={"F16": RETURN}
        )
    assert desk.act("bm-jy", handover_id, "sign")["state"] == "signed"
    desk.proved()


def test_a_recalled_letter_goes_out_again_and_the_time_for_sending_runs_on(desk: Desk) -> None:
    no, handover_id = desk.sent()
    started = desk.limits(no)["L04"]["started_at"]
    with desk.refused("E_REQUIRED", path="reason"):
        desk.act("ck1", handover_id, "recall", reason=" ")
    desk.act("ck1", handover_id, "recall", reason="附件有误")
    limits = desk.limits(no)
    assert (limits["L04"]["state"], limits["L04"]["started_at"], limits["L05"]["state"]) == (
        "open",
        started,
        "stopped",
    )
    assert desk.steps(no) == ["transfer_send"]
    desk.act("ck1", handover_id, "send")
    legs = handover.show_handover(desk.office, desk.who("ck1"), handover_id)["legs"]
    assert [(leg["n"], leg["recalled_at"] is not None) for leg in legs] == [(1, True), (2, False)]
    desk.proved()


def test_a_transfer_goes_to_an_authority_that_exists(desk: Desk) -> None:
    no, handover_id = desk.drafted()
    for unit in ("zjjg", "nowhere"):
        with desk.refused("E_CHOICE", path="F15.unit"):
            desk.act("ck1", handover_id, "send", **{**LETTER, "unit": unit})
        with desk.refused("E_CHOICE", path="unit"):
            handover.start_handover(desk.office, desk.who("ck1"), no, kind="transfer", unit=unit)


def test_a_handover_of_ones_own_is_begun_only_on_an_accepted_running_case(desk: Desk) -> None:
    no = desk.open()
    begin = lambda: handover.start_handover(desk.office, desk.who("ck1"), no, kind="transfer", unit="jy")  # noqa: E731
    with desk.refused("E_STATE"):
        begin()
    desk.accept(no)
    with desk.refused("E_CHOICE", path="kind"):
        handover.start_handover(desk.office, desk.who("ck1"), no, kind="gift", unit="jy")
    made = begin()
    assert (made["state"], made["no"]) == ("drafted", "ZB-130399100-2026-000001")
    desk.withdraw(no)
    with desk.refused("E_STATE"):
        begin()


def test_the_routing_table_names_the_unit_where_nobody_does(desk: Desk) -> None:
    no = desk.open(aid="360")
    desk.accept(no)
    desk.related(no)
    desk.do("ck1", no, "dispatch", "transfer", {"dispatch": {}})
    assert desk.case(no)["handovers"][0]["unit"] == "wj"


def test_a_colleague_who_holds_the_task_is_not_overtaken(desk: Desk) -> None:
    no, handover_id = desk.drafted()
    desk.claim("ck2", no, "transfer_send")
    with desk.refused("E_TAKEN"):
        desk.act("ck1", handover_id, "send", **LETTER)
    assert desk.act("ck2", handover_id, "send", **LETTER)["state"] == "sent"


def test_the_letter_and_the_record_of_telling_are_made(desk: Desk) -> None:
    no, _ = desk.told()
    items = cases.case_documents(desk.office, desk.who("ck1"), no)["items"]
    kinds = {one["type"]: one["id"] for one in items}
    assert {"transfer_letter", "told_record"} <= set(kinds)
    told = documents.show(desk.office, desk.who("ck1"), kinds["told_record"])
    assert told["fields"]["result_name"] == "给予"
    letter = documents.show(desk.office, desk.who("bm-jy"), kinds["transfer_letter"])
    assert letter["fields"]["unit"] == {"name": "示例区教育局", "code": "11130399MB0A10021P"}
    for login, kind in (("bm-jy", "receipt"), ("bm-zj", "transfer_letter")):
        with desk.refused("E_NOT_FOUND"):
            documents.show(desk.office, desk.who(login), kinds[kind])


def test_lists_filter_and_refuse_what_they_do_not_know(quick: Desk) -> None:
    no, handover_id = quick.sent()
    for filters, number in (
        ({"state": "sent"}, 1),
        ({"unit": "zj"}, 0),
        ({"case_no": no}, 1),
        ({"kind": "refer"}, 0),
    ):
        found = handover.list_handovers(quick.office, quick.who("ck1"), filters=filters)["items"]
        assert len(found) == number, filters
    assert handover.list_handovers(quick.office, quick.who("ckx"))["items"] == []
    assert handover.list_handovers(quick.office, quick.who("db"))["items"][0]["head_name"] == "示某"
    with pytest.raises(Refused):
        handover.list_handovers(quick.office, quick.who("ck1"), filters={"head_name": "x"})
    with quick.refused("E_FORBIDDEN"):
        handover.list_handovers(quick.office, quick.who("jb1"))
    with quick.refused("E_NOT_FOUND"):
        handover.show_handover(quick.office, quick.who("ckx"), handover_id)
