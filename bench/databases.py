"""The two databases of a run: SQLite with synchronous=FULL, and a PostgreSQL server of its own with fsync on."""

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from casework.office import Office
from gateways.clock import fixed
from ops import demo
from ops.asgi import settle
from store.sealing import Ring
from store.work import Store

RING = Ring({1: bytes(range(32))})
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


def office_of(url: str, now: datetime = NOW) -> Office:
    """An office on a database, with a clock that stands, in a process that has settled as the server's have."""
    settle()
    return Office(store=Store(url, RING), env="test", clock=fixed(now))


class Databases:
    """Hands out fresh databases with the demo county in them; the server starts when first asked for."""

    def __init__(self, folder: Path, server: Callable[[], str]) -> None:
        self.folder, self._server = folder, server
        self._templates: dict[str, str] = {}

    def fresh(self, kind: str) -> str:
        """The address of a new database of this kind."""
        if kind == SQLITE:
            template = self._templates.setdefault(kind, str(self.folder / "template.db"))
            if not Path(template).exists():
                _build(f"sqlite:///{template}")
            copy = self.folder / f"{uuid.uuid4().hex[:12]}.db"
            shutil.copyfile(template, copy)
            return f"sqlite:///{copy}"
        server = self._server()
        base = server.rsplit("/", 1)[0]
        if kind not in self._templates:
            _execute(server, "create database county")
            _build(f"{base}/county")
            self._templates[kind] = "county"
        name = f"bench_{uuid.uuid4().hex[:12]}"
        _execute(server, f"create database {name} template {self._templates[kind]} strategy file_copy")
        return f"{base}/{name}"


@contextmanager
def databases() -> Iterator[Databases]:
    """Databases for one run; all is gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="yimen-bench-"))
    stops: list[Callable[[], None]] = []
    address: list[str] = []

    def server() -> str:
        if not address:
            url, stop = _start()
            address.append(url)
            stops.append(stop)
        return address[0]

    try:
        yield Databases(folder, server)
    finally:
        for stop in stops:
            stop()
        shutil.rmtree(folder, ignore_errors=True)


def _start() -> tuple[str, Callable[[], None]]:
    """A PostgreSQL server with its safety switches as they ship: fsync, synchronous_commit and full_page_writes on."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
    if not found:
        raise SystemExit("没有 PostgreSQL：apt-get install postgresql / no PostgreSQL server found")
    folder = tempfile.mkdtemp(prefix="yimen-bench-pg-")
    before = []
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        before = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
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

    def stop() -> None:
        run("pg_ctl", "-s", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")
    here = f"-k {folder} -p {port} -c listen_addresses=127.0.0.1 -c shared_buffers=256MB"
    run("pg_ctl", "-w", "-s", "-l", f"{folder}/log", "-o", here, "start")
    return f"postgresql://postgres@127.0.0.1:{port}/postgres", stop


def _build(url: str) -> None:
    office = office_of(url)
    office.store.create()
    demo.build(office, full=False)
    office.store.close()


def _execute(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())
