"""`yimen limits`: every row of an aid under its regime, with dates only where the start is known."""

import json
from typing import Any

import pytest

from tests.ops.commands.limit_run import run

Capture = pytest.CaptureFixture[str]


def rows(capsys: Capture, *words: str) -> dict[str, dict[str, Any]]:
    code, out, err = run(capsys, "limits", *words, "--json")
    assert code == 0, err
    return {row["row"]: row for row in json.loads(out)["rows"]}


def test_rows_of_the_regime_come_with_dates_from_acceptance(capsys: Capture) -> None:
    found = rows(capsys, "--aid", "110", "--accepted", "2022-03-28")
    assert [row for row in found if row[0] != "L"] == ["B01", "B02", "B03", "B04", "B05", "B06", "B07"]
    assert {row: found[row]["due"] for row in ("B01", "B06", "B07", "B04")} == {
        "B01": "2022-03-31",
        "B06": "2022-05-11",
        "B07": "2022-06-01",
        "B04": None,
    }
    assert found["L04"]["due"] == "2022-03-30"


def test_the_countys_ten_days_run_from_its_receipt(capsys: Capture) -> None:
    """The check dates of domain.md 5.3: 3, 10, 30 and 45 working days from 2022-03-28."""
    moments = ("--accepted", "2022-03-28", "--moment", "county_received=2022-03-28")
    found = rows(capsys, "--aid", "120", *moments)
    dates = {row: found[row]["due"] for row in ("B01", "B04", "B06", "B07")}
    assert dates == {"B01": "2022-03-31", "B04": "2022-04-12", "B06": "2022-05-11", "B07": "2022-06-01"}


def test_the_head_names_aid_regime_and_day(capsys: Capture) -> None:
    _, out, _ = run(capsys, "limits", "--aid", "120", "--accepted", "2026-07-01", "--json")
    data = json.loads(out)
    assert (data["aid"], data["regime"], data["accepted"]) == ("120", "R2026", "2026-07-01")
    assert next(row for row in data["rows"] if row["row"] == "C06")["due"] == "2026-08-12"


def test_given_moments_start_and_close_rows(capsys: Capture) -> None:
    found = rows(
        capsys,
        *("--aid", "110", "--accepted", "2022-03-28", "--at", "2022-05-20T09:00"),
        *("--moment", "county_received=2022-05-06", "--moment", "decided=2022-05-12"),
    )
    assert (found["B06"]["state"], found["B06"]["overdue"]) == ("met_late", {"n": 1, "unit": "wd"})
    assert (found["B04"]["state"], found["B04"]["effective_row"]) == ("met", "B06")
    assert (found["L09"]["due"], found["L09"]["colour"]) == ("2022-05-16", "red")


def test_colours_are_those_of_the_moment_asked_for(capsys: Capture) -> None:
    words = ("--aid", "110", "--accepted", "2022-03-28", "--at")
    seen = [rows(capsys, *words, at)["B06"]["colour"] for at in ("2022-05-09", "2022-05-10", "2022-05-12")]
    assert seen == ["green", "amber", "red"]


def test_the_urban_total_is_shown_for_urban_cases_only(capsys: Capture) -> None:
    moments = ("--accepted", "2015-03-10", "--moment", "application=2015-03-02")
    assert rows(capsys, "--aid", "110", *moments)["A09"]["due"] == "2015-04-01"
    assert "A09" not in rows(capsys, "--aid", "120", *moments)


def test_the_kind_of_emergency_picks_among_the_rows_of_220(capsys: Capture) -> None:
    words = ("--aid", "220", "--accepted", "2026-03-02T10:15")
    urgent = rows(capsys, *words, "--when", "urgent")
    assert [row for row in urgent if row[0] == "E"] == ["E01", "E02", "E03"]
    assert urgent["E01"]["due"] == "2026-03-03T10:15:00+08:00"
    small = rows(capsys, *words, "--when", "small_fast")
    assert [(row, small[row]["due"]) for row in small if row[0] == "E"] == [("E04", "2026-03-05")]
    assert [row for row in rows(capsys, *words) if row[0] == "E"] == [f"E0{n}" for n in range(1, 8)]


def test_hours_are_not_made_up_from_a_day(capsys: Capture) -> None:
    found = rows(capsys, "--aid", "220", "--accepted", "2026-03-02", "--when", "urgent")
    assert (found["E01"]["due"], found["E01"]["state"], found["L02"]["due"]) == (None, None, "2026-03-03")


def test_the_table_has_one_word_a_cell_and_a_dash_for_the_unknown(capsys: Capture) -> None:
    _, out, _ = run(capsys, "limits", "--aid", "110", "--accepted", "2022-03-28")
    head, *lines = [line.split() for line in out.splitlines()]
    assert head == [
        "row",
        "step",
        "n",
        "unit",
        "kind",
        "label",
        "starts",
        "due",
        "late_at",
        "free_from",
        "provisional",
    ]
    assert all(len(line) == len(head) for line in lines)
    table = {line[0]: dict(zip(head, line, strict=True)) for line in lines}
    assert table["B01"]["late_at"] == "2022-04-01T00:00:00+08:00"
    assert (table["B02"]["starts"], table["B02"]["due"], table["B02"]["provisional"]) == (
        "check_requested",
        "-",
        "-",
    )


def test_a_provisional_deadline_is_marked(capsys: Capture) -> None:
    assert rows(capsys, "--aid", "110", "--accepted", "2026-12-07")["C06"]["provisional"] is True


@pytest.mark.parametrize(
    "words",
    [
        ("--aid", "999", "--accepted", "2022-03-28"),
        ("--aid", "110", "--accepted", "yesterday"),
        ("--aid", "110", "--accepted", "2022-03-28", "--moment", "arrival=2022-03-28"),
        ("--aid", "110", "--accepted", "2022-03-28", "--moment", "decided"),
        ("--aid", "110", "--accepted", "2022-03-28", "--moment", "decided=soon"),
        ("--aid", "110", "--accepted", "2022-03-28", "--at", "soon"),
        ("--aid", "110", "--accepted", "2022-03-28", "--when", "later"),
        ("--aid", "110", "--accepted", "9999-12-30"),
        ("--aid", "110", "--accepted", "0001-01-01"),
        ("--aid", "110"),
    ],
)
def test_wrong_usage_is_two_with_a_word_on_stderr(words: tuple[str, ...], capsys: Capture) -> None:
    code, out, err = run(capsys, "limits", *words)
    assert (code, out) == (2, "")
    assert err
    assert "Traceback" not in err
