"""An incident is mended by putting a fact right and giving the command again."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework import audit, cases, facts, incidents, retrying
from casework.incidents import IncidentFiled
from engine.errors import FormRefused
from tests.casework.desk import Desk
from tests.casework.township import publish


def _stuck(desk: Desk) -> tuple[str, str]:
    """A case dispatched to a process that asks for an unknown fact; its number and the incident's id."""
    publish(desk.office, "360")
    no = desk.open(aid="360")
    desk.accept(no)
    desk.related(no)
    with pytest.raises(IncidentFiled) as filed:
        desk.do("ck1", no, "dispatch", "own")
    return no, filed.value.facts["incident"]


def test_a_declared_fact_mends_it_and_the_flow_goes_on(quick: Desk) -> None:
    no, incident = _stuck(quick)
    known = {"distance": 120}
    retrying.retry(quick.office, quick.who("fzr"), incident, facts=known, reason="示例：补上路程")
    assert [row["step"] for row in quick.rows(no)] == ["hand_over"]
    assert audit.replay(quick.office)["ok"]


def test_without_the_fact_the_retry_files_another_incident(quick: Desk) -> None:
    no, incident = _stuck(quick)
    with pytest.raises(IncidentFiled):
        retrying.retry(quick.office, quick.who("fzr"), incident, reason="示例：再试一次")
    found = incidents.list_incidents(quick.office, quick.who("fzr"))["items"]
    assert sorted(row["state"] for row in found) == ["mended", "open"]
    assert cases.show_case(quick.office, quick.who("fzr"), no)["open_tasks"][0]["state"] == "incident"


@pytest.mark.parametrize(
    ("given", "path", "code"),
    [
        ({"nonsense": "x"}, "facts.nonsense", "E_UNKNOWN_FIELD"),
        ({"aid": "110"}, "facts.aid", "E_UNKNOWN_FIELD"),
        ({"distance": "far"}, "facts.distance", "E_TYPE"),
        ({"aid_process": 3}, "facts.aid_process", "E_TYPE"),
    ],
)
def test_only_facts_of_the_process_and_of_their_type_are_taken(
    quick: Desk, given: dict[str, Any], path: str, code: str
) -> None:
    _, incident = _stuck(quick)
    with pytest.raises(FormRefused) as refused:
        retrying.retry(quick.office, quick.who("fzr"), incident, facts=given, reason="示例")
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [(path, code)]
    assert incidents.list_incidents(quick.office, quick.who("fzr"))["items"][0]["state"] == "open"


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        ("money", "1020.00", Decimal("1020.00")),
        ("date", "2026-03-02", date(2026, 3, 2)),
        ("bool", True, True),
        ("int", 3, 3),
        ("choice", "jy", "jy"),
        ("choice", None, None),
    ],
)
def test_what_a_form_says_becomes_a_fact_of_its_declared_type(kind: str, given: Any, value: Any) -> None:
    assert facts.typed(kind, given) == value
    assert facts.read(facts.store(facts.typed(kind, given))) == value


@pytest.mark.parametrize(
    ("kind", "given"), [("money", "much"), ("date", "soon"), ("int", True), ("bool", "yes"), ("choice", 1)]
)
def test_a_value_of_another_type_is_no_fact(kind: str, given: Any) -> None:
    with pytest.raises(ValueError):
        facts.typed(kind, given)
