"""One suite for both queues: what is due happens once, whoever tries and whoever dies."""

import contextlib
import importlib.util
import itertools
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.queue import Calls, Workers
from store.queue.procrastinate import cron
from store.tables.flow import DueMoment
from store.work import Store

HERE = Path(__file__).parent / "queue_process.py"
_spec = importlib.util.spec_from_file_location("queue_process", HERE)
assert _spec
assert _spec.loader
process = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(process)


def ago(seconds: float) -> datetime:
    return datetime.now(UTC) - timedelta(seconds=seconds)


def add(store: Store, *subjects: str, due_at: datetime | None = None) -> None:
    with store.begin() as work:
        for subject in subjects:
            work.due_moments.add(
                DueMoment(
                    id=f"timer-{subject}",
                    kind="timer",
                    subject=subject,
                    case_id="case",
                    due_at=due_at or ago(1),
                    attempts=0,
                )
            )


def effects(store: Store, *subjects: str) -> list[int]:
    """How often each happened; asking counts one up, so that only the difference counts."""
    with store.begin() as work:
        return [work.serial(f"effect-{subject}") - 1 for subject in subjects]


def waiting(store: Store) -> set[str]:
    with store.read() as work:
        return {row.subject for row in work.due_moments.find()}


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "not within its time"
        time.sleep(0.05)


def spawn(url: str, *more: str) -> subprocess.Popen[bytes]:
    root = str(HERE.parents[3])
    return subprocess.Popen(
        [sys.executable, str(HERE), url, *more], cwd=root, env={"PYTHONPATH": root}, stdin=subprocess.PIPE
    )


def ended(one: subprocess.Popen[bytes]) -> int:
    assert one.stdin
    one.stdin.close()
    return one.wait(60)


def test_what_is_due_happens_once_and_what_is_not_waits(store: Store) -> None:
    add(store, "a", "b")
    add(store, "later", due_at=ago(-3600))
    queue = process.quick(store, process.calls(store))
    queue.start()
    until(lambda: waiting(store) == {"later"})
    time.sleep(1.5)
    queue.stop()
    assert effects(store, "a", "b", "later") == [1, 1, 0]


def test_what_becomes_due_while_the_queue_runs_happens_too(store: Store) -> None:
    queue = process.quick(store, process.calls(store))
    queue.start()
    add(store, "a")
    until(lambda: not waiting(store))
    add(store, "b")
    until(lambda: not waiting(store))
    queue.stop()
    assert effects(store, "a", "b") == [1, 1]


def test_a_call_that_breaks_is_made_again(store: Store) -> None:
    add(store, "a")
    tries: list[str] = []

    def wake(subject: str) -> None:
        tries.append(subject)
        if len(tries) < 3:
            raise ValueError("broken")
        process.wake(store, subject)

    given = Calls(now=process.now, machine=process.now, sweep=lambda: wake("a"), wake=wake)
    queue = process.quick(store, given)
    queue.start()
    until(lambda: not waiting(store))
    queue.stop()
    assert effects(store, "a") == [1]


def test_stop_waits_for_what_is_under_way(store: Store) -> None:
    add(store, "a")
    begun: list[str] = []

    def wake(subject: str) -> None:
        begun.append(subject)
        time.sleep(1)
        process.wake(store, subject)

    given = Calls(now=process.now, machine=process.now, sweep=lambda: wake("a"), wake=wake)
    queue = process.quick(store, given)
    queue.start()
    until(lambda: bool(begun))
    queue.stop()
    assert waiting(store) == set()


def test_two_processes_that_compete_do_everything_once(store: Store) -> None:
    subjects = [f"s{number}" for number in range(40)]
    add(store, *subjects)
    both = [spawn(store.url), spawn(store.url)]
    until(lambda: not waiting(store))
    assert [ended(one) for one in both] == [0, 0]
    assert effects(store, *subjects) == [1] * 40


def test_what_a_killed_process_had_begun_is_done_by_the_next(store: Store) -> None:
    add(store, "a", "b", "c")
    victim = spawn(store.url, "b")
    until(lambda: victim.poll() is not None)
    assert ended(victim) == -9
    assert "b" in waiting(store)
    heir = spawn(store.url)
    until(lambda: not waiting(store))
    add(store, "d")
    until(lambda: not waiting(store))
    assert ended(heir) == 0
    assert effects(store, "a", "b", "c", "d") == [1, 1, 1, 1]


on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@on_postgresql
def test_one_job_waits_for_a_subject_however_often_it_is_seen(store: Store) -> None:
    add(store, "a", "b")
    workers = Workers(store, process.calls(store), seconds=1)
    assert [workers.tick(), workers.tick()] == [2, 0]


@on_postgresql
def test_a_job_is_deferred_with_its_transaction_or_not_at_all(store: Store) -> None:
    workers = Workers(store, process.calls(store), seconds=1)
    with contextlib.suppress(ZeroDivisionError), store.begin() as work:
        assert workers.defer(work, "a")
        raise ZeroDivisionError
    with store.begin() as work:
        assert [workers.defer(work, "a"), workers.defer(work, "a")] == [True, False]
        work.serial("goes on after the refusal")


@on_postgresql
def test_no_job_is_deferred_for_a_moment_that_rests_after_a_failure(store: Store) -> None:
    add(store, "a")
    with store.begin() as work:
        row = work.due_moments.get("timer-a")
        work.due_moments.put(replace(row, attempts=1, retry_at=ago(-3600)))
    assert Workers(store, process.calls(store), seconds=1).tick() == 0


@on_postgresql
def test_two_jobs_of_a_subject_never_run_at_once(store: Store) -> None:
    add(store, "a")
    spans: list[tuple[float, float]] = []

    def wake(subject: str) -> None:
        begun = time.monotonic()
        time.sleep(0.4)
        spans.append((begun, time.monotonic()))

    given = Calls(now=process.now, machine=process.now, sweep=lambda: None, wake=wake)
    both = [process.quick(store, given), process.quick(store, given)]
    for queue in both:
        queue.start()
    until(lambda: len(spans) >= 3)
    for queue in both:
        queue.stop()
    spans.sort()
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


@on_postgresql
def test_a_worker_whose_connections_were_cut_goes_on(store: Store) -> None:
    queue = process.quick(store, process.calls(store))
    queue.start()
    add(store, "a")
    until(lambda: not waiting(store))
    with store.begin() as work:
        cut = "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()"
        work.connection.exec_driver_sql(cut)
    add(store, "b")
    until(lambda: not waiting(store))
    queue.stop()
    assert effects(store, "a", "b") == [1, 1]


def test_a_tick_is_said_in_cron_as_far_as_cron_can() -> None:
    assert [cron(0.2), cron(1), cron(30), cron(90)] == [
        "* * * * * */1",
        "* * * * * */1",
        "* * * * * */30",
        "* * * * *",
    ]
