"""`docs/gate.md` says of every rule what it demands, why, and how to mend, in the rule's own words."""

from pathlib import Path

import pytest

from engine.gate.rule import Rule
from engine.gate.rules import ALL

ROWS = [line for line in Path("docs/gate.md").read_text("utf-8").splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_the_row_of_a_rule_is_its_own_words(rule: Rule) -> None:
    assert f"| `{rule.name}` | {rule.profile} | {rule.what} | {rule.why} | {rule.mend} |" in ROWS


def test_no_row_is_about_a_rule_that_is_gone() -> None:
    from casework.checking import OTHER_RULES

    named = [row.split("`")[1] for row in ROWS]
    assert sorted(named) == sorted([rule.name for rule in ALL] + list(OTHER_RULES))


def test_rule_names_are_unique_and_kebab_case() -> None:
    names = [rule.name for rule in ALL]
    assert len(set(names)) == len(names)
    assert all(name == name.lower() and name.replace("-", "").isalnum() for name in names)
