"""The shipped processes use the contract's own words: steps, who does them, outcomes and their forms, moments, documents."""

from importlib.resources import files

import pytest

from assistance.handover import KINDS
from assistance.handover import STATES as HANDOVER_STATES
from assistance.manifest import Manifest, read
from assistance.moments import MOMENTS
from casework.handover import EXPECTED, STEPS
from casework.steps import EFFECTS
from documents.types import TYPES
from engine import runtime

Ways = dict[str, tuple[str, ...]]
STEP_TABLE: dict[str, dict[str, tuple[str, Ways]]] = {
    "one-window": {
        "check_papers": ("window", {"complete": (), "incomplete": ("F06a",), "not_ours": ("F06c",)}),
        "receive_papers": ("window", {"received": ("F06d",)}),
        "accept": ("window", {"accepted": ("F06b",), "refused_acceptance": ("F06c",)}),
        "relatives": ("window", {"done": ("F07",)}),
        "dispatch": ("window", {"own": (), "transfer": ("dispatch",)}),
        "close_case": ("window", {"closed": ()}),
    },
    "check": {
        "check_request": ("investigator", {"requested": ()}),
        "check_report": ("county_check", {"reported": ("F10",)}),
        "check_rebut": ("investigator", {"rebutted": ("rebut",), "no_answer": ()}),
    },
    "visit": {"visit": ("investigator", {"visited": ("F08",)})},
    "democratic-review": {"review_meeting": ("investigator", {"held": ("F09",)})},
    "notice": {
        "notice_1_post": ("investigator", {"posted": ("F11",)}),
        "notice_1_close": ("investigator", {"ended": ("F11",)}),
        "reinvestigate": ("investigator", {"upheld": ("F12",), "dismissed": ()}),
        "sign_opinion": ("head", {"signed": (), "back": ()}),
    },
    "refusal": {"serve": ("window", {"served": ("F14",)})},
    **dict.fromkeys(
        ("dibao-r2021", "dibao-r2026"),
        {
            "start_investigation": ("investigator", {"started": ("start",)}),
            "end_investigation": ("investigator", {"ended": ("end",)}),
            "opinion": ("investigator", {"drafted": ("F12",)}),
            "sign_opinion": ("head", {"signed": (), "back": ()}),
            "send_up": ("head", {"sent": ("sendup",)}),
            "county_receive": ("county_review", {"received": ()}),
            "county_review": ("county_review", {"agree": (), "disagree": (), "back": ()}),
            "county_visit": ("county_review", {"visited": ("F08",)}),
            "confirm": ("county_confirm", {"grant": ("F13",), "refuse": ("F13", "F14"), "back": ()}),
            "serve": ("window", {"served": ("serve",)}),
            "publish_list": ("window", {"done": ()}),
            "ledger": ("window", {"done": ()}),
            "roster": ("specialist", {"done": ()}),
            "certificate": ("county_review", {"issued": ("F24",)}),
        },
    ),
    "handover-transfer": {
        "transfer_send": ("window", {"sent": ("F15",)}),
        "transfer_sign": ("department", {"signed": (), "returned": ("F16",)}),
        "name_unit": ("county_review", {"named": ("name_unit",)}),
        "transfer_handle": ("department", {"resulted": ("F16",)}),
        "transfer_feedback": ("department", {"fed_back": ("F16",)}),
        "transfer_tell": ("window", {"told": ("F17",)}),
        "transfer_file": ("window", {"filed": ()}),
    },
    "handover-refer": {
        "refer_consent": ("window", {"consented": ("F05b",)}),
        "refer_send": ("window", {"sent": ("F15",)}),
        "refer_answer": ("referral", {"taken": (), "declined": ()}),
        "refer_feedback": ("referral", {"fed_back": ("F16",)}),
        "refer_tell": ("window", {"told": ("F17",)}),
        "refer_file": ("window", {"filed": ()}),
    },
    "supervise": {
        "urge_reply": ("*", {"replied": ("reply",)}),
        "urge_check": ("supervisor", {"passed": (), "redo": ()}),
        "urge_close": ("supervisor", {"closed": ()}),
    },
}
"""Contract section 3.2; `*` = who holds the late step. Steps of the common pieces stand with the piece that has them."""
SHIPPED = sorted(
    folder.name for folder in files("processes").iterdir() if (folder / "manifest.toml").is_file()
)


def definition(key: str) -> runtime.Definition:
    return runtime.parse((files("processes") / key / "process.bpmn").read_bytes())


def manifest(key: str) -> Manifest:
    return read((files("processes") / key / "manifest.toml").read_text("utf-8"))


@pytest.mark.parametrize("key", SHIPPED)
def test_steps_roles_outcomes_and_forms_are_the_contracts(key: str) -> None:
    found = {
        str(node.step): (
            str(node.role),
            {way.key: way.forms for way in manifest(key).outcomes_of(str(node.step))},
        )
        for node in definition(key).nodes.values()
        if node.kind == "userTask"
    }
    assert found == STEP_TABLE[key]


@pytest.mark.parametrize("key", SHIPPED)
def test_moments_and_documents_are_of_the_closed_vocabularies(key: str) -> None:
    drawn = {node.moment for node in definition(key).nodes.values() if node.moment}
    ruled = {rule.name for rule in manifest(key).moments}
    assert drawn | ruled <= set(MOMENTS)
    assert {rule.type for rule in manifest(key).documents} <= set(TYPES)
    assert {rule.at for rule in manifest(key).documents if rule.at} <= drawn | ruled
    ways = {(way.step, way.key) for way in manifest(key).outcomes} | {
        (way.step, None) for way in manifest(key).outcomes
    }
    assert {(rule.step, rule.outcome) for rule in manifest(key).documents if rule.step} <= ways


def test_whatever_a_step_means_beside_moving_on_belongs_to_a_step_that_exists() -> None:
    known = {
        (step, outcome)
        for steps in STEP_TABLE.values()
        for step, (_, ways) in steps.items()
        for outcome in ways
    }
    assert set(EFFECTS) <= known
    assert {(step, outcome) for acts in STEPS.values() for step, outcome, _ in acts.values()} <= known


@pytest.mark.parametrize("kind", KINDS)
def test_every_act_of_a_handover_comes_from_states_that_exist(kind: str) -> None:
    assert set(EXPECTED[kind]) == {*STEPS[kind], "recall"}
    assert {state for states in EXPECTED[kind].values() for state in states} <= set(HANDOVER_STATES)
