"""异常: a step the flow cannot carry out changes nothing, is seen by the head, and is tried again or given up."""

from typing import Any

import pytest

from casework import cases, inbox, incidents, retrying
from casework.incidents import IncidentFiled
from engine.errors import Refused
from tests.casework.desk import Desk
from tests.casework.township import publish

OWN = {"outcome": "own", "forms": {}}
KEEPS = {"access_log", "incident", "event", "case", "task"}
"""Where filing an incident may write: its own row, its event, the head of the chain, the task's mark."""


def stuck(desk: Desk) -> tuple[str, str]:
    """A case whose 分办 goes to a process that asks for an unknown fact; the task is claimed and a draft is kept."""
    publish(desk.office)
    no = desk.open()
    desk.accept(no)
    desk.related(no)
    task_id = desk.claim("ck1", no, "dispatch")
    inbox.save_draft(desk.office, desk.who("ck1"), task_id, {"dispatch": {"note": "示例"}})
    return no, task_id


def fail(desk: Desk, task_id: str, **given: Any) -> str:
    """Complete it and read the incident."""
    with pytest.raises(IncidentFiled) as caught:
        inbox.complete_task(desk.office, desk.who("ck1", **given), task_id, **OWN)
    return str(caught.value.facts["incident"])


def test_a_failed_step_changes_nothing_but_files_an_incident(desk: Desk) -> None:
    no, task_id = stuck(desk)
    before = desk.everything()
    moments, limits = desk.case(no)["moments"], desk.limits(no)
    incident_id = fail(desk, task_id)
    after = desk.everything()
    assert {name for name in after if after[name] != before[name]} == KEEPS
    assert (desk.case(no)["moments"], desk.limits(no)) == (moments, limits)
    [task] = desk.rows(no)
    assert (task["state"], task["holder"]) == ("incident", "ck1")
    assert inbox.show_task(desk.office, desk.who("ck1"), task_id)["draft"] == {"dispatch": {"note": "示例"}}
    [listed] = incidents.list_incidents(desk.office, desk.who("fzr"))["items"]
    assert (listed["id"], listed["state"], listed["element_name"], listed["by"]) == (
        incident_id,
        "open",
        "路程远吗？",
        "ck1",
    )
    desk.proved()


def test_nobody_works_on_a_task_with_an_incident(desk: Desk) -> None:
    no, task_id = stuck(desk)
    fail(desk, task_id)
    assert inbox.show_task(desk.office, desk.who("ck1"), task_id)["allowed"] == []
    for act in (
        lambda: inbox.complete_task(
            desk.office, desk.who("ck1"), task_id, outcome="transfer", forms={"dispatch": {}}
        ),
        lambda: inbox.claim_task(desk.office, desk.who("ck2"), task_id),
        lambda: inbox.save_draft(desk.office, desk.who("ck1"), task_id, {}),
    ):
        with desk.refused("E_STATE"):
            act()


def test_a_retry_gives_the_command_again_as_whoever_gave_it(desk: Desk) -> None:
    no, task_id = stuck(desk)
    incident_id = fail(desk, task_id)
    with pytest.raises(IncidentFiled):
        retrying.retry(desk.office, desk.who("fzr"), incident_id, reason="再试一次")
    found = incidents.list_incidents(desk.office, desk.who("fzr"))["items"]
    assert sorted((one["state"], one["retries"]) for one in found) == [("mended", 1), ("open", 0)]
    again = next(one["id"] for one in found if one["state"] == "open")
    facts = {"distance": 20}
    with desk.refused("E_REQUIRED", path="reason"):
        retrying.retry(desk.office, desk.who("fzr"), again, facts=facts, reason=" ")
    with desk.refused("E_UNKNOWN_FIELD", path="facts.colour"):
        retrying.retry(desk.office, desk.who("fzr"), again, facts={"colour": "red"}, reason="更正")
    shape = retrying.retry(desk.office, desk.who("fzr"), again, facts=facts, reason="补上路程")
    assert (shape["state"], shape["retries"]) == ("mended", 1)
    assert desk.steps(no) == ["escort"]
    done = [
        item
        for item in cases.case_history(desk.office, desk.who("ck1"), no)["items"]
        if item["outcome"] == "own"
    ]
    assert [item["by"]["login"] for item in done] == ["ck1"]
    with desk.office.store.read() as work:
        assert work.drafts.find() == []
    desk.proved()


def test_a_command_given_up_leaves_the_task_with_its_holder(desk: Desk) -> None:
    no, task_id = stuck(desk)
    incident_id = fail(desk, task_id)
    assert (
        incidents.cancel(desk.office, desk.who("fzr"), incident_id, reason="改为转办")["state"] == "cancelled"
    )
    with desk.refused("E_STATE"):
        incidents.cancel(desk.office, desk.who("fzr"), incident_id, reason="再一次")
    with desk.refused("E_STATE"):
        retrying.retry(desk.office, desk.who("fzr"), incident_id, reason="再一次")
    inbox.complete_task(desk.office, desk.who("ck1"), task_id, outcome="transfer", forms={"dispatch": {}})
    assert desk.steps(no) == ["transfer_send"]
    desk.proved()


def test_who_mends_and_who_only_tries_again(desk: Desk) -> None:
    _, task_id = stuck(desk)
    incident_id = fail(desk, task_id)
    for login, code in (
        ("ck1", "E_FORBIDDEN"),
        ("fzrx", "E_NOT_FOUND"),
        ("db", "E_FORBIDDEN"),
        ("bm-jy", "E_NOT_FOUND"),
    ):
        with desk.refused(code):
            retrying.retry(desk.office, desk.who(login), incident_id, reason="再试")
        with desk.refused(code):
            incidents.cancel(desk.office, desk.who(login), incident_id, reason="放弃")
    with desk.refused("E_FORBIDDEN"):
        retrying.retry(desk.office, desk.who("xt"), incident_id, facts={"distance": 1}, reason="更正")
    with desk.refused("E_FORBIDDEN"):
        incidents.cancel(desk.office, desk.who("xt"), incident_id, reason="放弃")
    with pytest.raises(IncidentFiled):
        retrying.retry(desk.office, desk.who("xt"), incident_id, reason="再试")
    with desk.refused("E_FORBIDDEN"):
        incidents.list_incidents(desk.office, desk.who("ck1"))
    assert incidents.list_incidents(desk.office, desk.who("fzrx"))["items"] == []


def test_the_end_of_the_case_ends_its_incidents_and_no_retry_wakes_its_tasks(desk: Desk) -> None:
    no, task_id = stuck(desk)
    incident_id = fail(desk, task_id)
    desk.withdraw(no)
    [ended] = incidents.list_incidents(desk.office, desk.who("fzr"))["items"]
    assert ended["state"] == "cancelled"
    with desk.refused("E_STATE"):
        retrying.retry(desk.office, desk.who("fzr"), incident_id, reason="再试")
    assert desk.case(no)["open_tasks"] == []
    desk.proved()


def test_people_read_the_names_of_facts_and_who_mends_is_offered_them(desk: Desk) -> None:
    _, task_id = stuck(desk)
    fail(desk, task_id)
    [listed] = incidents.list_incidents(desk.office, desk.who("fzr"))["items"]
    assert "到户籍地的路程（公里）" in listed["message"]
    assert "distance" not in listed["message"]
    offered = {fact["key"]: (fact["name"], fact["type"], fact["value"]) for fact in listed["facts"]}
    assert offered["distance"] == ("到户籍地的路程（公里）", "int", None)
    assert not {"aid", "regime", "returns"} & set(offered)
    [seen] = incidents.list_incidents(desk.office, desk.who("xt"))["items"]
    assert seen["facts"] == []


def test_a_stale_look_at_an_incident_is_refused(desk: Desk) -> None:
    _, task_id = stuck(desk)
    incident_id = fail(desk, task_id)
    with desk.refused("E_REVISION"):
        incidents.cancel(desk.office, desk.who("fzr", if_match=7), incident_id, reason="放弃")


def test_the_lists_filters_are_checked(quick: Desk) -> None:
    _, task_id = stuck(quick)
    fail(quick, task_id)
    for filters, number in (({"state": "open"}, 1), ({"state": "mended"}, 0), ({"area": "130399100"}, 1)):
        assert (
            len(incidents.list_incidents(quick.office, quick.who("sh"), filters=filters)["items"]) == number
        )
    with pytest.raises(Refused):
        incidents.list_incidents(quick.office, quick.who("sh"), filters={"given": "x"})
