"""PostgreSQL: any number of Procrastinate workers; a short tick defers one wake job for each subject that has something due."""

import asyncio
import logging
import threading
from contextlib import suppress
from typing import Any

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status
from sqlalchemy import Connection, select
from sqlalchemy.engine import make_url

from store import tables
from store.queue.port import Calls
from store.work import Store, Work

log = logging.getLogger(__name__)
DUE = "due"
WAKE, TICK, BURY = "yimen.wake", "yimen.tick", "yimen.bury"
BATCH = 500
RESTART = 2.0
"""Seconds before a worker that lost the database begins anew."""
HEARTBEAT = 5.0
"""Seconds between signs of life of a worker; after three of them missed its jobs go to another."""


class Workers:
    """One worker of the many, in a thread of this process; `lock` keeps a subject's jobs apart, `queueing_lock` keeps them few."""

    def __init__(
        self, store: Store, calls: Calls, *, seconds: float, heartbeat: float = HEARTBEAT, threads: int = 4
    ) -> None:
        self._store, self._calls = store, calls
        self._heartbeat, self._threads = heartbeat, threads
        address = make_url(store.url).set(drivername="postgresql").render_as_string(hide_password=False)
        # One application runs jobs on its own connections, the other only defers on the caller's: a connection of
        # SQLAlchemy's cannot be used from the event loop in which the first one lives.
        self._app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=address, max_size=4))
        self._deferrer = procrastinate.App(connector=procrastinate.SyncPsycopgConnector(conninfo=address))
        self._register(seconds)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._run: asyncio.Task[None] | None = None
        self._ready, self._stopped = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name="queue", daemon=True)

    def start(self) -> None:
        self._thread.start()
        self._ready.wait(30)

    def stop(self) -> None:
        self._stopped.set()
        if self._loop is not None and self._run is not None:
            with suppress(
                RuntimeError
            ):  # closed between two beginnings; the next one sees that it is to stop
                self._loop.call_soon_threadsafe(self._run.cancel)
        self._thread.join()

    def tick(self) -> int:
        """Defer a wake job for every subject with something due; how many were new. Committed together or not at all."""
        with self._store.begin() as work:
            return sum(self.defer(work, subject) for subject in self._due(work.connection))

    def _due(self, connection: Connection) -> list[str]:
        table = tables.flow.due_moment.c
        query = (
            select(table.subject)
            .where(
                table.due_at <= self._calls.now(),
                table.retry_at.is_(None) | (table.retry_at <= self._calls.machine()),
            )
            .order_by(table.due_at, table.id)
            .limit(BATCH)
        )
        return list(dict.fromkeys(connection.scalars(query)))

    def defer(self, work: Work, subject: str) -> bool:
        """A wake job in the caller's transaction; False when one waits already."""
        connection = work.connection
        try:
            # The refusal of a second one must not spoil the transaction it is asked for in.
            with connection.begin_nested():
                self._deferrer.configure_task(
                    WAKE,
                    queue=DUE,
                    lock=subject,
                    queueing_lock=f"wake-{subject}",
                    connection=connection.connection.driver_connection,
                ).defer(subject=subject)
        except AlreadyEnqueued:
            return False
        return True

    def _register(self, seconds: float) -> None:
        @self._app.task(name=WAKE, queue=DUE)
        def wake(subject: str) -> None:
            self._calls.wake(subject)

        @self._app.periodic(cron=cron(seconds))
        @self._app.task(name=TICK, queue=DUE, queueing_lock=TICK)
        def tick(timestamp: int) -> None:
            self.tick()

        @self._app.periodic(cron=cron(self._heartbeat))
        @self._app.task(name=BURY, queue=DUE, queueing_lock=BURY)
        async def bury(timestamp: int) -> None:
            """Jobs of a worker that died are taken away, their locks with them; what was due still is, and is deferred again."""
            manager = self._app.job_manager
            for job in await manager.get_stalled_jobs(seconds_since_heartbeat=3 * self._heartbeat):
                log.warning("job of a dead worker", extra={"job": job.id, "task": job.task_name})
                await manager.finish_job(job, status=Status.FAILED, delete_job=True)

    def _work(self) -> None:
        """Begin anew when the database went away: the library ends a worker whose connection is lost."""
        while not self._stopped.is_set():
            try:
                asyncio.run(self._serve())
            except Exception:
                log.exception("queue broken")
            finally:
                self._ready.set()
            self._stopped.wait(RESTART)

    async def _serve(self) -> None:
        self._loop, self._run = asyncio.get_running_loop(), asyncio.current_task()
        if self._stopped.is_set():
            return
        options: dict[str, Any] = {
            "queues": [DUE],
            "concurrency": self._threads,
            "fetch_job_polling_interval": 1.0,
            "delete_jobs": "always",  # what failed stays due, and is in the log
            "install_signal_handlers": False,
            "update_heartbeat_interval": self._heartbeat,
            "stalled_worker_timeout": 3 * self._heartbeat,
        }
        try:
            async with self._app.open_async():
                self._ready.set()
                await self._app.run_worker_async(**options)
        except asyncio.CancelledError:
            log.info("queue stopped")


def cron(seconds: float) -> str:
    """Every so many seconds, as far as cron can say it: whole seconds below a minute, else each minute."""
    whole = max(round(seconds), 1)
    return f"* * * * * */{whole}" if whole < 60 else "* * * * *"
