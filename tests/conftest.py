"""Databases of tests: one PostgreSQL server a session, one template a database kind, and a fresh copy for each test.

The demo county is built once a session and kind; a test gets a copy in well under a second and owns it alone. A missing
server is a failure and never a skip: otherwise the suite would be green without having tried PostgreSQL.
"""

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import psycopg
import pytest

from casework.office import Office
from engine.time import read_moment
from gateways.clock import fixed
from ops import demo
from store.sealing import Ring
from store.work import Store

BUILT = "2026-01-05T09:00:00+08:00"
MORNING = "2026-03-02T09:00:00+08:00"
"""A plain Monday on which the clock of a test stands until it is moved."""


ROOM = 4 * 1024**3
"""Bytes that must be free in memory before databases of tests go there."""


@dataclass
class Moving:
    """The product's clock of a test: it stands until the test moves it."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def to(self, moment: str) -> None:
        """Set the clock, forth or back; without offset Asia/Shanghai."""
        self.at = read_moment(moment)

    def forward(self, **length: float) -> None:
        """`forward(days=3, hours=1)`."""
        self.at += timedelta(**length)


@dataclass(frozen=True)
class Copies:
    """Makes an own copy of a template database and takes it away again."""

    make: Callable[[Path], str]
    drop: Callable[[str], None]


@pytest.fixture(scope="session")
def ring() -> Ring:
    """The field keys of every test database."""
    return Ring({1: bytes(range(32))})


@pytest.fixture(scope="session")
def pg_url() -> Iterator[str]:
    """A PostgreSQL server of this session alone, from Debian's package; root runs it as the user postgres."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
    assert found, "no PostgreSQL server: apt-get install postgresql"
    folder = tempfile.mkdtemp(prefix="yimen-pg-", dir=_memory())
    before = _as_postgres(folder) if os.geteuid() == 0 else []
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [*before, f"{found[-1]}/{program}", "-D", f"{folder}/data", *arguments],
            check=True,
            cwd="/",
            stdout=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )

    run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    quick = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
    here = f"-k {folder} -p {port} -c listen_addresses=127.0.0.1 {quick}"
    run("pg_ctl", "-w", "-s", "-l", f"{folder}/log", "-o", here, "start")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-s", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> str | None:
    """A folder in memory where there is room: a test's own database is written and thrown away, no disk need see it."""
    shared = Path("/dev/shm")
    return str(shared) if shared.is_dir() and shutil.disk_usage(shared).free > ROOM else None


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """An own folder of each test, in memory where there is room."""
    memory = _memory()
    if memory is None:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="yimen-test-", dir=memory) as folder:
        yield Path(folder)


def _as_postgres(folder: str) -> list[str]:
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]


@pytest.fixture(scope="session")
def copies(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, ring: Ring
) -> Callable[[str], Copies]:
    """Copies of the empty demo county in `sqlite` or `postgresql`; each template is built when first asked for."""

    @cache
    def of(kind: str) -> Copies:
        if kind == "sqlite":
            return _sqlite_copies(tmp_path_factory.mktemp("template") / "template.db", ring)
        return _pg_copies(request.getfixturevalue("pg_url"), ring)

    return of


def _build(url: str, ring: Ring) -> None:
    store = Store(url, ring)
    store.create()
    office = Office(store=store, env="test", clock=fixed(read_moment(BUILT)))
    demo.build(office, full=False)
    store.close()


def _sqlite_copies(template: Path, ring: Ring) -> Copies:
    _build(f"sqlite:///{template}", ring)

    def make(folder: Path) -> str:
        copy = folder / f"{uuid.uuid4().hex[:12]}.db"
        shutil.copyfile(template, copy)
        return f"sqlite:///{copy}"

    return Copies(make=make, drop=lambda _: None)


def _pg_copies(server: str, ring: Ring) -> Copies:
    base = server.rsplit("/", 1)[0]
    template = f"template_{uuid.uuid4().hex[:12]}"
    _execute(server, f"create database {template}")
    _build(f"{base}/{template}", ring)

    def make(_: Path) -> str:
        name = f"test_{uuid.uuid4().hex[:12]}"
        _execute(server, f"create database {name} template {template} strategy file_copy")
        return f"{base}/{name}"

    def drop(url: str) -> None:
        _execute(server, f"drop database {url.rsplit('/', 1)[1]} with (force)")

    return Copies(make=make, drop=drop)


def _execute(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, copies: Callable[[str], Copies], tmp_path: Path
) -> Iterator[str]:
    """The address of this test's own database, migrated and seeded: once on SQLite, once on PostgreSQL."""
    ways = copies(request.param)
    url = ways.make(tmp_path)
    yield url
    ways.drop(url)


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the same kind."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    server, name = request.getfixturevalue("pg_url"), f"empty_{uuid.uuid4().hex[:12]}"
    _execute(server, f"create database {name}")
    yield f"{server.rsplit('/', 1)[0]}/{name}"
    _execute(server, f"drop database {name} with (force)")


@pytest.fixture
def store(database_url: str, ring: Ring) -> Iterator[Store]:
    """The store of this test's own database."""
    made = Store(database_url, ring)
    yield made
    made.close()


@pytest.fixture
def office(store: Store) -> Office:
    """An office of the empty demo county whose clock the test moves: `office.clock.to("2026-03-05T09:00")`."""
    return _office(store)


@pytest.fixture
def sqlite_office(copies: Callable[[str], Copies], tmp_path: Path, ring: Ring) -> Iterator[Office]:
    """The same on SQLite only, for what does not depend on the database."""
    made = Store(copies("sqlite").make(tmp_path), ring)
    yield _office(made)
    made.close()


def _office(store: Store) -> Office:
    return Office(store=store, env="test", clock=Moving(read_moment(MORNING)))
