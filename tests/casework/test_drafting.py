"""草稿与更正: a draft kept again by whoever began it, and the form that a correction starts from."""

from typing import Any

from casework import audit, cases, drafting, intake, people
from tests.casework.desk import HEAD_ID, TOWN, Desk


def kept(desk: Desk, no: str, login: str = "ck1") -> Any:
    return cases.show_case(desk.office, desk.who(login), no)["draft"]


def test_a_draft_is_kept_again_and_lists_show_the_new_name(desk: Desk) -> None:
    no = desk.open(draft=True, head_name="示例甲")
    forms = {"F01": {"head_name": "示例乙", "phone": "12"}}
    after = drafting.save_case_draft(desk.office, desk.who("ck1"), no, forms=forms)
    assert (after["state"], after["head"]["name"]) == ("draft", "示例乙")
    assert kept(desk, no) == forms
    rows = cases.list_cases(desk.office, desk.who("ck1"), filters={"state": "draft"})["items"]
    assert [(row["head"]["name"], row["created_by"]) for row in rows] == [("示例乙", "ck1")]


def test_a_colleague_neither_reads_nor_overwrites_a_draft(desk: Desk) -> None:
    no = desk.open(draft=True)
    assert kept(desk, no, "ck2") is None
    with desk.refused("E_NOT_HOLDER"):
        drafting.save_case_draft(desk.office, desk.who("ck2"), no, forms={"F01": {}})


def test_what_was_handed_in_is_no_draft(desk: Desk) -> None:
    no = desk.open()
    with desk.refused("E_STATE"):
        drafting.save_case_draft(desk.office, desk.who("ck1"), no, forms={})


def test_a_draft_kept_twice_and_handed_in_is_rebuilt_the_same(desk: Desk) -> None:
    draft = desk.open(draft=True)
    forms = {"F01": desk.f01(head_name="示例丙")}
    drafting.save_case_draft(desk.office, desk.who("ck1"), draft, forms={"F01": {"head_name": "x"}})
    drafting.save_case_draft(desk.office, desk.who("ck1"), draft, forms=forms)
    no = intake.submit_case(desk.office, desk.who("ck1"), draft)["no"]
    assert desk.case(no)["head"]["name"] == "示例丙"
    assert audit.replay(desk.office, [no])["ok"]
    acts = [item["act"] for item in cases.case_history(desk.office, desk.who("ck1"), no)["items"]]
    assert acts == ["case.draft", "case.draft", "case.draft", "case.open"]


def test_a_correction_starts_from_the_form_in_full_and_the_read_is_logged(desk: Desk) -> None:
    no = desk.open()
    found = drafting.form_to_correct(desk.office, desk.who("ck1"), no, "F01")
    assert found["data"]["head_id"] == HEAD_ID
    readers = cases.case_access(desk.office, desk.who("ck1"), no)["items"]
    assert [one["what"] for one in readers][:1] == ["case:correct:F01"]


def test_only_the_window_corrects_and_only_its_own_forms_before_the_end(desk: Desk) -> None:
    no, draft = desk.open(), desk.open(draft=True)
    with desk.refused("E_FORBIDDEN"):
        drafting.form_to_correct(desk.office, desk.who("fzr"), no, "F01")
    with desk.refused("E_NOT_FOUND"):
        drafting.form_to_correct(desk.office, desk.who("ck1"), no, "F06b")
    with desk.refused("E_STATE"):
        drafting.form_to_correct(desk.office, desk.who("ck1"), draft, "F01")


def test_a_form_may_name_the_staff_of_the_township_and_of_the_county(desk: Desk) -> None:
    near = {one["login"] for one in people.colleagues(desk.office, desk.who("ck1"))}
    assert {"ck1", "ck2", "zg", "fzr", "sh", "db"} <= near
    assert not near & {"ckx", "zgx", "bm-jy", "sj"}
    assert {one["login"] for one in people.colleagues(desk.office, desk.who("bm-jy"))} == {"bm-jy"}
    assert TOWN in {one["area"] for one in people.colleagues(desk.office, desk.who("ck1"))}
