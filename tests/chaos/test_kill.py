"""Killed at any moment of a command, a case is entirely before it or entirely after it, and never between."""

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from assistance.people import OnceKey
from casework import audit, handover, inbox, intake, people
from casework.office import Office, Replayed
from engine.time import read_moment
from store.sealing import Ring
from tests.casework.desk import LETTER, RETURN, Desk
from tests.chaos.killing import Act, World, die_before, moments_of

NOW = read_moment("2026-03-02T10:00:00+08:00")


def acting(login: str, do: Callable[[Office, Any], Any]) -> Act:
    """An act of somebody, looked up by the process that acts."""
    return lambda office: do(office, people.actor(office, login))


def claim(desk: Desk) -> Act:
    task_id = desk.task(desk.open(), "check_papers")
    return acting("ck1", lambda office, by: inbox.claim_task(office, by, task_id))


def complete(desk: Desk) -> Act:
    no = desk.open()
    desk.do("ck1", no, "check_papers", "complete")
    task_id = desk.claim("ck1", no, "accept")
    forms = {"F06b": {"accepted_at": "2026-03-02T09:30:00+08:00"}}
    return acting(
        "ck1", lambda office, by: inbox.complete_task(office, by, task_id, outcome="accepted", forms=forms)
    )


def send(desk: Desk) -> Act:
    _, handover_id = desk.drafted()
    return acting("ck1", lambda office, by: handover.act(office, by, handover_id, "send", LETTER))


def give_back(desk: Desk) -> Act:
    _, handover_id = desk.sent()
    return acting("bm-jy", lambda office, by: handover.act(office, by, handover_id, "return", RETURN))


def withdraw(desk: Desk) -> Act:
    no, _ = desk.sent()
    signed = {"reason": "示例：不再需要", "signed_on": date(2026, 3, 2), "signature": desk.file()}
    return acting("ck1", lambda office, by: intake.withdraw_case(office, by, no, **signed))


@pytest.fixture
def world(database_url: str, ring: Ring) -> World:
    return World(url=database_url, ring=ring, at=NOW)


def prepared(world: World, prepare: Callable[[Desk], Act]) -> Act:
    """The case as it stands before the act; no connection of this process is left open when others are forked from it."""
    office = replace(world.office(), clock=_Clock(read_moment("2026-03-02T09:00:00+08:00")))
    act = prepare(Desk(office))
    office.store.close()
    return act


class _Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def to(self, moment: str) -> None:
        self.at = read_moment(moment)


def done_elsewhere(
    world: World, act: Act, copy: Callable[[World], World]
) -> tuple[list[Any], dict[str, Any], int]:
    """The act on a copy of the database: what it drew, all rows after it, and how often it spoke to the database."""
    first = copy(world)
    office = first.office()
    act(office)
    with office.store.read() as work:
        last = max(work.events.find(), key=lambda event: (event.at, event.chain != "house", event.seq))
    office.store.close()
    again = copy(world)
    number = moments_of(again, act, last.drawn)
    return last.drawn, again.rows(), number


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Callable[[World], World]]:
    """Makes a copy of a world: of its file, or of its database by PostgreSQL's own templates."""
    made: list[str] = []

    def of(world: World) -> World:
        name = f"copy_{uuid.uuid4().hex[:12]}"
        if world.url.startswith("sqlite"):
            with sqlite3.connect(world.url.removeprefix("sqlite:///")) as source:
                source.execute(f"VACUUM INTO '{tmp_path}/{name}.db'")
            source.close()
            return replace(world, url=f"sqlite:///{tmp_path}/{name}.db")
        server, _, template = world.url.rpartition("/")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"create database {name} template {template}".encode())
        made.append(f"{server}/{name}")
        return replace(world, url=made[-1])

    yield of
    for url in made:
        _drop(url)


def _drop(url: str) -> None:
    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)".encode())


@pytest.mark.parametrize(
    "prepare", [claim, complete, send, give_back, withdraw], ids=lambda one: one.__name__
)
def test_a_case_is_never_between(
    world: World, prepare: Callable[[Desk], Act], copy: Callable[[World], World]
) -> None:
    act = prepared(world, prepare)
    before = world.rows()
    drawn, after, number = done_elsewhere(world, act, copy)
    assert before != after
    assert number > 10
    for moment in range(1, number + 1):
        assert die_before(world, act, drawn, moment), moment
        assert world.rows() == before, moment
    assert not die_before(world, act, drawn, number + 1)
    assert world.rows() == after
    office = world.office()
    assert audit.verify(office)["ok"]
    assert audit.replay(office)["first_difference"] is None
    office.store.close()


def test_a_command_under_a_key_counts_once_however_often_its_process_dies(world: World) -> None:
    key = OnceKey(route="POST /tasks/x/complete", key="k", body="b")
    ids: list[str] = []

    def prepare(desk: Desk) -> Act:
        no = desk.open()
        ids.append(desk.claim("ck1", no, "check_papers"))
        return acting(
            "ck1",
            lambda office, by: inbox.complete_task(
                office, replace(by, once=key), ids[0], outcome="complete", forms={}
            ),
        )

    act = prepared(world, prepare)
    before = world.rows()
    number = 1
    while die_before(world, act, None, number):
        assert world.rows() == before, number
        number += 3
    after = world.rows()
    assert (len(after["event"]) - len(before["event"]), len(after["idempotency_key"])) == (1, 1)
    office = world.office()
    with pytest.raises(Replayed):
        act(office)
    office.store.close()
    assert world.rows() == after
