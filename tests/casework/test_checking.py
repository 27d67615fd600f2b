"""Checking files from outside: bounded, and whatever happens is a finding."""

from pathlib import Path
from time import perf_counter

import pytest

from casework import checking
from casework.check_in_child import answer, findings, question
from casework.checking import check_file, check_folder, report, shipped_processes, surroundings
from engine.gate.values import Surroundings
from gateways.sandbox import Reason, SandboxStopped
from tests.engine.gate.gate_drawings import chain, line, task

PLAIN = Path("processes/one-window/process.bpmn").read_bytes()


def test_a_good_file_has_no_findings() -> None:
    assert check_file(PLAIN, "x.bpmn") == []


@pytest.mark.parametrize(
    ("reason", "rule"), [("time", "too-expensive"), ("memory", "too-expensive"), ("crash", "not-checked")]
)
def test_a_stopped_check_is_a_finding(monkeypatch: pytest.MonkeyPatch, reason: Reason, rule: str) -> None:
    def stopped(*_: object, **__: object) -> bytes:
        raise SandboxStopped(reason)

    monkeypatch.setattr(checking, "run", stopped)
    assert [finding.rule for finding in check_file(PLAIN, "x.bpmn")] == [rule]


def test_the_surroundings_reach_the_child_as_they_are() -> None:
    known = surroundings(None, operations=["remind_supervisor"], scenarios=0)
    asked = question(PLAIN, "x", "bpmn", "publish", known)
    rules = {finding.rule for finding in findings(answer(asked))}
    assert "scenario-none" in rules
    assert "role-unknown" not in rules


def test_without_surroundings_nothing_is_called_unknown() -> None:
    found = findings(answer(question(PLAIN, "x", "bpmn", "publish", Surroundings())))
    assert not [finding for finding in found if finding.rule.endswith("-unknown")]


@pytest.mark.parametrize("key", sorted(shipped_processes()))
def test_a_shipped_folder_refers_to_nothing_unknown(key: str) -> None:
    found = check_folder(shipped_processes()[key], key, operations=["remind_supervisor"])
    assert [
        f.message for f in found if f.severity == "error" and f.rule not in {"scenario-none", "form-unknown"}
    ] == []


def test_a_folder_without_a_diagram_is_refused(tmp_path: Path) -> None:
    assert [finding.rule for finding in check_folder(tmp_path, "empty")] == ["process-none"]


@pytest.mark.parametrize("text", ["key = ", "name = 'x'", "key = 1\nfacts = 3", "a = " + "[" * 5000])
def test_a_broken_manifest_is_a_finding(tmp_path: Path, text: str) -> None:
    (tmp_path / "process.bpmn").write_bytes(PLAIN)
    (tmp_path / "manifest.toml").write_text(text, "utf-8")
    assert "manifest-broken" in {finding.rule for finding in check_folder(tmp_path, "draft")}


@pytest.mark.parametrize(
    ("kind", "data", "rule"),
    [
        ("form", b"[]", "form-broken"),
        ("form", b"{", "form-broken"),
        ("form", b"[" * 100_000, "form-broken"),
        ("form", b'{"form": "F99"}', "form-broken"),
        ("form", b"\xff", "form-broken"),
        ("limits", b"id,regime\n", "limits-broken"),
        ("limits", b"\xff\xfe", "limits-broken"),
        ("dmn", b"<definitions/>", "dmn-not-offered"),
    ],
)
def test_other_kinds_of_files_are_checked_too(kind: str, data: bytes, rule: str) -> None:
    assert {
        finding.rule for finding in findings(answer(question(data, "x", kind, "engine", Surroundings())))
    } == {rule}


def test_the_report_counts_errors_and_warnings() -> None:
    told = report(check_file(b"no xml", "x.bpmn"), "engine")
    assert (told["ok"], told["profile"], told["errors"], told["warnings"]) == (False, "engine", 1, 0)
    assert set(told["findings"][0]) == {
        "file",
        "element_id",
        "element_kind",
        "element_name",
        "rule",
        "severity",
        "message",
        "mend",
        "profile",
    }


def test_a_file_that_explodes_when_it_runs_is_a_finding_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred times two hundred branches: every rule passes, the trial run would take minutes."""
    many = "<multiInstanceLoopCharacteristics><loopCardinality>200</loopCardinality></multiInstanceLoopCharacteristics>"
    inner = line('<startEvent id="ws"/>', task("v", inner=many), '<endEvent id="we"/>')
    monkeypatch.setattr(checking, "SECONDS", 3)
    begun = perf_counter()
    found = check_file(chain(f'<subProcess id="w">{inner}{many}</subProcess>'), "x.bpmn")
    assert [finding.rule for finding in found] == ["too-expensive"]
    assert perf_counter() - begun < 6


def test_a_file_that_is_far_too_large_is_not_even_sent_whole() -> None:
    assert {finding.rule for finding in check_file(PLAIN + b" " * 50_000_000, "x.bpmn")} == {"file-too-large"}
