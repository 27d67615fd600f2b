"""Plain files as other tools write them run as drawn, so they pass; what is idle in them is said as a warning."""

from pathlib import Path

import pytest

from engine.gate.run import check

PLAIN = sorted((Path(__file__).parent / "plain").glob("*.bpmn"))


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_a_plain_file_has_no_error(path: Path) -> None:
    found = check(path.read_bytes(), path.name, "engine")
    assert [finding.message for finding in found if finding.severity == "error"] == []


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8-sig"])
def test_the_encoding_of_a_file_does_not_matter(encoding: str) -> None:
    text = PLAIN[0].read_text("utf-8").replace("UTF-8", encoding.removesuffix("-sig"), 1)
    assert [f.message for f in check(text.encode(encoding), "x", "engine") if f.severity == "error"] == []


def test_colours_and_assignees_of_other_tools_are_warnings() -> None:
    found = [finding for path in PLAIN for finding in check(path.read_bytes(), path.name, "engine")]
    told = {(finding.element_id, finding.rule) for finding in found}
    assert ("StartEvent_1_di", "extension-ignored") in told
    assert ("Activity_a", "extension-ignored") in told
    assert ("_8", "element-not-offered") in told


def test_a_plain_file_still_lacks_what_publishing_demands() -> None:
    camunda = next(path for path in PLAIN if path.stem == "camunda-modeler")
    rules = {
        finding.rule for finding in check(camunda.read_bytes(), "x", "publish") if finding.severity == "error"
    }
    assert {"user-task-role", "user-task-form", "user-task-limit", "user-task-step"} <= rules
