"""How many statements the busiest commands and pages cost: a loop over rows, or a thing read twice, shows here first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from assistance.people import Actor
from casework import cases, handover, inbox, notify, slips, supervision, sweep
from casework.office import Office
from store.work import Store
from tests.casework.desk import LETTER, Desk

AROUND = ("BEGIN", "COMMIT", "ROLLBACK")
"""Not counted: the driver of PostgreSQL says these by itself."""


class Counting(psycopg.Cursor[Any]):
    """A cursor that writes down what it runs; many rows at once are one journey."""

    said: list[str] = []

    def execute(self, query: Any, *given: Any, **how: Any) -> Any:
        self.said.append(str(query))
        return super().execute(query, *given, **how)

    def executemany(self, query: Any, *given: Any, **how: Any) -> None:
        self.said.append(str(query))
        super().executemany(query, *given, **how)


@pytest.fixture
def statements(store: Store) -> Callable[[], Any]:
    """`with statements() as said:` collects the SQL of every connection, on both databases."""
    said: list[str] = []

    @event.listens_for(store.engine, "checkout")
    def listen(connection: Any, entry: Any, _: Any) -> None:
        if isinstance(connection, psycopg.Connection):
            connection.cursor_factory = type("Here", (Counting,), {"said": said})
        else:
            connection.set_trace_callback(
                lambda text: said.append(text) if not text.startswith(AROUND) else None
            )

    @contextmanager
    def listening() -> Iterator[list[str]]:
        said.clear()
        yield said

    return listening


def warm(desk: Desk) -> str:
    """A case whose like has gone before it, so that versions, schemas and names are in memory."""
    desk.sent()
    return str(desk.open())


def test_claiming_a_task_costs_few_statements(desk: Desk, statements: Callable[[], Any]) -> None:
    no = warm(desk)
    task_id, by = desk.task(no, "check_papers"), desk.who("ck1")
    with statements() as said:
        inbox.claim_task(desk.office, by, task_id)
    assert len(said) <= 11, said


def test_completing_a_task_costs_few_statements(desk: Desk, statements: Callable[[], Any]) -> None:
    no = warm(desk)
    task_id, by = desk.claim("ck1", no, "check_papers"), desk.who("ck1")
    with statements() as said:
        inbox.complete_task(desk.office, by, task_id, outcome="complete", forms={})
    assert len(said) <= 14, said


def test_an_acceptance_with_its_form_limits_and_paper_costs_few_statements(
    desk: Desk, statements: Callable[[], Any]
) -> None:
    no = warm(desk)
    desk.do("ck1", no, "check_papers", "complete")
    task_id, by = desk.claim("ck1", no, "accept"), desk.who("ck1")
    forms = {"F06b": {"accepted_at": desk.office.now().isoformat()}}
    with statements() as said:
        inbox.complete_task(desk.office, by, task_id, outcome="accepted", forms=forms)
    assert len(said) <= 24, said  # with its row of the register


def test_sending_a_handover_costs_few_statements(desk: Desk, statements: Callable[[], Any]) -> None:
    warm(desk)
    _, handover_id = desk.drafted()
    by = desk.who("ck1")
    with statements() as said:
        handover.act(desk.office, by, handover_id, "send", LETTER)
    assert len(said) <= 32, said  # with its row of the register


def test_saving_a_draft_costs_few_statements(desk: Desk, statements: Callable[[], Any]) -> None:
    no = warm(desk)
    task_id, by = desk.claim("ck1", no, "check_papers"), desk.who("ck1")
    with statements() as said:
        inbox.save_draft(desk.office, by, task_id, {"F06a": {"ground": "示例"}})
    assert len(said) <= 10, said


def test_an_inbox_page_costs_the_same_however_many_rows_it_has(
    desk: Desk, statements: Callable[[], Any]
) -> None:
    for _ in range(3):
        warm(desk)
    by = desk.who("ck1")
    with statements() as said:
        page = inbox.list_tasks(desk.office, by, queue="group")
    assert len(page["items"]) >= 3
    assert len(said) <= 2, said


def test_a_case_page_costs_few_statements(desk: Desk, statements: Callable[[], Any]) -> None:
    no, _ = desk.sent()
    by = desk.who("fzr")
    cases.case_page(desk.office, by, no)
    with statements() as said:
        cases.case_page(desk.office, by, no)
    assert len(said) <= 19, said


def test_a_task_page_costs_few_statements(desk: Desk, statements: Callable[[], Any]) -> None:
    no = warm(desk)
    task_id, by = desk.task(no, "check_papers"), desk.who("ck1")
    with statements() as said:
        inbox.show_task(desk.office, by, task_id)
    assert len(said) <= 11, said


def test_the_supervisors_pages_cost_the_same_however_many_cases_are_late(
    desk: Desk, statements: Callable[[], Any]
) -> None:
    pages: dict[str, tuple[Callable[[Office, Actor], Any], int]] = {
        "overdue": (supervision.overdue, 4),
        "board": (supervision.board, 6),
        "to come": (supervision.ladder_on, 7),
        "messages": (supervision.messages, 4),
        "slips": (slips.list_slips, 7),
        "desk": (notify.to_me, 3),
    }
    for _ in range(3):
        warm(desk)
    desk.at("2026-03-10T09:00")
    sweep.sweep_all(desk.office)
    by = desk.who("db")
    for name, (read, most) in pages.items():
        read(desk.office, by)
        with statements() as said:
            read(desk.office, by)
        assert len(said) <= most, (name, said)
