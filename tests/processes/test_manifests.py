"""The manifests of the shipped processes against the contract's steps, outcomes, forms and moments."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from assistance.gates import GATES
from assistance.limit_tables import shipped as shipped_limits
from assistance.manifest import read
from assistance.moments import MOMENTS
from assistance.people import ROLES
from documents.types import TYPES
from engine.expressions import parse as parse_expression
from engine.runtime import Definition, Node, parse

KEYS = sorted(folder.name for folder in files("processes").iterdir() if (folder / "manifest.toml").is_file())
ALLOWANCES = [key for key in KEYS if key.startswith("dibao-")]
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
    "start_investigation": {"started": ["start"]},
    "check_request": {"requested": []},
    "check_report": {"reported": ["F10"]},
    "check_rebut": {"rebutted": ["rebut"], "no_answer": []},
    "visit": {"visited": ["F08"]},
    "end_investigation": {"ended": ["end"]},
    "review_meeting": {"held": ["F09"]},
    "opinion": {"drafted": ["F12"]},
    "sign_opinion": {"signed": [], "back": []},
    "notice_1_post": {"posted": ["F11"]},
    "notice_1_close": {"ended": ["F11"]},
    "reinvestigate": {"upheld": ["F12"], "dismissed": []},
    "send_up": {"sent": ["sendup"]},
    "county_receive": {"received": []},
    "county_review": {"agree": [], "disagree": [], "back": []},
    "county_visit": {"visited": ["F08"]},
    "confirm": {"grant": ["F13"], "refuse": ["F13", "F14"], "back": []},
    "serve": {"served": ["serve"]},
    "publish_list": {"done": []},
    "ledger": {"done": []},
    "roster": {"done": []},
    "certificate": {"issued": ["F24"]},
    "refer_consent": {"consented": ["F05b"]},
    "refer_send": {"sent": ["F15"]},
    "refer_answer": {"taken": [], "declined": []},
    "refer_feedback": {"fed_back": ["F16"]},
    "refer_tell": {"told": ["F17"]},
    "refer_file": {"filed": []},
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
# The service of a refusal stands in its letter.
OF_ITS_OWN = {"refusal": {"serve": {"served": ["F14"]}}}
REASONS = {("refer_answer", "declined"), ("urge_check", "redo")} | {
    (step, "back") for step in ("sign_opinion", "county_review", "confirm")
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
    ("start_investigation", "started"): ["investigation_started"],
    ("check_request", "requested"): ["check_requested"],
    ("check_report", "reported"): ["check_reported"],
    ("end_investigation", "ended"): ["investigation_ended"],
    ("review_meeting", "held"): ["review_meeting_held"],
    ("sign_opinion", "signed"): ["opinion_signed"],
    ("notice_1_post", "posted"): ["notice_1_posted"],
    ("reinvestigate", "upheld"): ["reinvestigated"],
    ("reinvestigate", "dismissed"): ["reinvestigated"],
    ("send_up", "sent"): ["sent_up"],
    ("county_receive", "received"): ["county_received"],
    ("county_review", "agree"): ["county_reviewed"],
    ("county_review", "disagree"): ["county_reviewed"],
    ("confirm", "grant"): ["decided"],
    ("confirm", "refuse"): ["decided"],
    ("serve", "served"): ["served"],
    ("publish_list", "done"): ["published"],
    ("ledger", "done"): ["ledger_entered"],
    ("roster", "done"): ["roster_changed"],
    ("certificate", "issued"): ["certificate_issued"],
    ("refer_consent", "consented"): ["consented"],
    ("refer_send", "sent"): ["sent"],
    ("refer_feedback", "fed_back"): ["fed_back"],
    ("refer_tell", "told"): ["told"],
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


def wanted(key: str, step: str) -> dict[str, list[str]]:
    return OF_ITS_OWN.get(key, {}).get(step) or CONTRACT[step]


@pytest.mark.parametrize("key", KEYS)
def test_outcomes_and_their_forms_are_those_of_the_contract(key: str) -> None:
    written: dict[str, dict[str, list[str]]] = {}
    for row in manifest(key)["outcome"]:
        written.setdefault(row["step"], {})[row["outcome"]] = row["forms"]
        assert row["name"].strip()
        assert row.get("reason", False) == ((row["step"], row["outcome"]) in REASONS)
    assert written == {step: wanted(key, step) for step in steps(key)}


@pytest.mark.parametrize("key", KEYS)
def test_the_diagram_offers_the_same_outcomes_and_forms(key: str) -> None:
    for step, node in steps(key).items():
        assert node.outcomes == tuple(wanted(key, step))
        demanded = {form for forms in wanted(key, step).values() for form in forms}
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
    known = {name for term in shipped_limits() for name in (term.id, term.step)}
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
def test_separated_steps_exist_and_one_of_them_is_its_own(key: str) -> None:
    everywhere = {step for other in KEYS for step in steps(other)}
    for pair in manifest(key)["separations"]:
        assert set(pair) <= everywhere
        assert set(pair) & set(steps(key))


@pytest.mark.parametrize("key", ALLOWANCES)
def test_whoever_accepted_drafted_or_investigated_does_not_sign_or_decide(key: str) -> None:
    """Domain 3: acceptor ≠ decider, drafter ≠ signer, investigator ≠ confirmer, reviewer ≠ confirmer."""
    apart = {frozenset(pair) for pair in manifest(key)["separations"]}
    others = (
        "accept",
        "start_investigation",
        "visit",
        "opinion",
        "reinvestigate",
        "county_review",
        "county_visit",
    )
    assert {frozenset((one, "confirm")) for one in others} <= apart
    signing = {frozenset((one, "sign_opinion")) for one in ("accept", "opinion", "reinvestigate")}
    assert signing <= apart & {frozenset(pair) for pair in manifest("notice")["separations"]}


@pytest.mark.parametrize("key", ALLOWANCES)
def test_the_gates_of_the_aid_are_those_of_the_contract(key: str) -> None:
    """Contract 3.4: sending up asks for all that lies before it, the decision for all; since 2021 there is one notice."""
    gates = manifest(key)["gates"]
    assert gates.keys() == {"send_up", "confirm"}
    assert gates["confirm"] == [gate for gate in GATES if gate != "notice_2"]
    assert gates["send_up"] == gates["confirm"][: gates["confirm"].index("county_visit")]


def test_the_window_says_what_each_aid_must_bring() -> None:
    rows = manifest("one-window")["papers"]
    assert {aid for row in rows for aid in row["aids"]} == set(manifest("one-window")["aids"])
    assert all("F01" in row["forms"] for row in rows)


def test_facts_that_limits_ask_for_are_declared_where_cases_begin() -> None:
    asked = {name for term in shipped_limits() if term.applies_when for name in term.applies_when.names}
    assert asked <= set(manifest("one-window")["facts"])


def test_the_allowance_of_2026_differs_by_its_rows_and_words_only() -> None:
    """The common pieces name steps, so rows B.. and C.. are found by the case's regime; what is added to one is added to both."""
    own = {"dibao-r2021": ["R2021"], "dibao-r2026": ["R2026"]}
    assert {key: manifest(key)["regimes"] for key in ALLOWANCES} == own
    one, two = ({**manifest(key), "key": "", "name": "", "regimes": []} for key in ALLOWANCES)
    assert one == two
    before, after = (definition(key) for key in ALLOWANCES)
    assert (before.nodes, before.flows) == (after.nodes, after.flows)


@pytest.mark.parametrize("key", KEYS)
def test_a_diagram_names_no_row_of_one_regime(key: str) -> None:
    rows = {term.id for term in shipped_limits() if "*" not in term.regimes}
    text = (files("processes") / key / "process.bpmn").read_text("utf-8")
    assert not rows & {node.limit for node in steps(key).values()}
    assert not [row for row in rows if f"limit_end('{row}')" in text]
