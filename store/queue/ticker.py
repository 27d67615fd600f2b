"""SQLite: one process sweeps, the one that holds the lease; any other waits to take over."""

import logging
import os
import socket
from datetime import timedelta
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler

from engine.errors import Busy
from store.queue.port import Calls
from store.work import Store

log = logging.getLogger(__name__)
LEASE = "sweep"
SHORTEST_LEASE = 5.0
"""Seconds after which a process that died without a word is replaced, at least."""


class Ticker:
    """A sweep every few seconds under the lease row. Two at once would do no harm, only double work."""

    def __init__(self, store: Store, calls: Calls, *, seconds: float, lease: float | None = None) -> None:
        self._store, self._calls = store, calls
        self._lease = timedelta(seconds=max(3 * seconds, SHORTEST_LEASE) if lease is None else lease)
        self._holder = f"{socket.gethostname()[:30]}-{os.getpid()}-{id(self):x}"
        self._scheduler: Any = BackgroundScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.tick, "interval", seconds=seconds, max_instances=1, coalesce=True, misfire_grace_time=None
        )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """End after the sweep under way, and let the next process begin at once."""
        self._scheduler.shutdown(wait=True)
        now = self._calls.machine()
        with self._store.begin() as work:
            work.lease(LEASE, self._holder, now, now)

    def tick(self) -> None:
        """One look: sweep if the lease is ours or free."""
        try:
            now = self._calls.machine()
            with self._store.begin() as work:
                mine = work.lease(LEASE, self._holder, now, now + self._lease)
            if mine:
                self._calls.sweep()
        except Busy:
            log.info("sweep put off", extra={"reason": "database is locked"})
        except Exception:
            log.exception("sweep broken")
