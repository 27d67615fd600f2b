"""Threads that meet in the database: one winner, no lost update, no gap in a register, one holder of a lease."""

import re
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from assistance.people import Person
from engine.errors import Busy, Stale
from store.work import Store

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def together(act: Callable[[int], object], count: int = 8) -> list[object]:
    """What `count` threads that begin at once give back, refusals and faults among it."""
    gate, found = threading.Barrier(count), list[object]()

    def run(number: int) -> None:
        gate.wait()
        try:
            found.append(act(number))
        except Exception as fault:
            found.append(fault)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def person(store: Store) -> Person:
    with store.read() as work:
        return work.people.get("ck1")


def test_of_eight_who_save_over_the_same_revision_one_wins(store: Store) -> None:
    for _ in range(5):
        read = person(store)

        def save(number: int, read: Person = read) -> Person:
            with store.begin() as work:
                return work.people.save(replace(read, failed=number))

        found = together(save)
        winners = [one for one in found if isinstance(one, Person)]
        assert len(winners) == 1
        assert sum(isinstance(one, Stale) for one in found) == 7
        assert person(store) == winners[0]


def test_no_update_is_lost_when_eight_read_and_write(store: Store) -> None:
    before = person(store)

    def count_up(_: int) -> None:
        done = 0
        while done < 10:
            try:
                with store.begin() as work:
                    read = work.people.get("ck1")
                    work.people.save(replace(read, failed=read.failed + 1))
                done += 1
            except (Stale, Busy):
                pass

    assert together(count_up) == [None] * 8
    after = person(store)
    assert (after.failed - before.failed, after.revision - before.revision) == (80, 80)


def test_no_update_is_lost_and_none_is_stale_when_the_row_is_locked(store: Store) -> None:
    def count_up(_: int) -> None:
        for _ in range(10):
            with store.begin() as work:
                read = work.people.get("ck1", lock=True)
                work.people.save(replace(read, failed=read.failed + 1))

    before = person(store)
    assert together(count_up) == [None] * 8
    assert person(store).failed - before.failed == 80


def test_a_register_has_neither_gaps_nor_doubles(store: Store) -> None:
    def draw(_: int) -> list[int]:
        drawn = []
        for _ in range(10):
            with store.begin() as work:
                drawn.append(work.serial("register"))
        return drawn

    found = together(draw)
    assert sorted(number for one in found for number in one) == list(range(1, 81))  # type: ignore[attr-defined]


def test_a_number_drawn_in_a_transaction_that_fails_is_drawn_again(store: Store) -> None:
    with suppress(ZeroDivisionError), store.begin() as work:
        assert work.serial("register") == 1
        raise ZeroDivisionError
    with store.begin() as work:
        assert [work.serial("register"), work.serial("register"), work.serial("other")] == [1, 2, 1]


def test_of_eight_who_want_a_lease_one_gets_it(store: Store) -> None:
    def take(number: int) -> bool:
        with store.begin() as work:
            return work.lease("sweep", f"p{number}", NOW, NOW + timedelta(seconds=10))

    assert sorted(map(bool, together(take))) == [False] * 7 + [True]


def test_a_lease_is_renewed_by_its_holder_and_free_when_it_is_over(store: Store) -> None:
    later = NOW + timedelta(seconds=10)
    with store.begin() as work:
        assert work.lease("sweep", "a", NOW, later)
        assert not work.lease("sweep", "b", NOW, later)
        assert work.lease("sweep", "a", NOW, later)
        assert work.lease("another", "b", NOW, later)
        assert not work.lease("sweep", "b", later - timedelta(seconds=1), later)
        assert work.lease("sweep", "b", later, later + timedelta(seconds=10))
        assert not work.lease("sweep", "a", later, later + timedelta(seconds=10))


def test_what_must_happen_alone_does_so(store: Store) -> None:
    def draw(_: int) -> None:
        with store.begin() as work:
            work.alone("chain")
            last = work.connection.scalar(text("select max(seq) from event where chain = 'probe'")) or 0
            work.connection.execute(
                text(
                    'insert into event (id, chain, seq, at, command, "by", history, drawn, versions, given,'
                    " digest, hash) values (:id, 'probe', :seq, '2026-03-02 01:00:00', 'x', 'x', :none, '[]',"
                    " '{}', :none, '', '')"
                ),
                {"id": f"probe-{last + 1}", "seq": last + 1, "none": b""},
            )

    assert together(draw) == [None] * 8


def test_a_reader_sees_the_same_before_and_after_a_writer_commits(store: Store) -> None:
    # On SQLite a reader keeps its snapshot; on PostgreSQL each statement has its own, and one never waits for a writer.
    with store.read() as reading:
        before = reading.people.get("ck1")
        with store.begin() as writing:
            writing.people.save(replace(before, failed=3))
            assert reading.people.get("ck1") == before
    assert person(store).failed == 3


def test_what_is_due_is_found_by_an_index(store: Store) -> None:
    query = "select id from due_moment where due_at <= '2026-03-02' and retry_at is null order by due_at, id limit 500"
    with store.read() as work:
        if store.url.startswith("sqlite"):
            rows = work.connection.execute(text(f"explain query plan {query}"))
        else:
            work.connection.execute(text("set local enable_seqscan = off"))
            rows = work.connection.execute(text(f"explain {query}"))
        plan = " ".join(str(row) for row in rows)
    assert "ix_due_moment" in plan
    assert not re.search("SCAN due_moment|Seq Scan|TEMP B-TREE", plan)
