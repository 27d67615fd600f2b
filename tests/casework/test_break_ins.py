"""Ways round the rules that were tried and must stay shut: names in hiding, posts that were left, files that bite."""

import base64

import pytest

from assistance.people import Actor, Grant
from casework import attachments, cases, inbox, paging, people, retrying
from casework.incidents import IncidentFiled
from engine.errors import BadRequest
from tests.casework.desk import HEAD_ID, PNG, TOWN, Desk
from tests.casework.township import publish

ENCRYPTED = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    b"trailer\n<</Size 3/Encrypt<</Filter/Unheard>>/Root 1 0 R>>\nstartxref\n0\n%%EOF"
)
"""Under a security handler that no reader knows."""


@pytest.mark.parametrize("login", ["db", "ld"])
def test_who_sees_no_names_finds_nobody_by_identity_number(quick: Desk, login: str) -> None:
    no = quick.open()

    def found(purpose: str | None) -> list[list[str]]:
        by = quick.who(login, purpose=purpose)
        rows = cases.list_cases(quick.office, by, filters={"q": HEAD_ID})["items"]
        tasks = inbox.list_tasks(quick.office, by, queue="watched", filters={"q": HEAD_ID})["items"]
        return [[row["no"] for row in rows], [row["case_no"] for row in tasks]]

    assert found(None) == [[], []]
    assert found("示例：查访") == [[no], [no]]


@pytest.mark.parametrize("role", ["head", "supervisor"])
def test_who_holds_a_task_from_an_earlier_post_does_not_complete_it(quick: Desk, role: str) -> None:
    task_id = quick.claim("ck1", quick.open(), "check_papers")
    now = quick.who("ck1")
    area = TOWN if role == "head" else TOWN[:6]
    post = Grant(
        login="ck1", role=role, area=area, unit=None, valid_from=now.grants[0].valid_from, valid_to=None
    )
    promoted = Actor(login="ck1", name=now.name, grants=(post,))
    with quick.refused("E_FORBIDDEN"):
        inbox.complete_task(quick.office, promoted, task_id, outcome="complete", forms={})


def test_nothing_is_done_again_in_the_name_of_who_signs_in_no_more(quick: Desk) -> None:
    publish(quick.office)
    no = quick.open()
    quick.accept(no)
    quick.related(no)
    task_id = quick.claim("ck1", no, "dispatch")
    with pytest.raises(IncidentFiled) as caught:
        inbox.complete_task(quick.office, quick.who("ck1"), task_id, outcome="own", forms={})
    with quick.office.command("person.disable", quick.who("xt"), {}) as command:
        people.disable(command, "ck1")
    incident = str(caught.value.facts["incident"])
    with quick.refused("E_STATE"):
        retrying.retry(quick.office, quick.who("fzr"), incident, reason="示例：再试一次")
    with quick.refused("E_NOT_FOUND"):
        retrying.retry(quick.office, quick.who("fzrx"), incident, reason="示例：再试一次")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_no_filter(quick: Desk, day: str) -> None:
    with pytest.raises(BadRequest):
        inbox.list_tasks(quick.office, quick.who("ck1"), filters={"due_before": day})


def test_a_forged_cursor_beyond_all_moments_is_refused() -> None:
    forged = base64.urlsafe_b64encode(b'["t","0001-01-01T00:00:00+08:00","x"]').decode()
    with pytest.raises(BadRequest):
        paging.decode(forged)


def test_a_pdf_the_reader_cannot_cope_with_is_refused(quick: Desk) -> None:
    with quick.refused("E_FILE", path="file"):
        attachments.add(quick.office, quick.who("ck1"), name="a.pdf", content=ENCRYPTED)


def test_a_file_name_keeps_nothing_that_cannot_be_read(quick: Desk) -> None:
    made = attachments.add(quick.office, quick.who("ck1"), name="签\x00字\r\n\u202egnp.exe", content=PNG)
    assert made["name"] == "签字gnp.exe"
