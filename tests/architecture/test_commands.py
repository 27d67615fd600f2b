"""Whatever is recorded can be carried out again, every permission that is asked exists, and none waits for a question."""

import ast
from collections.abc import Iterator
from pathlib import Path

from assistance.people import ROLES
from assistance.permissions import PERMISSIONS
from casework import sweep
from casework.retrying import AGAIN
from ops.cli import COMMANDS

ROOT = Path(__file__).parents[2]
OF_THE_HOUSE = (
    "attachment.add",
    "attachment.drop",
    "calendar.",
    "processes.",
    "person.",
    "demo.",
    "standard.",
    "ladder.",
)
"""Commands that belong to no case; what they leave is copied for replay, not made again."""
PUT_TOGETHER = {"calendar.complete", "calendar.reopen", sweep.FIRE_TIMER, sweep.REACH_RUNG}
"""Names that do not stand in the call as they are."""


def calls(*names: str) -> Iterator[ast.Call]:
    for path in sorted((ROOT / "casework").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in names:
                yield node


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def constants(node: ast.expr) -> set[str]:
    return {
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def recorded() -> set[str]:
    """The names under which commands are recorded."""
    found = {name for call in calls("command", "beside") if call.args for name in constants(call.args[0])}
    return {name for name in found if "." in name and not name.endswith(".")} | PUT_TOGETHER


def test_every_command_that_changes_a_case_can_be_given_again() -> None:
    of_cases = {name for name in recorded() if not name.startswith(OF_THE_HOUSE)}
    assert len(of_cases) > 18
    assert of_cases - set(AGAIN) == set()


def test_nothing_can_be_given_again_that_no_command_records() -> None:
    assert set(AGAIN) - recorded() == set()


def test_every_permission_asked_for_exists() -> None:
    asked = {
        name
        for call in calls("demand", "may")
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant)
        for name in constants(call.args[1])
    }
    assert len(asked) > 15
    assert asked - set(PERMISSIONS) == set()


def test_no_permission_waits_for_a_question() -> None:
    text = "\n".join(
        path.read_text("utf-8")
        for folder in ("casework", "web")
        for path in sorted((ROOT / folder).rglob("*.py"))
    )
    unasked = {
        act
        for act in PERMISSIONS
        if f'"{act}"' not in text and not act.startswith("handover.") and act != "units.read"
    }
    assert unasked == set()


def test_permissions_name_roles_that_exist() -> None:
    assert {role for roles in PERMISSIONS.values() for role in roles} <= set(ROLES)


def test_every_command_of_the_command_line_is_explained() -> None:
    rows = [
        row
        for row in (ROOT / "docs/operate/commands.md").read_text("utf-8").splitlines()
        if row.startswith("| `")
    ]
    explained = {row.split("`")[1].split()[0] for row in rows}
    assert set(COMMANDS) - explained == set()
