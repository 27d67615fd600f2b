"""Whatever a person can be told has words in both languages, and its line in `docs/refusals.md`."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import casework
from assistance.ladder import RUNGS
from engine.errors import Refused, all_refusals
from web.i18n.faults import FAULTS
from web.i18n.names import ACTS
from web.i18n.refusals import REASONS, REFUSALS

NO_REFUSAL = "E_INTERNAL"
"""A bug: status 500, told by the web alone."""
ROOT = Path(__file__).parents[2]
ROWS = (ROOT / "docs/refusals.md").read_text("utf-8").splitlines()
CODE = re.compile(r"E_[A-Z][A-Z_]+")
INSIDE = {"no_limit", "no_end", "http", "calendar_columns", "separation"}
"""Reasons of which the reader's sentence says nothing more than the code's own words."""


def sources(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def classes() -> list[type[Refused]]:
    """Every refusal class, those of casework included."""
    for module in pkgutil.walk_packages(casework.__path__, "casework."):
        importlib.import_module(module.name)
    return all_refusals()


@pytest.mark.parametrize("code", sorted({kind.code for kind in classes()}))
def test_every_refusal_has_words_in_both_languages_and_a_line_in_the_docs(code: str) -> None:
    status = {kind.status for kind in classes() if kind.code == code}
    assert len(status) == 1, f"one code, one status: {code}"
    chinese, english = REFUSALS[code]
    assert f"| `{code}` | {status.pop()} | {chinese} | {english} |" in ROWS


def test_every_field_fault_has_a_line_in_the_docs() -> None:
    missing = [
        code
        for code, (chinese, english) in FAULTS.items()
        if f"| `{code}` | {chinese} | {english} |" not in ROWS
    ]
    assert missing == []


def test_the_docs_name_no_code_that_is_gone() -> None:
    named = {row.split("`")[1] for row in ROWS if row.startswith("| `")}
    assert named == set(REFUSALS) | set(FAULTS)


def test_no_code_is_used_without_words() -> None:
    used = {
        node.value: path
        for path, tree in sources("engine", "assistance", "casework", "store", "web", "ops")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }
    assert {
        code: path for code, path in used.items() if code not in {**REFUSALS, **FAULTS, NO_REFUSAL: ""}
    } == {}


def _kept(call: ast.Call) -> bool:
    """Why somebody is kept from a task is stored, not told: to them the task does not exist."""
    return isinstance(call.func, ast.Name) and call.func.id == "Exclusion"


def test_every_reason_a_refusal_gives_has_words() -> None:
    given = {
        word.value.value
        for _, tree in sources("engine", "casework", "web")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and not _kept(node)
        for word in node.keywords
        if word.arg == "why" and isinstance(word.value, ast.Constant) and isinstance(word.value.value, str)
    }
    reasons = {text for text in given if re.fullmatch("[a-z_]+", text)}
    assert reasons - set(REASONS) - INSIDE == set()


def test_every_line_of_a_cases_history_has_words() -> None:
    """The acts that commands note, as constants or as the few that are put together."""
    noted = {
        node.args[0].value
        for _, tree in sources("casework")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "note"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    house = {
        act
        for act in noted
        if act.partition(".")[0] in ("person", "calendar", "processes", "demo", "unit", "standard", "ladder")
    }
    put_together = {
        "extension.approved",
        "extension.refused",
        "timer.fire",
        *(f"rung.{rung}" for rung in RUNGS),
    }
    assert (noted - house) | put_together - set() <= set(ACTS)
