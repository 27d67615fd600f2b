"""Refusals as problem+json."""

from datetime import UTC, datetime

import pytest

from engine.errors import (
    BadRequest,
    Fault,
    Forbidden,
    FormRefused,
    GateOpen,
    Locked,
    NotFound,
    NotSignedIn,
    Refused,
    SlowDown,
    Taken,
    all_refusals,
)
from web.api import problem

MISSING = Fault(path="F01.phone", code="E_REQUIRED", facts={"label": "电话"})
WRONG = Fault(path="F02.rows[1].id_no", code="E_ID_CHECK", facts={"label": "身份证号", "row": 2})


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", [kind for kind in all_refusals() if kind is not FormRefused])
def test_every_refusal_has_all_members_and_its_own_words(kind: type[Refused], lang: str) -> None:
    told = problem.problem(kind(), lang)
    assert {"type", "title", "status", "code", "detail", "fields"} <= told.keys()
    assert (told["status"], told["code"], told["fields"]) == (kind.status, kind.code, [])
    assert told["title"]
    assert told["detail"]
    assert "{" not in told["title"] + told["detail"]


def test_one_kind_of_fault_gives_the_answer_its_code() -> None:
    told = problem.problem(FormRefused([MISSING]), "zh")
    assert (told["status"], told["code"], told["detail"]) == (422, "E_REQUIRED", "请填写“电话”。")
    assert told["fields"] == [{"path": "F01.phone", "code": "E_REQUIRED", "message": "请填写“电话”。"}]


def test_faults_of_several_kinds_are_e_form_and_come_together() -> None:
    told = problem.problem(FormRefused([MISSING, WRONG]), "en")
    assert told["code"] == "E_FORM"
    assert [field["code"] for field in told["fields"]] == ["E_REQUIRED", "E_ID_CHECK"]
    assert "check digit" in told["fields"][1]["message"]


def test_open_gates_have_key_name_and_detail() -> None:
    told = problem.problem(
        GateOpen(gates=[{"key": "notice_1", "detail": "公示至 2月20日"}, {"key": "acceptance"}]), "en"
    )
    assert told["gates"] == [
        {"key": "notice_1", "name": "公示期满", "detail": "公示至 2月20日"},
        {"key": "acceptance", "name": "受理", "detail": "受理"},
    ]


def test_the_holder_and_the_end_of_a_lock_are_told() -> None:
    assert problem.problem(Taken(holder="jb1"), "zh")["holder"] == "jb1"
    until = datetime(2026, 2, 13, 1, 30, tzinfo=UTC)
    told = problem.problem(Locked(until=until), "zh")
    assert told["until"] == "2026-02-13T09:30:00+08:00"
    assert "2026年2月13日 09:30" in told["detail"]


def test_facts_that_serve_the_log_stay_inside() -> None:
    told = problem.problem(NotFound(what="case", key="130399100-2026-000001", act="case.read"), "zh")
    assert told.keys() == {"type", "title", "status", "code", "detail", "fields"}


def test_a_strange_parameter_is_named() -> None:
    told = problem.problem(BadRequest(parameter="limit"), "en")
    assert told["parameter"] == "limit"
    assert told["detail"] == "The parameter limit is unknown or has a wrong value."


def test_the_title_says_what_the_code_means_and_the_detail_why_this_time() -> None:
    told = problem.problem(Forbidden(why="read_only"), "zh")
    assert told["title"] != told["detail"]


def test_a_status_brings_the_headers_it_wants() -> None:
    assert problem.headers(NotSignedIn()) == {"WWW-Authenticate": "Bearer"}
    assert problem.headers(SlowDown(retry_after=3)) == {"Retry-After": "3"}
    assert problem.headers(NotFound()) == {}


def test_a_bug_is_told_without_its_inside() -> None:
    assert problem.broken("en")["status"] == 500
