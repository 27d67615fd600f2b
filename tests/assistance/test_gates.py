"""Gates 关口: each open once and closed once, and what a refusal need not have."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from assistance.gates import GATES, RULES, Entry, Posted, Progress, authorisation_fault, open_gates, standing
from web.i18n.vocabulary import GATES as NAMES

NOON = datetime(2022, 4, 20, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
HEAD, CHILD, AWAY = "130399195804120025", "130399201901010018", "130399196211050011"
MEMBERS = {
    "rows": [
        {"id_no": HEAD, "living_together": True},
        {"id_no": CHILD, "living_together": True},
        {"id_no": AWAY, "living_together": False},
    ]
}
SIGNED = {"adults": [{"member": HEAD}], "valid_to": "2022-12-31"}


def entry(content: Mapping[str, Any], hours: int = 0, **more: Any) -> Entry:
    return Entry(content=content, at=NOON + hours * HOUR, **more)


NOTICE = Posted(
    round=1,
    last_day=date(2022, 4, 13),
    free_from=datetime(2022, 4, 13, 16, tzinfo=UTC),
    removed_at=None,
    opinion=1,
    objected=False,
)
READY = Progress(
    now=NOON,
    checked_on=date(2022, 4, 1),
    regime="R2021",
    decision="grant",
    flags=frozenset({"key", "contested"}),
    moments={
        "acceptance": NOON - 30 * HOUR,
        "review_meeting_held": NOON - 10 * HOUR,
        "opinion_signed": NOON - 8 * HOUR,
        "county_received": NOON - 2 * HOUR,
    },
    forms={
        "F02": [entry(MEMBERS, -40)],
        "F05": [entry(SIGNED, -40)],
        "F08": [
            entry({"visitors": ["jb1", "jb2"]}, -20, step="visit"),
            entry({"visitors": ["sh", "sh2"]}, -1, step="county_visit"),
        ],
        "F10": [entry({"conclusion": "meets"}, -15)],
        "F12": [entry({"suggested": "agree", "amount": "1020.00"}, -9, step="opinion")],
    },
    notices=[NOTICE, replace(NOTICE, round=2)],
)


def shown(progress: Progress, *keys: str) -> list[str]:
    return [gate.key for gate in open_gates(keys or GATES, progress)]


def with_form(form: str, *entries: Entry, **more: Any) -> Progress:
    return replace(READY, forms={**READY.forms, form: list(entries)}, **more)


def without(moment: str) -> Progress:
    return replace(READY, moments={key: at for key, at in READY.moments.items() if key != moment})


def with_notice(**changed: Any) -> Progress:
    return replace(READY, notices=[replace(NOTICE, **changed), replace(NOTICE, round=2)])


def test_a_case_with_everything_done_is_held_by_no_gate() -> None:
    assert shown(READY) == []
    assert set(RULES) == set(GATES)


def test_the_names_are_those_of_the_screens() -> None:
    assert {key: chinese for key, (chinese, _) in NAMES.items()} == dict(GATES)


def test_only_what_is_demanded_is_asked_and_in_the_order_of_a_case() -> None:
    bare = Progress(now=NOON, checked_on=NOON.date(), regime="R2012", decision=None)
    assert shown(bare, "notice_1", "acceptance") == ["acceptance", "notice_1"]
    assert shown(replace(bare, objections=1, flags=frozenset({"key"}))) == list(GATES)
    with pytest.raises(KeyError):
        open_gates(["notice_3"], bare)


@pytest.mark.parametrize(
    ("key", "progress"),
    [
        ("acceptance", without("acceptance")),
        ("authorisation", with_form("F05")),
        ("authorisation", with_form("F05", entry({**SIGNED, "adults": []}))),
        ("authorisation", with_form("F05", entry({**SIGNED, "valid_to": "2022-03-31"}))),
        ("check_report", with_form("F10")),
        ("check_report", with_form("F10", entry({"conclusion": "pending"}))),
        ("check_report", with_form("F10", entry({"conclusion": "fails"}))),
        (
            "check_report",
            with_form("F10", entry({"conclusion": "fails"}), done={("check_rebut", "no_answer"): NOON}),
        ),
        ("visit_by_two", with_form("F08", READY.forms["F08"][1])),
        (
            "visit_by_two",
            with_form("F08", entry({"visitors": ["jb1", "jb1"]}, step="visit"), READY.forms["F08"][1]),
        ),
        ("review_meeting", without("review_meeting_held")),
        ("opinion_signed", without("opinion_signed")),
        (
            "opinion_signed",
            with_form("F12", entry({"suggested": "agree", "amount": "1.00"}, step="opinion")),
        ),
        ("notice_1", replace(READY, notices=[replace(NOTICE, round=2)])),
        ("notice_1", with_notice(free_from=NOON + HOUR)),
        ("notice_1", with_notice(removed_at=NOTICE.free_from - HOUR)),
        ("notice_1", with_notice(objected=True)),
        ("notice_1", with_notice(opinion=0)),
        ("notice_2", replace(READY, notices=[NOTICE])),
        ("objections_closed", replace(READY, objections=1)),
        ("county_visit", without("county_received")),
        ("county_visit", with_form("F08", READY.forms["F08"][0])),
        ("county_visit", replace(READY, moments={**READY.moments, "county_received": NOON})),
        ("amount_computed", with_form("F12", entry({"suggested": "agree", "amount": None}, -9))),
        (
            "amount_computed",
            with_form("F12", entry({"suggested": "agree", "amount": "1.00", "covered": [HEAD, AWAY]}, -9)),
        ),
    ],
)
def test_every_gate_is_open_when_what_it_wants_is_not_there(key: str, progress: Progress) -> None:
    assert shown(progress) == [key]
    (gate,) = open_gates(GATES, progress)
    assert gate.name == GATES[key]
    assert gate.detail.endswith("。")
    assert not any(number in gate.detail for number in (HEAD, CHILD, AWAY))


def test_a_notice_counts_from_the_first_moment_after_its_last_day() -> None:
    before = replace(READY, now=NOTICE.free_from - timedelta(seconds=1))
    assert shown(before, "notice_1") == ["notice_1"]
    assert open_gates(["notice_1"], before)[0].detail.startswith("公示到2022-04-13为止，2022-04-14")
    assert shown(replace(READY, now=NOTICE.free_from), "notice_1") == []


def test_a_notice_taken_down_after_its_time_is_a_notice() -> None:
    assert shown(with_notice(removed_at=NOTICE.free_from)) == []


def test_a_household_that_did_not_answer_may_be_refused_and_not_granted() -> None:
    failed = with_form("F10", entry({"conclusion": "fails"}), done={("check_rebut", "no_answer"): NOON})
    assert shown(failed) == ["check_report"]
    assert shown(replace(failed, decision="refuse")) == []
    assert shown(replace(failed, decision="refuse", done={})) == ["check_report"]


def test_what_stayed_open_in_the_check_is_settled_by_a_later_meeting() -> None:
    pending = with_form("F10", entry({"conclusion": "pending"}, -15))
    assert shown(pending) == []
    assert shown(with_form("F10", entry({"conclusion": "pending"}, -5))) == ["check_report"]


def test_an_opinion_against_the_household_is_not_put_on_notice_and_has_no_amount() -> None:
    against = entry({"suggested": "disagree", "amount": None}, -9, step="opinion")
    refused = replace(with_form("F12", against), notices=[])
    assert shown(refused) == ["notice_1", "notice_2", "amount_computed"]
    assert shown(replace(refused, decision="refuse")) == []
    assert shown(replace(refused, decision=None)) == []


def test_a_refusal_against_the_townships_opinion_was_on_notice() -> None:
    assert shown(replace(READY, decision="refuse", notices=[])) == ["notice_1", "notice_2"]


def test_the_meeting_is_always_held_under_the_rules_of_2012_and_later_when_contested() -> None:
    quiet = replace(without("review_meeting_held"), flags=frozenset())
    assert shown(quiet, "review_meeting") == []
    assert shown(replace(quiet, regime="R2012"), "review_meeting") == ["review_meeting"]


def test_only_key_cases_are_visited_by_the_county() -> None:
    assert shown(replace(with_form("F08", READY.forms["F08"][0]), flags=frozenset()), "county_visit") == []


def test_an_opinion_repeated_with_a_dismissed_objection_needs_no_second_signature() -> None:
    signed = READY.forms["F12"][0]
    repeated = entry(signed.content, revision=2, step="reinvestigate", outcome="dismissed")
    assert shown(with_form("F12", signed, repeated)) == []
    changed = replace(repeated, outcome="upheld")
    assert shown(with_form("F12", signed, changed)) == ["opinion_signed", "notice_1", "notice_2"]
    assert standing([signed, repeated]) == signed
    assert standing([]) is None


def test_minors_and_those_who_live_elsewhere_sign_no_authorisation() -> None:
    assert authorisation_fault(SIGNED, MEMBERS, date(2022, 12, 31)) is None
    assert authorisation_fault(SIGNED, MEMBERS, date(2023, 1, 1)) is not None
    assert authorisation_fault(SIGNED, None, date(2022, 4, 1)) is None
    together = {"rows": [{**row, "living_together": True} for row in MEMBERS["rows"]]}
    assert "有1名" in str(authorisation_fault(SIGNED, together, date(2022, 4, 1)))
