"""Engines for the two databases, set up so that no write is ever lost.

SQLite: WAL, synchronous=FULL and BEGIN IMMEDIATE for every write; the driver's own implicit BEGIN loses updates silently.
PostgreSQL: READ COMMITTED; commands lock the case row, and every update names the revision it read.
"""

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 30
POOL = 16


def connect(url: str, pool: int = POOL) -> Engine:
    """An engine for `sqlite:///…` or `postgresql://…`; raises ValueError for any other database."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(url, pool)
    if address.get_backend_name() == "postgresql":
        return create_engine(
            address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, pool_size=pool, max_overflow=0
        )
    raise ValueError(f"SQLite or PostgreSQL, not {address.get_backend_name()}")


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
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine
