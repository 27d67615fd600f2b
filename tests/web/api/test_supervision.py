"""Urging, extensions and the calendar over HTTP."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from casework import sweep
from casework.office import Office

Ask = Callable[..., TestResponse]
Fits = Callable[[str, Any], None]


def good(answer: TestResponse, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json


@pytest.fixture
def later(office: Office) -> Iterator[None]:
    """A week later, for one test."""
    before, office.clock = office.clock, lambda: datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
    yield
    office.clock = before


@pytest.fixture
def case(ask: Ask, application: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    return dict(good(ask("ck1", "POST", "/cases", json=application()), 201))


def test_a_late_step_is_urged_answered_and_closed(
    ask: Ask, fits: Fits, case: dict[str, Any], later: None, office: Office
) -> None:
    task = case["open_tasks"][0]["id"]
    good(ask("ck1", "POST", f"/tasks/{task}/claim"))
    rows = good(ask("db", "GET", "/supervision/overdue", query_string={"row": "L01"}))["items"]
    row = next(row for row in rows if row["case_no"] == case["no"])
    fits("overdue", row)
    assert row["head_name"] != "示例一"
    seen = ask("db", "GET", "/supervision/overdue", headers={"Purpose": quote("督办超期件")}).json["items"]
    assert "示例一" in {row["head_name"] for row in seen}

    issued = good(
        ask("db", "POST", f"/cases/{case['no']}/slips", json={"task_id": task, "text": "示例：请说明原因"}),
        201,
    )
    fits("slip", issued)
    path = f"/slips/{issued['id']}"
    other = ask("ck2", "POST", f"{path}/reply", json={"text": "示例"})
    assert (other.status_code, other.json["code"]) == (409, "E_TAKEN")
    for login, act, body, state in (
        ("ck1", "reply", {"text": "示例：材料核对中"}, "replied"),
        ("db", "check", {"outcome": "redo", "reason": "示例：未说明期限"}, "redo"),
        ("ck1", "reply", {"text": "示例：今天办结"}, "replied"),
        ("db", "check", {"outcome": "passed"}, "passed"),
        ("db", "close", {}, "closed"),
    ):
        slip = good(ask(login, "POST", f"{path}/{act}", json=body))
        fits("slip", slip)
        assert slip["state"] == state
    wrong = ask("db", "POST", f"{path}/close")
    assert (wrong.status_code, wrong.json["code"]) == (409, "E_STATE")
    listed = good(ask("db", "GET", "/slips", query_string={"case_no": case["no"]}))["items"]
    assert [row["id"] for row in listed] == [issued["id"]]


def test_a_department_asks_for_an_extension_and_the_supervisor_approves(
    ask: Ask, fits: Fits, case: dict[str, Any], upload: Callable[[str], str]
) -> None:
    for step, outcome, forms in (
        ("check_papers", "complete", {}),
        ("accept", "accepted", {"F06b": {"accepted_at": "2026-03-02T10:00:00+08:00"}}),
        ("relatives", "done", {"F07": {"declared": False, "signature": upload("ck1")}}),
        ("dispatch", "transfer", {"dispatch": {"unit": "jy"}}),
    ):
        rows = good(ask("ck1", "GET", "/tasks", query_string={"queue": "group", "step": step}))["items"]
        task = next(row["id"] for row in rows if row["case_no"] == case["no"])
        good(ask("ck1", "POST", f"/tasks/{task}/claim"))
        good(ask("ck1", "POST", f"/tasks/{task}/complete", json={"outcome": outcome, "forms": forms}))
    handover = good(ask("ck1", "GET", f"/cases/{case['no']}"))["handovers"][0]["id"]
    sent = {"unit": "jy", "matter": "示例教育救助", "reason": "属教育部门职权"}
    good(ask("ck1", "POST", f"/handovers/{handover}/send", json=sent))
    good(ask("bm-jy", "POST", f"/handovers/{handover}/sign"))

    path = f"/cases/{case['no']}/extensions"
    short = ask("bm-jy", "POST", path, json={"row": "L06", "reason": "太忙"})
    assert (short.status_code, short.json["fields"][0]["code"]) == (422, "E_LENGTH")
    body = {"row": "L06", "reason": "示例：需向学校核实在读情况", "n": 5}
    asked = good(ask("bm-jy", "POST", path, json=body), 201)
    fits("extension", asked)
    assert asked["state"] == "asked"
    approved = good(ask("db", "POST", f"/extensions/{asked['id']}/approve"))
    fits("extension", approved)
    assert approved["state"] == "approved"
    again = ask("db", "POST", f"{path}/{asked['id']}/refuse")
    assert (again.status_code, again.json["code"]) == (409, "E_STATE")
    once = ask("bm-jy", "POST", path, json=body)
    assert (once.status_code, once.json["code"]) == (409, "E_ONCE")
    assert ask("db", "POST", "/extensions/no-such-thing/approve").status_code == 404


def test_the_calendar_is_loaded_tried_and_taken_back(ask: Ask, fits: Fits, later: None) -> None:
    days = [{"date": "2026-03-04", "is_workday": False, "name": "示例节", "source": "示例通知"}]
    tried = good(ask("xt", "POST", "/calendar/load", json={"days": days, "dry_run": True}))
    fits("loaded", tried)
    assert (tried["applied"], tried["added"]) == (False, 1)
    done = good(ask("xt", "POST", "/calendar/load", json={"days": days}))
    fits("loaded", done)
    same = good(ask("xt", "POST", "/calendar/load", json={"days": days}))
    assert (same["added"], same["same"], same["applied"]) == (0, 1, False)
    shown = good(ask("xt", "GET", "/calendar", query_string={"year": "2026"}))["days"]
    assert days[0] in shown
    fits("loaded", good(ask("xt", "POST", f"/calendar/loads/{done['load']}/undo")))
    assert days[0] not in good(ask("xt", "GET", "/calendar", query_string={"year": "2026"}))["days"]


@pytest.mark.parametrize(
    ("rows", "path", "code"),
    [
        ([{"date": "2026-02-30", "is_workday": False, "source": "示例"}], "days[0].date", "E_DATE"),
        ([{"date": "2026-03-04", "is_workday": "no", "source": "示例"}], "days[0].is_workday", "E_TYPE"),
        ([{"date": "2026-03-04", "is_workday": False}], "days[0].source", "E_REQUIRED"),
        (
            [{"date": "2026-03-04", "is_workday": False, "source": "示例", "x": 1}],
            "days[0].x",
            "E_UNKNOWN_FIELD",
        ),
        (None, "days", "E_REQUIRED"),
    ],
)
def test_a_row_at_fault_is_named(rows: Any, path: str, code: str, ask: Ask) -> None:
    answer = ask("xt", "POST", "/calendar/load", json={"days": rows})
    assert answer.status_code == 422
    assert (answer.json["fields"][0]["path"], answer.json["fields"][0]["code"]) == (path, code)


def test_a_year_is_declared_complete_and_reopened(ask: Ask, fits: Fits, later: None) -> None:
    for act, complete in (("complete", True), ("reopen", False)):
        good(ask("xt", "POST", f"/calendar/years/2031/{act}"))
        shown = good(ask("xt", "GET", "/calendar", query_string={"year": "2031"}))
        fits("calendar", shown)
        assert shown["complete"] is complete
    assert ask("xt", "POST", "/calendar/years/20312/complete").status_code == 404


def test_what_the_ladder_did_and_will_do_is_read_and_decided(
    ask: Ask, fits: Fits, case: dict[str, Any], later: None, office: Office
) -> None:
    sweep.sweep_all(office)
    no = case["no"]

    def of_case(path: str, **query: str) -> list[dict[str, Any]]:
        items = good(ask("db", "GET", path, query_string={"limit": "200", **query}))["items"]
        return [one for one in items if one["case_no"] == no]

    rungs = of_case("/supervision/escalations")
    assert [one["rung"] for one in sorted(rungs, key=lambda one: one["on"])] == ["message", "slip"]
    fits("escalation", rungs[0])
    sent = of_case("/supervision/messages")
    assert {(one["to"], one["kind"]) for one in sent} == {
        ("window@130399100", "late"),
        ("head@130399100", "late"),
    }
    (waiting,) = of_case("/supervision/messages", state="waiting")
    fits("message", waiting)
    assert (waiting["to"], waiting["at"]) == ("leader@130399", "2026-03-11T00:00:00+08:00")
    (coming,) = of_case("/supervision/ladder", on="2026-03-11")
    fits("forecast", coming)
    assert (coming["rung"], coming["on"], coming["to"]) == ("leader", "2026-03-11", ["leader@130399"])
    assert of_case("/supervision/ladder", on="2026-03-12") == []
    slip_id = next(one["slip_id"] for one in rungs if one["rung"] == "slip")
    fits("slip", good(ask("db", "GET", f"/slips/{slip_id}")))
    empty = ask("db", "POST", f"/slips/{slip_id}/drop", json={})
    assert (empty.status_code, empty.json["fields"][0]["path"]) == (422, "reason")
    issued = good(ask("db", "POST", f"/slips/{slip_id}/issue", json={"text": "示例：请尽快办理"}))
    assert (issued["state"], issued["due"]) == ("issued", "2026-03-12")
    gone = ask("db", "POST", f"/slips/{slip_id}/drop", json={"reason": "示例"})
    assert (gone.status_code, gone.json["code"]) == (409, "E_STATE")


def test_the_ladders_table_goes_from_draft_to_force(ask: Ask, fits: Fits) -> None:
    rows = [{"step": "*", "rung": "message", "after": 2, "to": ["handler"]}]
    drafted = good(ask("lc", "POST", "/ladders/county/draft", json={"rows": rows}))
    fits("ladder", drafted)
    found = good(ask("lc", "POST", "/ladders/county/check"))
    fits("findings", found)
    assert found["warnings"] == 2
    other = ask("lc2", "POST", "/ladders/county/draft", json={"rows": rows})
    assert (other.status_code, other.json["code"], other.json["holder"]) == (409, "E_EDITING", "lc")
    wrong = ask("lc", "POST", "/ladders/county/draft", json={"rows": [{**rows[0], "step": "nowhere"}]})
    assert (wrong.status_code, wrong.json["fields"][0]["path"]) == (422, "rows[0].step")
    assert good(ask("lc", "POST", "/ladders/county/submit"))["state"] == "submitted"
    assert good(ask("fb", "POST", "/ladders/county/publish"))["in_force"] is True
    shown = good(ask("db", "GET", "/ladders/county"))
    assert [(row["step"], row["after"], row["label"]) for row in shown["rows"]] == [("*", 2, "local")]
    assert [one["number"] for one in good(ask("db", "GET", "/ladders"))["items"]] == [2, 1]
