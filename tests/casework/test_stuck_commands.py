"""Whatever command the flow cannot carry out is filed with its case; where there is no case yet it is refused, and that is all."""

import pytest

from casework import cases, handover, incidents, intake, processes, retrying
from casework.incidents import CannotBegin, IncidentFiled
from tests.casework.desk import TOWN, Desk, Shape
from tests.casework.township import break_the


def the_incident(desk: Desk) -> Shape:
    listed: Shape
    [listed] = incidents.list_incidents(desk.office, desk.who("fzr"), filters={"state": "open"})["items"]
    return listed


def test_an_application_whose_flow_cannot_begin_is_refused_and_not_stored(desk: Desk) -> None:
    break_the(desk.office, "one-window", flow="flow_apply")
    forms = {"F01": desk.f01()}
    with desk.refused("E_INCIDENT") as refused:
        intake.open_case(desk.office, desk.who("ck1"), aid="310", area=TOWN, forms=forms)
    assert isinstance(refused.value, CannotBegin)
    assert "distance" not in str(refused.value.facts["message"])
    assert incidents.list_incidents(desk.office, desk.who("fzr"))["items"] == []


def test_a_kept_draft_files_its_incident_and_is_submitted_by_the_retry(desk: Desk) -> None:
    break_the(desk.office, "one-window", flow="flow_apply")
    draft = desk.open(draft=True)
    with pytest.raises(IncidentFiled):
        intake.submit_case(desk.office, desk.who("ck1"), draft)
    found = the_incident(desk)
    assert (found["command"], found["by"], found["case_no"]) == ("case.submit", "ck1", None)
    assert "distance" in {fact["key"] for fact in found["facts"]}
    assert cases.show_case(desk.office, desk.who("ck1"), draft)["state"] == "draft"
    retrying.retry(
        desk.office, desk.who("fzr"), str(found["id"]), facts={"distance": 3}, reason="示例：补上路程"
    )
    [item] = cases.list_cases(desk.office, desk.who("ck1"))["items"]
    assert item["state"] == "submitted"
    assert desk.steps(item["no"]) == ["check_papers"]
    desk.proved()


def test_another_handover_that_cannot_begin_files_an_incident(desk: Desk) -> None:
    no, _ = desk.sent()
    break_the(desk.office, "handover-transfer", flow="flow_start")
    with pytest.raises(IncidentFiled):
        handover.start_handover(desk.office, desk.who("ck1"), no, kind="transfer", unit="rs")
    found = the_incident(desk)
    assert (found["command"], found["case_no"], found["task_id"]) == ("handover.start", no, None)
    assert len(desk.case(no)["handovers"]) == 1
    retrying.retry(
        desk.office, desk.who("fzr"), str(found["id"]), facts={"distance": 3}, reason="示例：补上路程"
    )
    assert len(desk.case(no)["handovers"]) == 2
    desk.proved()


def test_a_step_of_a_handover_files_its_incident_with_the_handovers_instance(desk: Desk) -> None:
    break_the(desk.office, "handover-transfer", flow="flow_resulted")
    processes.sync(desk.office, {"one-window": processes.shipped()["one-window"]})
    no, handover_id = desk.signed()
    with pytest.raises(IncidentFiled):
        desk.act("bm-jy", handover_id, "result", result="given", text="示例：给予")
    found = the_incident(desk)
    instances = {one["id"]: one["process"] for one in desk.case(no)["instances"]}
    assert (found["command"], instances[str(found["instance_id"])]) == ("handover.act", "handover-transfer")
    incidents.cancel(desk.office, desk.who("fzr"), str(found["id"]), reason="示例：改流程后再办")
    desk.proved()
