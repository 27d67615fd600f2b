"""材料: taken in by content, tied to a case by its form, replaced as a new version, read by who may see the case."""

import hashlib
import io

import pypdf
import pytest

from casework import attachments, cases
from tests.casework.desk import LETTER, PNG, Desk


def _pdf() -> bytes:
    """A file of one empty page."""
    writer, found = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(72, 72)
    writer.write(found)
    return found.getvalue()


PDF = _pdf()


def test_a_file_comes_back_as_it_was(desk: Desk) -> None:
    made = attachments.add(desk.office, desk.who("ck1"), name="签字.png", content=PNG, kind="signature")
    assert (made["kind"], made["size"], made["pages"], made["version"], made["sha256"]) == (
        "signature",
        len(PNG),
        1,
        1,
        hashlib.sha256(PNG).hexdigest(),
    )
    found = attachments.read(desk.office, desk.who("ck1"), made["id"])
    assert (found["content"], found["media"]) == (PNG, "image/png")
    with desk.office.store.engine.connect() as connection:
        stored = connection.exec_driver_sql("select content from attachment").scalar_one()
    assert PNG[8:] not in bytes(stored)


def test_pages_of_a_pdf_are_counted(quick: Desk) -> None:
    assert attachments.add(quick.office, quick.who("ck1"), name="a.pdf", content=PDF)["pages"] == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00" + b"\x00" * 64,
        b"<html><script>1</script></html>",
        b"GIF89a" + b"\x00" * 20,
        b"%PDF-1.4\nx",
    ],
    ids=["empty", "program", "page", "gif", "broken pdf"],
)
def test_what_is_no_pdf_jpg_or_png_is_refused_whatever_its_name(quick: Desk, content: bytes) -> None:
    with quick.refused("E_FILE", path="file"):
        attachments.add(quick.office, quick.who("ck1"), name="签字.png", content=content)


def test_a_file_of_no_case_is_its_bringers_alone(desk: Desk) -> None:
    file_id = desk.file("ck1")
    for login in ("ck2", "fzr", "db"):
        with desk.refused("E_NOT_FOUND"):
            attachments.read(desk.office, desk.who(login), file_id)
        with desk.refused("E_NOT_FOUND"):
            attachments.replace(desk.office, desk.who(login), file_id, name="x.png", content=PNG, reason="换")


def test_a_file_of_a_case_is_read_by_who_sees_the_case_and_each_read_is_logged(desk: Desk) -> None:
    signature = desk.file()
    no = desk.open(signature=signature)
    assert attachments.read(desk.office, desk.who("jb1"), signature)["content"] == PNG
    log = cases.case_access(desk.office, desk.who("fzr"), no)["items"]
    assert (log[0]["what"], log[0]["by"]["login"]) == (f"attachment:{signature}", "jb1")
    for login in ("fzrx", "bm-jy"):
        with desk.refused("E_NOT_FOUND"):
            attachments.read(desk.office, desk.who(login), signature)
    with desk.refused("E_FORBIDDEN"):
        attachments.read(desk.office, desk.who("cw1"), signature)


def test_who_only_watches_names_a_purpose_before_a_scan_is_opened(desk: Desk) -> None:
    signature = desk.file()
    desk.open(signature=signature)
    for login in ("db", "ld", "sjj"):
        with desk.refused("E_PURPOSE"):
            attachments.read(desk.office, desk.who(login), signature)
        by = desk.who(login, purpose="示例：核实")
        assert attachments.read(desk.office, by, signature)["content"] == PNG


def test_a_unit_reads_what_was_sent_along_and_nothing_else(desk: Desk) -> None:
    signature, sent = desk.file(), desk.file()
    _, handover_id = desk.drafted(signature=signature)
    with desk.refused("E_NOT_FOUND"):
        attachments.read(desk.office, desk.who("bm-jy"), sent)
    desk.act("ck1", handover_id, "send", **LETTER, attachments=[sent])
    assert attachments.read(desk.office, desk.who("bm-jy"), sent)["content"] == PNG
    for login, file_id in (("bm-jy", signature), ("bm-zj", sent)):
        with desk.refused("E_NOT_FOUND"):
            attachments.read(desk.office, desk.who(login), file_id)
    with desk.refused("E_NOT_FOUND"):
        attachments.replace(desk.office, desk.who("bm-jy"), sent, name="x.png", content=PNG, reason="换一张")
    desk.act("ck1", handover_id, "recall", reason="写错")
    with desk.refused("E_NOT_FOUND"):
        attachments.read(desk.office, desk.who("bm-jy"), sent)


def test_a_replaced_file_keeps_its_old_version_and_the_case_says_so(desk: Desk) -> None:
    signature = desk.file()
    no = desk.open(signature=signature)
    with desk.refused("E_REQUIRED", path="reason"):
        attachments.replace(desk.office, desk.who("ck2"), signature, name="b.pdf", content=PDF, reason=" ")
    made = attachments.replace(
        desk.office, desk.who("ck2"), signature, name="b.pdf", content=PDF, reason="更清楚"
    )
    assert made["version"] == 2
    assert attachments.read(desk.office, desk.who("ck1"), signature)["content"] == PDF
    assert attachments.read(desk.office, desk.who("ck1"), signature, version=1)["content"] == PNG
    with desk.refused("E_NOT_FOUND"):
        attachments.read(desk.office, desk.who("ck1"), signature, version=3)
    last = cases.case_history(desk.office, desk.who("ck1"), no)["items"][-1]
    assert (last["act"], last["reason"], last["by"]["login"]) == ("attachment.replace", "更清楚", "ck2")
    desk.proved()


def test_a_file_is_replaced_by_who_works_on_the_case_and_while_it_runs(desk: Desk) -> None:
    signature = desk.file()
    no = desk.open(signature=signature)

    def change(login: str) -> None:
        by = desk.who(login, purpose="示例：核实")
        attachments.replace(desk.office, by, signature, name="b.png", content=PNG, reason="换一张")

    for login, code in (
        ("db", "E_FORBIDDEN"),
        ("fzr", "E_FORBIDDEN"),
        ("sh", "E_FORBIDDEN"),
        ("ld", "E_FORBIDDEN"),
        ("sjj", "E_FORBIDDEN"),
        ("ckx", "E_NOT_FOUND"),
    ):
        with desk.refused(code):
            change(login)
    desk.withdraw(no)
    with desk.refused("E_STATE"):
        change("ck1")


def test_who_brings_files_and_who_does_not(quick: Desk) -> None:
    for login in ("ck1", "zg", "jb1", "bm-jy", "zj", "db"):
        assert attachments.add(quick.office, quick.who(login), name="a.png", content=PNG)["by"] == login
    for login in ("sjj", "ld", "lc", "fb", "xt", "sj"):
        with quick.refused("E_FORBIDDEN"):
            attachments.add(quick.office, quick.who(login), name="a.png", content=PNG)
