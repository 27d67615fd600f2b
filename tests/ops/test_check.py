"""`yimen check`: what it prints and how it ends."""

import json
import shutil
from pathlib import Path

import pytest

from engine.gate.rules import ALL
from ops import rehearsed
from ops.cli import main

GOOD = "processes/one-window/process.bpmn"


@pytest.fixture
def bad(tmp_path: Path) -> str:
    path = tmp_path / "bad.bpmn"
    path.write_bytes(Path(GOOD).read_bytes().replace(b'outcome == "not_ours"', b"${outcome}"))
    return str(path)


def test_a_good_file_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", GOOD]) == 0
    assert capsys.readouterr().out == "0 errors, 0 warnings\n"


def test_a_finding_is_one_line_and_ends_with_1(bad: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", bad]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{bad}:flow_not_ours:condition-syntax: error: 连线")
    assert lines[1:] == ["1 errors, 0 warnings"]


def test_json_is_the_finding_list_of_the_contract(bad: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", bad, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["profile"], told["errors"], told["warnings"]) == (False, "engine", 1, 0)
    assert told["findings"][0]["element_kind"] == "sequenceFlow"


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"<html/>", b"<!DOCTYPE x><x/>"])
def test_bytes_that_are_no_bpmn_are_a_finding(
    tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.bpmn"
    path.write_bytes(data)
    assert main(["check", str(path)]) == 1
    assert f"{path}:-:" in capsys.readouterr().out


def test_a_path_that_cannot_be_opened_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nowhere.bpmn"]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "打不开 nowhere.bpmn：No such file or directory\n")


def test_a_key_of_the_shipped_processes_is_checked_for_publishing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "one-window", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["profile"] == "publish"


def test_a_copied_folder_is_checked_for_publishing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("process.bpmn", "manifest.toml", "limits.csv"):
        (tmp_path / name).write_bytes((Path("processes/one-window") / name).read_bytes())
    assert main(["check", str(tmp_path)]) == 1
    assert "one_window" not in capsys.readouterr().out
    assert main(["check", str(tmp_path), "--profile", "engine"]) == 0


def with_a_scenario(folder: Path, text: str) -> str:
    """A copy of a shipped folder with one scenario more."""
    copy = folder / "supervise"
    shutil.copytree("processes/supervise", copy)
    (copy / "scenarios" / "zz.toml").write_text(text, "utf-8")
    return str(copy)


WRONG = """title = "应当失败"
aid = "310"

[[step]]
at = "2026-03-02T09:00"
act = "apply"
as = "ck1"
form.F01 = { aid = "310" }
"""


def test_a_scenario_that_fails_is_a_finding_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = with_a_scenario(tmp_path, WRONG)
    assert main(["check", folder]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(
        f"{folder}/scenarios/zz.toml:-:scenario-failed: error: 情景“应当失败”没有通过："
    )
    assert lines[1:] == ["1 errors, 0 warnings"]
    assert main(["check", folder, "--profile", "engine"]) == 0


def test_a_scenario_that_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", with_a_scenario(tmp_path, "title = "), "--json"]) == 1
    [finding] = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["rule"], finding["profile"]) == ("scenario-failed", "publish")
    assert "zz.toml" in finding["message"]


def test_a_rehearsal_that_never_ends_is_stopped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsed, "SECONDS", 1)
    assert main(["check", with_a_scenario(tmp_path, WRONG)]) == 1
    assert "预演没有做完" in capsys.readouterr().out


def test_the_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--rules"]) == 0
    listed = {line.split(" ")[0] for line in capsys.readouterr().out.splitlines()}
    assert {rule.name for rule in ALL} | {"scenario-failed"} < listed


@pytest.mark.parametrize("arguments", [[], ["frobnicate"], ["check"], ["check", GOOD, "--profile", "none"]])
def test_wrong_usage_and_unbuilt_commands_end_with_2(arguments: list[str]) -> None:
    assert main(arguments) == 2


def test_a_fault_of_the_program_prints_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("ops.commands.check.checking.check_file", broken)
    assert main(["check", GOOD]) == 1
    assert "Traceback" not in capsys.readouterr().err
