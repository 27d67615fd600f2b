"""The shipped limit rows against domain table 5.2 and the ends of contract section 3.3, written out once more."""

import csv
import io
from importlib.resources import files

import pytest

WD, CD, H, MONTH = "wd", "cd", "h", "month"
REFUSED, GRANTED = 'decision == "refuse"', 'decision == "grant"'
URGENT, FAST, BILLS = (f'emergency_kind == "{kind}"' for kind in ("urgent", "small_fast", "expenditure"))

# id: regime, aids, n, unit, starts, ends, scope, condition, label
ROWS: dict[str, tuple[str, str, int, str, str, str, str, str, str]] = {
    "A01": ("R2012", "110|120", 10, WD, "acceptance", "investigation_ended", "step", "", "RULE"),
    "A02": ("R2012", "110|120", 5, WD, "investigation_ended", "review_meeting_held", "step", "", "RULE"),
    "A03": ("R2012", "110|120", 7, CD, "notice_1_posted", "notice_1_ended", "step", "", "RULE"),
    "A04": ("R2012", "110|120", 5, WD, "county_received", "county_reviewed", "step", "", "RULE"),
    "A05": ("R2012", "110|120", 7, CD, "notice_2_posted", "notice_2_ended", "step", "", "RULE"),
    "A06": ("R2012", "110|120", 3, WD, "notice_2_ended", "decided", "step", "", "RULE"),
    "A07": ("R2012", "110|120", 20, WD, "objection_received", "decided", "step", "", "RULE"),
    "A08": ("R2012", "110|120", 3, CD, "decided", "served", "step", REFUSED, "RULE"),
    "A09": ("R2012", "110", 30, CD, "application", "decided", "second", 'aid == "110"', "LAW"),
    "A10": ("R2012", "131|132", 20, WD, "acceptance", "opinion_signed", "step", "", "unverified"),
    "A11": ("R2012", "131|132", 7, CD, "notice_1_posted", "notice_1_ended", "step", "", "unverified"),
    "A12": ("R2012", "131|132", 20, WD, "county_received", "decided", "step", "", "unverified"),
    "B01": ("R2021", "110|120", 3, WD, "acceptance", "investigation_started", "step", "", "RULE"),
    "B02": ("R2021", "110|120", 3, WD, "check_requested", "check_reported", "step", "", "RULE"),
    "B03": ("R2021", "110|120", 7, CD, "notice_1_posted", "notice_1_ended", "step", "", "RULE"),
    "B04": ("R2021", "110|120", 10, WD, "county_received", "decided", "step", "", "RULE"),
    "B05": ("R2021", "110|120", 3, WD, "decided", "served", "step", REFUSED, "RULE"),
    "B06": ("R2021", "110|120", 30, WD, "acceptance", "decided", "total", "", "RULE"),
    "B07": ("R2021", "110|120", 45, WD, "acceptance", "decided", "total", "", "RULE"),
    "B08": ("R2021", "131|132", 15, WD, "acceptance", "opinion_signed", "step", "", "RULE"),
    "B09": ("R2021", "131|132", 7, CD, "notice_1_posted", "notice_1_ended", "step", "", "RULE"),
    "B10": ("R2021", "131|132", 15, WD, "objection_received", "reinvestigated", "step", "", "unverified"),
    "B11": ("R2021", "131|132", 15, WD, "county_received", "decided", "step", "", "RULE"),
    "B12": ("R2021", "131|132", 3, WD, "decided", "served", "step", REFUSED, "unverified"),
    "B13": ("R2021", "131|132", 10, WD, "report_received", "self_care_assessed", "step", "", "RULE"),
    "C01": ("R2026", "110|120", 3, WD, "acceptance", "investigation_started", "step", "", "carried"),
    "C02": ("R2026", "110|120", 3, WD, "check_requested", "check_reported", "step", "", "carried"),
    "C03": ("R2026", "110|120", 7, CD, "notice_1_posted", "notice_1_ended", "step", "", "carried"),
    "C04": ("R2026", "110|120", 10, WD, "county_received", "decided", "step", "", "carried"),
    "C05": ("R2026", "110|120", 3, WD, "decided", "served", "step", REFUSED, "carried"),
    "C06": ("R2026", "110|120", 30, WD, "acceptance", "decided", "total", "", "carried"),
    "C07": ("R2026", "110|120", 45, WD, "acceptance", "decided", "total", "", "carried"),
    "C08": ("R2026", "131|132", 15, WD, "acceptance", "opinion_signed", "step", "", "carried"),
    "C09": ("R2026", "131|132", 7, CD, "notice_1_posted", "notice_1_ended", "step", "", "carried"),
    "C10": ("R2026", "131|132", 15, WD, "county_received", "decided", "step", "", "carried"),
    "C11": ("R2026", "131|132", 10, WD, "report_received", "self_care_assessed", "step", "", "carried"),
    "C12": ("R2026", "131|132", 15, WD, "objection_received", "reinvestigated", "step", "", "carried"),
    "C13": ("R2026", "131|132", 3, WD, "decided", "served", "step", REFUSED, "carried"),
    "E01": ("*", "220", 24, H, "acceptance", "decided", "step", URGENT, "local"),
    "E02": ("*", "220", 48, H, "acceptance", "paid", "step", URGENT, "local"),
    "E03": ("*", "220", 5, WD, "emergency_over", "papers_backfilled", "step", URGENT, "local"),
    "E04": ("*", "220", 3, CD, "acceptance", "paid", "step", FAST, "RULE"),
    "E05": ("*", "220", 10, WD, "acceptance", "opinion_signed", "step", BILLS, "local"),
    "E06": ("*", "220", 7, CD, "notice_1_posted", "notice_1_ended", "step", BILLS, "local"),
    "E07": ("*", "220", 5, WD, "county_received", "decided", "step", BILLS, "local"),
    "L01": (
        "*",
        "*",
        2,
        WD,
        "application",
        "acceptance|papers_notified|acceptance_refused",
        "step",
        "",
        "local",
    ),
    "L02": ("*", "*", 1, WD, "acceptance", "dispatched", "step", "", "local"),
    "L03": ("*", "*", 1, WD, "dispatched", "claimed", "step", 'route == "own"', "local"),
    "L04": ("*", "*", 2, WD, "acceptance|returned|consented", "sent", "step", "", "local"),
    "L05": ("*", "*", 2, WD, "sent", "signed|returned", "step", "", "local"),
    "L06": ("*", "*", 10, WD, "signed", "resulted", "step", "", "local"),
    "L07": ("*", "*", 2, WD, "resulted", "fed_back", "step", "", "local"),
    "L08": ("*", "*", 1, WD, "fed_back", "told", "step", "", "local"),
    "L09": ("*", "*", 2, WD, "decided", "ledger_entered", "step", GRANTED, "local"),
    "L10": ("*", "*", 3, WD, "decided", "roster_changed", "step", GRANTED, "local"),
    "L11": ("*", "*", 10, WD, "decided", "certificate_issued", "step", GRANTED, "local"),
    "L12": ("*", "*", 3, WD, "urged", "urging_replied", "step", "", "local"),
    "L13": (
        "*",
        "*",
        15,
        CD,
        "complaint_received",
        "complaint_accepted|complaint_rejected",
        "step",
        "",
        "LAW",
    ),
    "L14": ("*", "*", 60, CD, "complaint_accepted", "complaint_closed", "step", "", "LAW"),
    "L15": ("*", "*", 60, CD, "served", "review_filed", "shown", "", "LAW"),
    "L16": ("*", "*", 6, MONTH, "served", "suit_filed", "shown", "", "LAW"),
}
EXTENDABLE = {"B06": ("15", WD), "C06": ("15", WD), "L06": ("10", WD), "L14": ("30", CD)}
NOTICES = {"A03", "A05", "A11", "B03", "B09", "C03", "C09", "E06"}


def shipped() -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for key in ("one-window", "handover-transfer", "supervise"):
        text = (files("processes") / key / "limits.csv").read_text("utf-8")
        found += [{**row, "folder": key} for row in csv.DictReader(io.StringIO(text))]
    return found


def test_every_row_is_shipped_exactly_once() -> None:
    ids = [row["id"] for row in shipped()]
    assert sorted(ids) == sorted(ROWS)


@pytest.mark.parametrize("row", shipped(), ids=lambda row: row["id"])
def test_a_row_says_what_the_table_says(row: dict[str, str]) -> None:
    written = tuple(
        row[column] for column in ("regime", "aid", "n", "unit", "clock_starts_at", "clock_ends_at", "scope")
    )
    expected = ROWS[row["id"]]
    assert written == (*expected[:2], str(expected[2]), *expected[3:7])
    assert (row["applies_when"], row["label"]) == expected[7:]
    assert row["kind"] == ("min" if row["id"] in NOTICES else "max")
    assert (row["extended_n"], row["extended_unit"]) == EXTENDABLE.get(row["id"], ("", ""))
    assert row["valid_from"] == ("2026-02-01" if row["id"] == "E04" else "")


@pytest.mark.parametrize("row", shipped(), ids=lambda row: row["id"])
def test_a_row_names_its_source_and_never_a_local_number_as_law(row: dict[str, str]) -> None:
    assert row["source"]
    assert row["source"].startswith("县规定") == (row["label"] == "local")
    assert row["source"].startswith("沿用") == (row["label"] == "carried")


def test_an_extended_total_is_the_total_and_its_extension() -> None:
    rows = {row["id"]: row for row in shipped()}
    for total, extended in (("B06", "B07"), ("C06", "C07")):
        assert int(rows[total]["n"]) + int(rows[total]["extended_n"]) == int(rows[extended]["n"])


def test_rows_of_handover_and_slip_lie_in_their_folders() -> None:
    places = {row["id"]: row["folder"] for row in shipped()}
    assert {key for key, folder in places.items() if folder == "handover-transfer"} == {
        "L04",
        "L05",
        "L06",
        "L07",
        "L08",
    }
    assert [key for key, folder in places.items() if folder == "supervise"] == ["L12"]
