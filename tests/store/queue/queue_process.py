"""A process of its own that serves the queue: `queue_process.py URL [SUBJECT]`, until its input ends; at SUBJECT it kills itself mid-job.

An effect counts up the serial `effect-SUBJECT` in the transaction that removes the due moment, so that doing it twice shows.
"""

import os
import signal
import sys
from datetime import UTC, datetime

from store.queue import Calls, Queue, Ticker, Workers
from store.sealing import Ring
from store.work import Store

RING = Ring({1: bytes(range(32))})


def now() -> datetime:
    return datetime.now(UTC)


def due(store: Store) -> list[str]:
    with store.read() as work:
        table = work.due_moments.table.c
        return sorted({row.subject for row in work.due_moments.find(table.due_at <= now())})


def wake(store: Store, subject: str, die_at: str | None = None) -> None:
    with store.begin() as work:
        table = work.due_moments.table.c
        if work.due_moments.first(table.subject == subject, table.due_at <= now(), lock=True) is None:
            return
        work.due_moments.remove(table.subject == subject)
        work.serial(f"effect-{subject}")
        if subject == die_at:
            os.kill(os.getpid(), signal.SIGKILL)


def calls(store: Store, die_at: str | None = None) -> Calls:
    def sweep() -> None:
        for subject in due(store):
            wake(store, subject, die_at)

    return Calls(now=now, machine=now, sweep=sweep, wake=lambda subject: wake(store, subject, die_at))


def quick(store: Store, given: Calls) -> Queue:
    """The queue of this database, with short patience for dead processes."""
    if store.url.startswith("sqlite"):
        return Ticker(store, given, seconds=0.2, lease=1.0)
    return Workers(store, given, seconds=1, heartbeat=1.0)


def main(url: str, die_at: str | None = None) -> None:
    store = Store(url, RING)
    queue = quick(store, calls(store, die_at))
    queue.start()
    sys.stdin.read()
    queue.stop()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
