"""The manifests of the shipped processes against the contract's steps, outcomes, forms and moments."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from assistance.limit_tables import shipped as shipped_limits
from assistance.manifest import read
from assistance.moments import MOMENTS
from assistance.people import ROLES
from documents.types import TYPES
from engine.expressions import parse as parse_expression
from engine.runtime import Definition, Node, parse

KEYS = sorted(folder.name for folder in files("processes").iterdir() if (folder / "manifest.toml").is_file())
FACT_TYPES = {"bool", "int", "money", "date", "choice"}
KINDS = {"main", "aid", "handover", "supervise", "review", "change", "called"}

# Contract section 3.2: step → outcome → forms it demands.
CONTRACT: dict[str, dict[str, list[str]]] = {
    "check_papers": {"complete": [], "incomplete": ["F06a"], "not_ours": ["F06c"]},
    "receive_papers": {"received": ["F06d"]},
    "accept": {"accepted": ["F06b"], "refused_acceptance": ["F06c"]},
    "relatives": {"done": ["F07"]},
    "dispatch": {"own": [], "transfer": ["dispatch"]},
    "close_case": {"closed": []},
    "transfer_send": {"sent": ["F15"]},
    "transfer_sign": {"signed": [], "returned": ["F16"]},
    "name_unit": {"named": ["name_unit"]},
    "transfer_handle": {"resulted": ["F16"]},
    "transfer_feedback": {"fed_back": ["F16"]},
    "transfer_tell": {"told": ["F17"]},
    "transfer_file": {"filed": []},
    "urge_reply": {"replied": ["reply"]},
    "urge_check": {"passed": [], "redo": []},
    "urge_close": {"closed": []},
}
# Contract section 3.3: (step, outcome) → moments, in whichever of the two files they are written.
MADE: dict[tuple[str, str], list[str]] = {
    ("check_papers", "incomplete"): ["papers_notified"],
    ("check_papers", "not_ours"): ["acceptance_refused"],
    ("receive_papers", "received"): ["papers_received"],
    ("accept", "accepted"): ["acceptance"],
    ("accept", "refused_acceptance"): ["acceptance_refused"],
    ("dispatch", "own"): ["dispatched"],
    ("dispatch", "transfer"): ["dispatched"],
    ("close_case", "closed"): ["closed"],
    ("transfer_send", "sent"): ["sent"],
    ("transfer_sign", "signed"): ["signed"],
    ("transfer_sign", "returned"): ["returned"],
    ("name_unit", "named"): ["unit_named", "sent"],
    ("transfer_handle", "resulted"): ["resulted"],
    ("transfer_feedback", "fed_back"): ["fed_back"],
    ("transfer_tell", "told"): ["told"],
    ("urge_reply", "replied"): ["urging_replied"],
    ("urge_check", "redo"): ["urged"],
}


def manifest(key: str) -> dict[str, Any]:
    return tomllib.loads((files("processes") / key / "manifest.toml").read_text("utf-8"))


def definition(key: str) -> Definition:
    return parse((files("processes") / key / "process.bpmn").read_bytes())


def steps(key: str) -> dict[str, Node]:
    return {
        node.step: node for node in definition(key).nodes.values() if node.step and node.kind == "userTask"
    }


@pytest.mark.parametrize("key", KEYS)
def test_a_manifest_is_read_and_names_its_folder(key: str) -> None:
    text = (files("processes") / key / "manifest.toml").read_text("utf-8")
    assert (read(text).key, read(text).kind in KINDS) == (key, True)
    assert definition(key).name == read(text).name


@pytest.mark.parametrize("key", KEYS)
def test_outcomes_and_their_forms_are_those_of_the_contract(key: str) -> None:
    written: dict[str, dict[str, list[str]]] = {}
    for row in manifest(key)["outcome"]:
        written.setdefault(row["step"], {})[row["outcome"]] = row["forms"]
        assert row["name"].strip()
    assert written == {step: CONTRACT[step] for step in steps(key)}


@pytest.mark.parametrize("key", KEYS)
def test_the_diagram_offers_the_same_outcomes_and_forms(key: str) -> None:
    for step, node in steps(key).items():
        assert node.outcomes == tuple(CONTRACT[step])
        demanded = {form for forms in CONTRACT[step].values() for form in forms}
        assert demanded <= set(node.forms)


@pytest.mark.parametrize("key", KEYS)
def test_moments_are_those_of_the_contract_each_written_once(key: str) -> None:
    rows = manifest(key).get("moment", [])
    for step, node in steps(key).items():
        for outcome in node.outcomes:
            by_table = [row["name"] for row in rows if (row["step"], row["outcome"]) == (step, outcome)]
            assert [*([node.moment] if node.moment else []), *by_table] == MADE.get((step, outcome), [])
    assert {row["name"] for row in rows} <= set(MOMENTS)
    assert {node.moment for node in definition(key).nodes.values() if node.moment} <= set(MOMENTS)


@pytest.mark.parametrize("key", KEYS)
def test_roles_limits_and_documents_exist(key: str) -> None:
    known = {term.id for term in shipped_limits()}
    for node in steps(key).values():
        assert node.role in {*ROLES, "*"}
        assert node.limit in known or (node.limit or "").startswith("none:")
    for row in manifest(key).get("document", []):
        assert row["type"] in TYPES
        assert row.get("at", "closed") in MOMENTS
        assert row["template"] == row["type"]


@pytest.mark.parametrize("key", KEYS)
def test_conditions_see_only_declared_facts(key: str) -> None:
    facts = manifest(key)["facts"]
    for fact in facts.values():
        assert fact["type"] in FACT_TYPES
    for flow in definition(key).flows:
        if flow.condition:
            assert parse_expression(flow.condition).names <= {*facts, "outcome"}
    for row in manifest(key).get("papers", []):
        assert parse_expression(row.get("when", "aid == aid")).names <= set(facts)


@pytest.mark.parametrize("key", KEYS)
def test_separated_steps_exist(key: str) -> None:
    assert {step for pair in manifest(key)["separations"] for step in pair} <= set(steps(key))


def test_the_window_says_what_each_aid_must_bring() -> None:
    rows = manifest("one-window")["papers"]
    assert {aid for row in rows for aid in row["aids"]} == set(manifest("one-window")["aids"])
    assert all("F01" in row["forms"] for row in rows)


def test_facts_that_limits_ask_for_are_declared_where_cases_begin() -> None:
    asked = {name for term in shipped_limits() if term.applies_when for name in term.applies_when.names}
    assert asked <= set(manifest("one-window")["facts"])
