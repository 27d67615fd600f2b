"""Engines for the two databases, set up so that no write is ever lost.

SQLite: WAL, synchronous=FULL and BEGIN IMMEDIATE for every write; the driver's own implicit BEGIN loses updates silently.
PostgreSQL: READ COMMITTED; commands lock the case row, and every update names the revision it read.
"""

import select
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from engine.errors import Busy

BUSY_SECONDS = 30
POOL = 16
RESTED = 1.0
"""Seconds after which a connection to PostgreSQL is asked whether it still lives before it is used."""


def connect(url: str, pool: int = POOL) -> Engine:
    """An engine for `sqlite:///…` or `postgresql://…`; raises ValueError for any other database."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(url, pool)
    if address.get_backend_name() == "postgresql":
        return _postgresql(address, pool)
    raise ValueError(f"SQLite or PostgreSQL, not {address.get_backend_name()}")


def _postgresql(address: URL, pool: int) -> Engine:
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"), pool_size=pool, max_overflow=0, pool_timeout=120
    )

    @event.listens_for(engine, "checkin")
    def on_checkin(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        entry.info["used"] = monotonic()

    @event.listens_for(engine, "checkout")
    def on_checkout(connection: Any, entry: ConnectionPoolEntry, _: Any) -> None:
        """Ask whether the connection still lives when that is in doubt; asking each time would cost a journey a command."""
        if monotonic() - entry.info.get("used", -RESTED) < RESTED and not _has_word(connection):
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as dead:
            raise DisconnectionError from dead  # the pool takes another one

    return engine


def _has_word(connection: Any) -> bool:
    """Whether the server has said something unasked, as it does when it ends a connection."""
    ear = select.poll()
    ear.register(connection.fileno(), select.POLLIN)
    return bool(ear.poll(0))


def _sqlite(url: str, pool: int) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        pool_size=pool,
        max_overflow=0,
        pool_timeout=120,
    )

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # our BEGIN below is the only one
        cursor = connection.cursor()
        for pragma in (f"busy_timeout={BUSY_SECONDS * 1000}", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        _write_ahead(cursor)
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.connection.dbapi_connection.execute("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _write_ahead(cursor: Any, tries: int = 100) -> None:
    """Turn on WAL; where another process is just doing so SQLite does not wait but says it is busy."""
    try:
        cursor.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError:
        if not tries:
            raise
        sleep(0.05)
        _write_ahead(cursor, tries - 1)


@contextmanager
def busy() -> Iterator[None]:
    """A database that stays locked is a refusal the person can answer by trying again."""
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as fault:
        if "locked" in str(fault) or "deadlock" in str(fault):
            raise Busy() from fault
        raise
