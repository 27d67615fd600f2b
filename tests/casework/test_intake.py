"""申请: what the window takes in, what it refuses, and how an applicant steps back."""

from datetime import date

import pytest

from casework import cases, drawing, inbox, intake
from engine.errors import Refused
from tests.casework.desk import COUNTRY, HEAD_ID, OTHER_ID, TOWN, Desk


def test_an_application_gets_a_number_a_receipt_and_a_first_task(desk: Desk) -> None:
    no = desk.open()
    assert no == "130399100-2026-000001"
    case = desk.case(no)
    assert (case["state"], case["aid"], case["head"]["name"]) == ("submitted", "310", "示例甲")
    assert [moment["name"] for moment in case["moments"]] == ["application"]
    assert [(row["step"], row["effective_due"]) for row in case["open_tasks"]] == [
        ("check_papers", "2026-03-04")
    ]
    papers = cases.case_documents(desk.office, desk.who("ck1"), no)["items"]
    assert [paper["type"] for paper in papers] == ["receipt"]


def test_numbers_are_counted_by_township_and_year(desk: Desk) -> None:
    assert [desk.open(), desk.open()] == [f"{TOWN}-2026-000001", f"{TOWN}-2026-000002"]
    other = desk.open("ckx", area=COUNTRY, registered_village="130399101201")
    assert other == f"{COUNTRY}-2026-000001"
    desk.at("2027-01-04T09:00")
    assert desk.open() == f"{TOWN}-2027-000001"


def test_a_refused_application_uses_up_no_number(desk: Desk) -> None:
    with desk.refused("E_ID_CHECK", path="F01.head_id"):
        forms = {"F01": desk.f01(head_id="130399195804120026", signature="x")}
        intake.open_case(desk.office, desk.who("ck1"), aid="310", area=TOWN, forms=forms)
    assert desk.open() == f"{TOWN}-2026-000001"


def test_all_faults_of_all_forms_come_together(quick: Desk) -> None:
    forms = {"F01": {"aid": "320", "phone": "1"}, "F09": {}}
    with quick.refused("E_UNKNOWN_FIELD", path="F09") as caught:
        intake.open_case(quick.office, quick.who("ck1"), aid="310", area=TOWN, forms=forms)
    faults = {(fault.path, fault.code) for fault in caught.value.faults}  # type: ignore[attr-defined]
    assert {("F01.aid", "E_CHOICE"), ("F01.phone", "E_PHONE"), ("F01.head_name", "E_REQUIRED")} <= faults
    assert sum(path == "F01.aid" for path, _ in faults) == 1


@pytest.mark.parametrize(
    ("aid", "area", "path"),
    [
        ("999", TOWN, "aid"),
        ("310", "130399", "area"),
        ("310", "130399999", "area"),
        ("220", TOWN, "emergency_kind"),
    ],
)
def test_aid_area_and_emergency_kind_are_checked_by_field(
    quick: Desk, aid: str, area: str, path: str
) -> None:
    with pytest.raises(Refused) as caught:
        intake.open_case(quick.office, quick.who("ck1"), aid=aid, area=area, forms={})
    assert [fault.path for fault in caught.value.faults] == [path]  # type: ignore[attr-defined]


def test_another_townships_window_finds_no_such_place(quick: Desk) -> None:
    with quick.refused("E_NOT_FOUND"):
        forms = {"F01": quick.f01(signature="x")}
        intake.open_case(quick.office, quick.who("ckx"), aid="310", area=TOWN, forms=forms)


def test_who_may_not_take_applications_hears_so_before_anything_is_checked(quick: Desk) -> None:
    for login in ("jb1", "bm-jy", "db", "xt", "sjj"):
        with quick.refused("E_FORBIDDEN"):
            intake.open_case(quick.office, quick.who(login), aid="?", area="?", forms={})


def test_a_specialist_hands_in_for_the_own_village_only(quick: Desk) -> None:
    assert quick.open("zg").startswith(TOWN)
    with quick.refused("E_NOT_FOUND"):
        forms = {"F01": quick.f01(signature="x", registered_village="130399100202")}
        intake.open_case(quick.office, quick.who("zg"), aid="310", area=TOWN, forms=forms)


def test_a_village_of_another_township_leaves_the_case_with_its_window(desk: Desk) -> None:
    no = desk.open(registered_village="130399101201")
    assert desk.case(no, "ck1")["village"] is None
    with desk.refused("E_NOT_FOUND"):
        cases.show_case(desk.office, desk.who("ckx"), no)


def test_relatives_declared_at_once_make_a_key_case(quick: Desk) -> None:
    rows = [
        {
            "staff_name": "示例丁",
            "unit": "示例镇",
            "relation": "parent",
            "declared_by": "示例甲",
            "on": "2026-03-02",
        }
    ]
    declared = {"declared": True, "signature": quick.file(), "rows": rows}
    forms = {"F01": quick.f01(), "F07": declared}
    case = intake.open_case(quick.office, quick.who("ck1"), aid="310", area=TOWN, forms=forms)
    assert case["flags"] == ["key"]
    assert case["key_reasons"] == ["relative"]


def test_a_signature_serves_one_case_only(desk: Desk) -> None:
    signature = desk.file()
    desk.open(signature=signature)
    with desk.refused("E_FILE", path="F01.signature"):
        forms = {"F01": desk.f01(signature=signature)}
        intake.open_case(desk.office, desk.who("ck1"), aid="310", area=TOWN, forms=forms)


def test_a_draft_is_not_checked_and_its_author_finds_it_again(desk: Desk) -> None:
    forms = {"F01": {"head_name": "示例乙", "registered_village": "130399100201"}}
    made = intake.open_case(desk.office, desk.who("ck1"), aid="310", area=TOWN, forms=forms, as_draft=True)
    assert (made["state"], made["open_tasks"], made["moments"]) == ("draft", [], [])
    assert desk.case(made["no"], "ck1")["draft"] == forms
    assert desk.case(made["no"], "ck2")["draft"] is None


def test_a_draft_handed_in_becomes_a_case_with_a_number(desk: Desk) -> None:
    key = desk.open(draft=True)
    case = intake.submit_case(desk.office, desk.who("ck1"), key)
    assert (case["no"], case["state"]) == (f"{TOWN}-2026-000001", "submitted")
    with desk.refused("E_STATE"):
        intake.submit_case(desk.office, desk.who("ck1"), case["no"])
    with desk.refused("E_NOT_FOUND"):
        intake.submit_case(desk.office, desk.who("ck1"), key)
    desk.proved()


def test_a_specialist_cannot_hand_in_a_draft_for_another_village(quick: Desk) -> None:
    key = quick.open("zg", draft=True)
    with quick.refused("E_NOT_FOUND"):
        forms = {"F01": quick.f01(signature="x", registered_village="130399100202")}
        intake.submit_case(quick.office, quick.who("zg"), key, forms=forms)


def test_withdrawing_ends_everything_of_the_case(desk: Desk) -> None:
    no, handover_id = desk.sent()
    case = desk.withdraw(no)
    assert (case["state"], case["result"], case["open_tasks"]) == ("withdrawn", "withdrawn", [])
    assert {one["state"] for one in case["instances"]} == {"cancelled"}
    assert [one["state"] for one in case["handovers"]] == ["cancelled"]
    assert {row: one["state"] for row, one in desk.limits(no).items() if row in ("L04", "L05")} == {
        "L04": "met",
        "L05": "stopped",
    }
    with desk.office.store.read() as work:
        assert [one for one in work.due_moments.find() if one.kind != drawing.JOB] == []
    for act, body in (("recall", {"reason": "晚了"}), ("send", {})):
        with desk.refused("E_STATE"):
            desk.act("ck1", handover_id, act, **body)
    with desk.refused("E_STATE"):
        by, on = desk.who("ck1"), date(2026, 3, 2)
        intake.withdraw_case(desk.office, by, no, reason="x", signed_on=on, signature="x")
    desk.proved()


def test_a_withdrawal_is_written_and_signed(desk: Desk) -> None:
    no = desk.open()
    for reason, on, signature, path, code in [
        (" ", date(2026, 3, 2), None, "reason", "E_REQUIRED"),
        ("不要了", date(2026, 3, 3), None, "signed_on", "E_DATE"),
        ("不要了", date(2026, 3, 1), None, "signed_on", "E_DATE"),
        ("不要了", date(2026, 3, 2), "", "signature", "E_REQUIRED"),
        ("不要了", date(2026, 3, 2), "nothing", "signature", "E_FILE"),
    ]:
        signed = desk.file() if signature is None else signature
        with desk.refused(code, path=path):
            intake.withdraw_case(
                desk.office, desk.who("ck1"), no, reason=reason, signed_on=on, signature=signed
            )


def test_the_specialist_of_the_village_withdraws_too(quick: Desk) -> None:
    no = quick.open("zg")
    assert quick.withdraw(no, "zg")["state"] == "withdrawn"


def test_a_correction_is_a_new_revision_and_the_old_one_stays(desk: Desk) -> None:
    no = desk.open()
    with desk.office.store.read() as work:
        old = work.forms.first()
    assert old is not None
    changed = {
        **{k: v for k, v in old.content.items() if v is not None and k != "birth_on"},
        "head_name": "示例丙",
    }
    case = intake.correct_case(desk.office, desk.who("ck1"), no, form="F01", data=changed, reason="姓名写错")
    assert case["head"]["name"] == "示例丙"
    entries = cases.case_forms(desk.office, desk.who("ck1"), no)["items"]
    assert [(one["revision"], one["data"]["head_name"]) for one in entries] == [(1, "示例甲"), (2, "示例丙")]
    changes = cases.case_history(desk.office, desk.who("ck1"), no)["items"][-1]["changes"]
    assert changes == [{"path": "F01.head_name", "old": "示例甲", "new": "示例丙"}]
    desk.proved()


def test_a_corrected_identity_number_is_masked_in_the_history_and_found_by_search(desk: Desk) -> None:
    no = desk.open()
    fields = desk.f01(head_id=OTHER_ID)
    intake.correct_case(desk.office, desk.who("ck1"), no, form="F01", data=fields, reason="号码写错")
    history = cases.case_history(desk.office, desk.who("ck1"), no)["items"]
    assert HEAD_ID not in str(history)
    assert OTHER_ID not in str(history)
    found = [
        cases.list_cases(desk.office, desk.who("ck1"), filters={"q": number})["items"]
        for number in (OTHER_ID, HEAD_ID)
    ]
    assert [len(items) for items in found] == [1, 0]


def test_a_supervisor_without_purpose_does_not_see_what_a_correction_said(quick: Desk) -> None:
    no = quick.open()
    fields = quick.f01(head_name="示例丙")
    intake.correct_case(quick.office, quick.who("ck1"), no, form="F01", data=fields, reason="姓名写错")
    history = cases.case_history(quick.office, quick.who("db"), no)["items"]
    assert "示例丙" not in str(history)


def test_a_moment_that_a_form_has_fixed_is_not_corrected_away(quick: Desk) -> None:
    no = quick.open()
    quick.accept(no)
    quick.at("2026-03-03T09:00")
    with quick.refused("E_DATE", path="F06b.accepted_at"):
        intake.correct_case(
            quick.office,
            quick.who("ck1"),
            no,
            form="F06b",
            data={"accepted_at": "2026-03-03T08:00:00+08:00"},
            reason="时间写错",
        )


def test_what_a_department_wrote_is_not_the_windows_to_correct(quick: Desk) -> None:
    no, handover_id = quick.signed()
    quick.act("bm-jy", handover_id, "result", result="given", text="给予")
    for form in ("F15", "F16"):
        with quick.refused("E_NOT_FOUND"):
            intake.correct_case(quick.office, quick.who("ck1"), no, form=form, data={}, reason="改一改")


def test_a_correction_needs_a_reason_a_known_form_and_a_running_case(quick: Desk) -> None:
    no = quick.open()
    by = quick.who("ck1")
    with quick.refused("E_REQUIRED", path="reason"):
        intake.correct_case(quick.office, by, no, form="F01", data={}, reason=" ")
    with quick.refused("E_NOT_FOUND"):
        intake.correct_case(quick.office, by, no, form="F02", data={}, reason="改")
    quick.withdraw(no)
    with quick.refused("E_STATE"):
        intake.correct_case(quick.office, by, no, form="F01", data={}, reason="改")


def test_silence_decides_nothing_however_long_it_lasts(desk: Desk) -> None:
    no = desk.open()
    desk.do(
        "ck1",
        no,
        "check_papers",
        "incomplete",
        {
            "F06a": {
                "items": [{"material": "学籍证明"}],
                "ground": "示例规定",
                "sent_at": desk.office.now().isoformat(),
                "sent_how": "hand",
            }
        },
    )
    desk.at("2031-03-03T09:00")
    assert desk.steps(no) == ["receive_papers"]
    assert desk.case(no)["colour"] == "none"


def test_refusing_acceptance_ends_the_case_with_a_letter(desk: Desk) -> None:
    no = desk.open()
    answer = desk.do(
        "ck1",
        no,
        "check_papers",
        "not_ours",
        {"F06c": {"ground": "示例：不属本窗口受理范围", "unit": "示例单位"}},
    )
    assert (answer["case"]["state"], answer["case"]["result"]) == ("acceptance_refused",) * 2
    assert answer["case"]["open_tasks"] == []
    kinds = [one["type"] for one in cases.case_documents(desk.office, desk.who("ck1"), no)["items"]]
    assert kinds == ["receipt", "not_accepted"]
    assert inbox.list_tasks(desk.office, desk.who("ck1"), queue="all")["items"] == []
    desk.proved()
