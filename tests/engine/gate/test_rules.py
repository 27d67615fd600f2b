"""Every rule: it finds its bad examples by element, lets the good ones pass, and is missed when switched off."""

import pytest

from engine.gate.rule import Rule
from engine.gate.rules import ALL
from engine.gate.run import check
from engine.gate.values import Finding
from tests.engine.gate.gate_examples import ALL_EXAMPLES, Examples

BY_NAME = {rule.name: rule for rule in ALL}
# Faults of the engine itself: no file is known that brings them about.
WITHOUT_EXAMPLE = {"engine-refuses", "nodes-lost", "state-lost"}
BAD = [
    pytest.param(name, file, element, id=f"{name}-{at}")
    for name, examples in ALL_EXAMPLES.items()
    for at, (file, element) in enumerate(examples.bad)
]
GOOD = [
    pytest.param(name, file, id=f"{name}-{at}")
    for name, examples in ALL_EXAMPLES.items()
    for at, file in enumerate(examples.good)
]


def _found(file: bytes, examples: Examples, rules: tuple[Rule, ...] = ALL) -> list[Finding]:
    return check(file, "x.bpmn", examples.profile, examples.known, rules=rules)


def test_every_rule_has_examples() -> None:
    assert set(BY_NAME) == set(ALL_EXAMPLES) | WITHOUT_EXAMPLE


@pytest.mark.parametrize(("name", "file", "element"), BAD)
def test_a_bad_file_is_found_by_its_rule_and_element(name: str, file: bytes, element: str | None) -> None:
    found = [finding for finding in _found(file, ALL_EXAMPLES[name]) if finding.rule == name]
    assert found
    assert {finding.severity for finding in found} == {ALL_EXAMPLES[name].severity}
    if element is not None:
        assert element in {finding.element_id for finding in found}
    assert all(finding.message and finding.mend for finding in found)


@pytest.mark.parametrize(("name", "file"), GOOD)
def test_a_good_file_passes_the_rule(name: str, file: bytes) -> None:
    assert [finding.message for finding in _found(file, ALL_EXAMPLES[name]) if finding.rule == name] == []


@pytest.mark.parametrize("name", sorted(ALL_EXAMPLES))
def test_without_the_rule_its_bad_file_passes(name: str) -> None:
    examples = ALL_EXAMPLES[name]
    others = tuple(rule for rule in ALL if rule.name != name)
    left = [_found(file, examples, others) for file, _ in examples.bad]
    assert all(finding.rule != name for found in left for finding in found)
    if examples.alone:
        rest = tuple(rule for rule in others if not rule.runs)
        ignored = {"user-task-step", "user-task-role", "user-task-form", "user-task-limit", "scenario-none"}
        passed = [
            not [
                f
                for f in _found(file, examples, rest)
                if f.severity == "error" and f.rule not in ignored - {name}
            ]
            for file, _ in examples.bad
        ]
        assert any(passed)


def test_a_file_is_never_run_while_something_is_wrong() -> None:
    file = ALL_EXAMPLES["process-endless"].bad[0][0].replace(b'loopMaximum="200"', b'loopMaximum="201"', 1)
    assert [finding.rule for finding in check(file, "x", "engine")] == ["loop-count"]


def test_findings_of_one_rule_are_bounded() -> None:
    many = b"".join(b'<endEvent id="z%d"/>' % at for at in range(500))
    file = ALL_EXAMPLES["node-unreached"].good[0].replace(b"</process>", many + b"</process>")
    assert len(check(file, "x", "engine")) == 50
