"""The month's figures and files: the same as the board's, with a purpose, and nothing personal for who reads counts."""

import csv
import io
from typing import Any

import pytest

from casework import reports, supervision
from tests.casework.desk import COUNTRY, Desk


def rows(found: dict[str, Any]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(found["content"].decode("utf-8-sig"))))


def test_a_months_report_is_the_board_of_that_month(desk: Desk) -> None:
    desk.closed()
    desk.open("ckx", area=COUNTRY, registered_village="130399101201")
    found = reports.month(desk.office, desk.who("db"), "2026-03")
    board = supervision.board(desk.office, desk.who("db"), from_=found["from"], to=found["to"])
    assert (found["from"].isoformat(), found["to"].isoformat()) == ("2026-03-01", "2026-03-31")
    assert (found["items"], found["total"]) == (board["items"], board["total"])
    assert {row["key"] for row in found["units"]} == {"130399100", COUNTRY, "jy"}
    assert reports.month(desk.office, desk.who("db"))["month"] == "2026-03"
    assert reports.month(desk.office, desk.who("db"), "2026-02")["total"]["finished"] == 0
    with desk.refused("E_BAD_REQUEST"):
        reports.month(desk.office, desk.who("db"), "2026-13")


@pytest.mark.parametrize(
    ("login", "code"), [("sjj", "E_PURPOSE"), ("fzr", "E_FORBIDDEN"), ("ck1", "E_FORBIDDEN")]
)
def test_a_report_has_its_readers(quick: Desk, login: str, code: str) -> None:
    with quick.refused(code):
        reports.month(quick.office, quick.who(login), "2026-03")
    assert reports.month(quick.office, quick.who("sjj", purpose="示例：年度审计"), "2026-03")["items"] == []
    assert reports.month(quick.office, quick.who("sj"), "2026-03")["total"]["open"] == 0


def test_every_export_names_its_purpose_and_is_logged(desk: Desk) -> None:
    no, _ = desk.sent()
    desk.at("2026-03-12T09:00")
    with desk.refused("E_PURPOSE"):
        reports.export(desk.office, desk.who("db"), "overdue", "csv", {})
    by = desk.who("db", purpose="示例：月度督办")
    found = reports.export(desk.office, by, "overdue", "csv", {})
    heading, late = rows(found)
    assert (heading[0], late[0], late[4], late[7:9]) == ("办件编号", no, "L05", ["6", "个工作日"])
    assert found["name"] == "overdue-20260312.csv"
    with desk.office.store.read() as work:
        assert ("export overdue", "示例：月度督办") in {
            (one.what, one.purpose) for one in work.accesses.find()
        }
    assert reports.export(desk.office, by, "board", "xlsx", {})["content"].startswith(b"PK")
    total = rows(reports.export(desk.office, by, "board", "csv", {"by": "step"}))[-1]
    assert (total[0], total[1]) == ("合计", "1")
    with desk.refused("E_NOT_FOUND"):
        reports.export(desk.office, by, "people", "csv", {})


def test_who_reads_counts_gets_the_board_and_no_list_of_cases(desk: Desk) -> None:
    desk.closed()
    by = desk.who("sj", purpose="示例：市级通报")
    named = rows(reports.export(desk.office, by, "board", "csv", {"by": "person"}))
    assert {row[0][1:] for row in named[1:-1]} == {"某"}
    for what in ("overdue", "escalations", "faults"):
        with desk.refused("E_FORBIDDEN"):
            reports.export(desk.office, by, what, "csv", {})


def test_an_export_holds_more_than_a_page(desk: Desk) -> None:
    for _ in range(3):
        desk.open()
    desk.at("2026-03-12T09:00")
    before, reports.PAGE = reports.PAGE, 2
    try:
        found = reports.export(desk.office, desk.who("db", purpose="示例：核对"), "overdue", "csv", {})
    finally:
        reports.PAGE = before
    assert len(rows(found)) == 4
