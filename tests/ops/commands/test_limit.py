"""`yimen limit`: the deadline first, then how it came about; wrong usage is 2 and never a traceback."""

import argparse
import json
from datetime import date
from pathlib import Path

import pytest

from assistance.calendars import shipped
from engine.limits import Day
from ops.commands import limit
from tests.ops.commands.limit_run import run

Capture = pytest.CaptureFixture[str]


def test_the_first_line_is_the_deadline_and_the_rest_the_reckoning(capsys: Capture) -> None:
    code, out, _ = run(capsys, "limit", "--from", "2026-02-13", "--n", "30", "--unit", "wd")
    assert code == 0
    assert out.splitlines()[0] == "2026-04-02"
    assert "春节 2月15日至2月23日不计" in out.splitlines()


def test_json_has_the_keys_of_the_contract(capsys: Capture) -> None:
    code, out, _ = run(
        capsys, "limit", "--from", "2022-04-06", "--n", "7", "--unit", "cd", "--kind", "min", "--json"
    )
    data = json.loads(out)
    assert code == 0
    assert list(data) == [
        *("from", "n", "unit", "kind", "due", "late_at", "amber_from", "free_from"),
        *("provisional", "calendar_version", "explanation"),
    ]
    assert (data["due"], data["free_from"], data["late_at"]) == (
        "2022-04-13",
        "2022-04-14T00:00:00+08:00",
        None,
    )
    assert set(data["explanation"][0]) == {"kind", "text", "from", "to", "days"}


def test_hours_give_a_moment(capsys: Capture) -> None:
    _, out, _ = run(capsys, "limit", "--from", "2026-03-02T10:15", "--n", "24", "--unit", "h")
    assert out.splitlines()[0] == "2026-03-03T10:15:00+08:00"


def test_a_moment_may_stand_for_its_legal_day(capsys: Capture) -> None:
    _, out, _ = run(capsys, "limit", "--from", "2026-02-13T23:59", "--n", "3", "--unit", "wd")
    assert out.splitlines()[0] == "2026-02-25"


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2026-02-30", "--n", "3", "--unit", "wd"),
        ("--from", "20260213", "--n", "3", "--unit", "wd"),
        ("--from", "2026-02-13", "--n", "0", "--unit", "wd"),
        ("--from", "2026-02-13", "--n", "-1", "--unit", "wd"),
        ("--from", "2026-02-13", "--n", "x", "--unit", "wd"),
        ("--from", "2026-02-13", "--n", "3", "--unit", "day"),
        ("--from", "2026-02-13", "--n", "3", "--unit", "wd", "--kind", "mid"),
        ("--from", "2026-02-13", "--n", "3", "--unit", "h"),
        ("--from", "9999-12-30", "--n", "3", "--unit", "wd"),
        ("--from", "9999-12-30T10:00", "--n", "99", "--unit", "h"),
        ("--from", "0001-01-01T00:00", "--n", "3", "--unit", "wd"),
        ("--from", "2026-02-13", "--n", "3", "--unit", "wd", "--calendar", "/nowhere.csv"),
        ("--n", "3", "--unit", "wd"),
    ],
)
def test_wrong_usage_is_two_with_a_word_on_stderr(words: tuple[str, ...], capsys: Capture) -> None:
    code, out, err = run(capsys, "limit", *words)
    assert (code, out) == (2, "")
    assert err
    assert "Traceback" not in err


def test_rows_of_a_file_lie_over_the_calendar(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "2027.csv"
    file.write_text("\ufeffdate,is_workday,name,source\n2027-01-01,false,元旦,示例\n", "utf-8")
    words = ("limit", "--from", "2026-12-07", "--n", "30", "--unit", "wd", "--json", "--calendar")
    data = json.loads(run(capsys, *words, str(file))[1])
    assert (data["due"], data["provisional"], data["calendar_version"]) == ("2027-01-19", True, 2)
    assert json.loads(run(capsys, *words, "shipped")[1])["due"] == "2027-01-18"


@pytest.mark.parametrize(
    "content", [b"date,is_workday\n2027-01-01,maybe\n", "date,名".encode("gb18030"), b""]
)
def test_a_faulty_calendar_file_is_a_finding(content: bytes, capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    code, out, err = run(
        capsys, "limit", "--from", "2026-12-07", "--n", "3", "--unit", "wd", "--calendar", str(file)
    )
    assert (code, out) == (1, "")
    assert str(file) in err


def test_the_stored_calendar_comes_before_the_shipped(capsys: Capture) -> None:
    parser = argparse.ArgumentParser()
    limit.add_parser(parser.add_subparsers())
    args = parser.parse_args(["limit", "--from", "2026-12-31", "--n", "1", "--unit", "wd"])
    stored = shipped().overlay([Day(date=date(2027, 1, 1), is_workday=False)], version=7)
    assert limit.run(args, stored=lambda: stored) == 0
    assert capsys.readouterr().out.splitlines()[0] == "2027-01-04"
