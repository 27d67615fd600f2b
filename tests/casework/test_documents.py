"""文书: made at moments from data that stays as it was said; drawn when read, by who sees the case."""

import pytest
import typst

from casework import cases, documents, slips
from documents import pdf
from engine.errors import BadRequest, WrongState
from tests.casework.desk import HEAD_ID, Desk
from tests.casework.test_supervision import urged


def made(desk: Desk, no: str) -> dict[str, str]:
    items = cases.case_documents(desk.office, desk.who("ck1"), no)["items"]
    return {one["type"]: one["id"] for one in items}


def test_a_document_says_what_was_known_when_it_was_made(desk: Desk) -> None:
    no = desk.open()
    desk.accept(no)
    found = documents.show(desk.office, desk.who("ck1"), made(desk, no)["acceptance"])
    fields = found["fields"]
    assert (fields["case_no"], fields["accepted_at"], fields["sample"]) == (
        no,
        "2026-03-02T09:00:00+08:00",
        True,
    )
    assert [one["name"] for one in fields["limits"]] == ["分办（1个工作日）"]
    assert HEAD_ID not in str(found)
    desk.at("2026-04-01T09:00")
    assert documents.show(desk.office, desk.who("ck1"), found["id"])["fields"] == fields


def test_a_slip_names_the_step_the_post_and_where_the_deadline_comes_from(desk: Desk) -> None:
    no, slip_id = urged(desk)
    found = documents.show(desk.office, desk.who("db", purpose="示例：督办"), made(desk, no)["urging_slip"])
    fields = found["fields"]
    assert fields["office"] == {"name": "示例区民政局"}
    assert (fields["step_name"], fields["to"]["role_name"]) == ("签收", "示例区教育局部门联系人")
    assert (fields["source"], fields["overdue_text"]) == (
        "县规定：签收或退回",
        "超期2个工作日",
    )
    assert fields["no"] == slips.show(desk.office, desk.who("db"), slip_id)["no"]


def test_the_pdf_is_drawn_again_alike_and_its_pages_are_remembered(quick: Desk) -> None:
    receipt = made(quick, quick.open())["receipt"]
    first = documents.show(quick.office, quick.who("ck1"), receipt, "pdf")
    again = documents.show(quick.office, quick.who("ck1"), receipt, "pdf")
    assert first["content"].startswith(b"%PDF")
    assert (first["sha256"], first["pages"]) == (again["sha256"], 1)
    quick.proved()


def test_reading_is_logged_and_only_for_who_sees_the_case(desk: Desk) -> None:
    no = desk.open()
    receipt = made(desk, no)["receipt"]
    documents.show(desk.office, desk.who("jb1"), receipt)
    log = cases.case_access(desk.office, desk.who("fzr"), no)["items"]
    assert (log[0]["what"], log[0]["by"]["login"]) == ("document:receipt", "jb1")
    for login, code in (
        ("fzrx", "E_NOT_FOUND"),
        ("bm-jy", "E_NOT_FOUND"),
        ("cw1", "E_FORBIDDEN"),
        ("db", "E_PURPOSE"),
    ):
        with desk.refused(code):
            documents.show(desk.office, desk.who(login), receipt)
    assert documents.show(desk.office, desk.who("db", purpose="示例：核实"), receipt)["type"] == "receipt"


def test_other_formats_and_ids_are_refused(quick: Desk) -> None:
    receipt = made(quick, quick.open())["receipt"]
    with pytest.raises(BadRequest):
        documents.show(quick.office, quick.who("ck1"), receipt, "docx")
    with quick.refused("E_NOT_FOUND"):
        documents.show(quick.office, quick.who("ck1"), "nothing")


def test_without_a_chinese_font_the_pdf_is_refused_and_the_page_still_reads(
    quick: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = made(quick, quick.open())["receipt"]
    bare = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(pdf, "_fonts", lambda: bare)
    with pytest.raises(WrongState) as refusal:
        documents.show(quick.office, quick.who("ck1"), receipt, "pdf")
    assert refusal.value.facts == {"why": "no_font"}
    assert documents.show(quick.office, quick.who("ck1"), receipt, "html")["content"]
