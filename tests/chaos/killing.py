"""A process that works like a server's and dies at a chosen moment: forked from the warm parent, killed by SIGKILL from within."""

import os
import signal
import sqlite3
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import Engine, event, select

from casework.almanac import Calendars
from casework.office import Office
from casework.versions import Versions
from gateways.clock import fixed
from store.sealing import Ring
from store.tables.base import metadata
from store.work import Store

Act = Callable[[Office], Any]
NO_MATTER = {("access_log", "id"), ("lease", "until"), ("lease", "holder")}
"""Columns that are drawn anew by every process and say nothing of a case."""
WARM = Versions()
"""Parsed versions never change: a process forked from this one need not parse them again."""
SETTLED = {
    "area",
    "unit",
    "person",
    "role_grant",
    "routing",
    "calendar_day",
    "process_version",
    "form_version",
}
"""Tables of the house that no command on a case writes: large, and the same before and after."""


@dataclass(frozen=True, kw_only=True)
class World:
    """A database and the moment at which its processes live; every process opens it for itself."""

    url: str
    ring: Ring
    at: datetime

    def office(self, drawn: list[Any] | None = None) -> Office:
        """An office of its own, with nothing in memory of what another process has read of cases and calendar."""
        store = Store(self.url, self.ring)
        return Office(
            store=store,
            env="test",
            clock=fixed(self.at),
            machine=fixed(self.at),
            versions=WARM,
            calendars=Calendars(),
            draws=None if drawn is None else list(drawn),
        )

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """All rows that a command on a case may write, sealed columns opened."""
        store = Store(self.url, self.ring)
        try:
            with store.engine.connect() as connection:
                return {
                    table.name: sorted(
                        (
                            self._opened(table, dict(row))
                            for row in connection.execute(select(table)).mappings()
                        ),
                        key=repr,
                    )
                    for table in metadata.sorted_tables
                    if table.name not in SETTLED
                }
        finally:
            store.close()

    def _opened(self, table: Any, row: dict[str, Any]) -> dict[str, Any]:
        for column in table.columns:
            place = f"{table.name}.{column.name}"
            if column.info.get("sealed") and row[column.name] is not None:
                row[column.name] = self.ring.open(bytes(row[column.name]), place)
            if column.info.get("sealed_bytes"):
                row[column.name] = self.ring.open_bytes(bytes(row[column.name]), place)
        return {name: cell for name, cell in row.items() if (table.name, name) not in NO_MATTER}

    def later(self, at: datetime) -> "World":
        return replace(self, at=at)


class Mortal:
    """Counts what a process says to its database, on the driver itself, and ends it before the n-th word; COMMIT is one."""

    def __init__(self, engine: Engine, before: int | None) -> None:
        self.said, self.before = 0, before
        event.listen(engine, "connect", self._connected)
        if engine.dialect.name == "postgresql":
            event.listen(engine, "commit", lambda _: self.next())

    def _connected(self, connection: Any, _: Any) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(lambda _: self.next())
        else:
            connection.cursor_factory = _counting(self)

    def next(self) -> None:
        """One word more."""
        self.said += 1
        if self.said == self.before:
            os.kill(os.getpid(), signal.SIGKILL)


def _counting(mortal: Mortal) -> type[psycopg.Cursor[Any]]:
    class Counting(psycopg.Cursor[Any]):
        def execute(self, *given: Any, **more: Any) -> "Counting":
            mortal.next()
            return super().execute(*given, **more)

        def executemany(self, *given: Any, **more: Any) -> None:
            mortal.next()
            super().executemany(*given, **more)

    return Counting


def moments_of(world: World, act: Act, drawn: list[Any]) -> int:
    """How often the act speaks to the database, COMMIT included; the act is done."""
    office = world.office(drawn)
    mortal = Mortal(office.store.engine, None)
    act(office)
    office.store.close()
    return mortal.said


def die_before(world: World, act: Act, drawn: list[Any] | None, number: int) -> bool:
    """Do the act in a process of its own that is killed before its n-th word; whether it was killed."""
    child = os.fork()
    if child == 0:
        try:
            office = world.office(drawn)
            Mortal(office.store.engine, number)
            act(office)
        except BaseException:
            traceback.print_exc()
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def at_once(world: World, act: Act, number: int) -> list[int]:
    """The act in several processes at the same time; their exit codes."""
    children = []
    for _ in range(number):
        child = os.fork()
        if child == 0:
            try:
                act(world.office())
            except BaseException:
                traceback.print_exc()
                os._exit(3)
            os._exit(0)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
