"""The short way to the database: the order of what is told and asked, errors, and what a process keeps of the house."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from assistance.people import SYSTEM, Area, Person
from casework.names import Names
from casework.office import Office
from engine.errors import Stale
from store import tables
from store.work import Store, Work

DAY = date(2026, 3, 2)
PLACE = Area(code="130399109", name="示例新镇", population=None, valid_from=DAY, valid_to=None)


def person(login: str) -> Person:
    return Person(
        login=login,
        name="示例人",
        state="active",
        password_hash="-",
        id_no=None,
        id_index=None,
        failed=0,
        locked_until=None,
        revision=1,
    )


def test_what_is_told_together_is_there_for_the_next_question(store: Store) -> None:
    with store.begin() as work:
        with work.line.together():
            work.people.add(person("one"))
            work.people.save(replace(person("one"), failed=3))
        assert [found.failed for found in work.people.having(login="one")] == [3]


def test_a_statement_of_sqlalchemys_own_sees_what_was_told_together(store: Store) -> None:
    table = tables.people.person.c
    with store.begin() as work:
        with work.line.together():
            work.people.add(person("one"))
        assert work.connection.scalar(select(table.name).where(table.login == "one")) == "示例人"


def test_what_is_told_together_is_stored_even_if_nothing_is_asked_after_it(store: Store) -> None:
    with store.begin() as work, work.line.together():
        work.people.add(person("one"), person("two"))
    with store.read() as work:
        assert len(work.people.having(login=("one", "two", "three"))) == 2


def test_a_stale_value_told_together_stops_the_transaction(store: Store) -> None:
    def attempt() -> None:
        with store.begin() as work, work.line.together():
            work.people.add(person("one"))
            work.people.save(replace(person("one"), revision=7))

    with pytest.raises(Stale):
        attempt()
    with store.read() as work:
        assert work.people.having(login="one") == []


def test_an_error_of_the_driver_is_sqlalchemys_and_stops_the_transaction(store: Store) -> None:
    def attempt() -> None:
        with store.begin() as work, work.line.together():
            work.people.add(person("one"))
            work.people.add(person("one"))

    with pytest.raises(IntegrityError):
        attempt()
    with store.read() as work:
        assert work.people.having(login="one") == []


def test_an_error_of_a_question_alone_is_sqlalchemys_too(store: Store) -> None:
    with pytest.raises(IntegrityError), store.begin() as work:
        work.people.add(person("ck1"))


def place_name(work: Work) -> str | None:
    return Names(work, DAY).area(PLACE.code)


def test_a_command_of_the_house_is_seen_by_every_process(office: Office) -> None:
    other = Store(office.store.url, office.store.ring)
    with other.read() as work:
        assert place_name(work) == PLACE.code  # nobody knows it yet, and that is kept
    with office.command("house.test", SYSTEM, {}) as command:
        assert place_name(command.work) == PLACE.code
        command.work.areas.add(PLACE)
        assert place_name(command.work) == PLACE.name  # its own transaction sees it at once
    for store in (other, office.store):
        with store.read() as work:
            assert place_name(work) == PLACE.name
    other.close()


def test_a_change_without_a_command_is_seen_by_its_own_process(store: Store) -> None:
    with store.read() as work:
        assert place_name(work) == PLACE.code
    with store.begin() as work:
        work.areas.add(PLACE)
    with store.read() as work:
        assert place_name(work) == PLACE.name


def test_what_was_rolled_back_is_not_kept(store: Store) -> None:
    def attempt() -> None:
        with store.begin() as work:
            work.areas.add(PLACE)
            assert place_name(work) == PLACE.name
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        attempt()
    with store.read() as work:
        assert place_name(work) == PLACE.code
