"""The web server, the worker and `./dev run` as processes of their own, on both databases."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ops.settings import ROOT
from store.tables.flow import DueMoment
from store.work import Store

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def environ(database_url: str, tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YIMEN_")}
    return kept | {
        "YIMEN_ENV": "test",
        "YIMEN_DATABASE_URL": database_url,
        "YIMEN_SECRET_KEY": "示例",
        "YIMEN_FIELD_KEYS": "1:" + bytes(range(32)).hex(),
        "YIMEN_CLOCK_FILE": str(tmp_path / "clock"),
        "PORT": str(_free_port()),
    }


@pytest.fixture
def start(environ: dict[str, str]) -> Iterator[Start]:
    """`start("serve")`: a command as a process of its own, ended with the test."""
    begun: list[subprocess.Popen[str]] = []

    def run(*arguments: str, module: str = "ops.cli", **more: str) -> subprocess.Popen[str]:
        begun.append(
            subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                cwd=ROOT,
                env=environ | more,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        )
        return begun[-1]

    yield run
    for process in begun:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "not within its time"
        time.sleep(0.1)


def _interrupted(process: subprocess.Popen[str]) -> bool:
    """Press Ctrl+C in the terminal of a process, once more while it goes on; whether it has ended."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(4)
    return process.poll() is not None


def answers(environ: dict[str, str], path: str = "/readyz") -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{environ['PORT']}{path}", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def add_due(store: Store) -> None:
    """A due moment of a case that does not exist: whoever sweeps fails with it and counts the attempt."""
    with store.begin() as work:
        work.due_moments.add(
            DueMoment(
                id="late-probe",
                kind="late",
                subject="probe",
                case_id="probe",
                due_at=datetime(2026, 3, 2, tzinfo=UTC),
                attempts=0,
            )
        )


def attempts(store: Store) -> int:
    with store.read() as work:
        return work.due_moments.get("late-probe").attempts


def test_serve_answers_and_sweeps_what_is_due_by_the_clock_file(
    start: Start, environ: dict[str, str], store: Store
) -> None:
    clock = Path(environ["YIMEN_CLOCK_FILE"])
    clock.write_text("2026-03-01T09:00:00+08:00")
    add_due(store)
    start("serve")
    until(lambda: answers(environ))
    time.sleep(2.5)
    assert attempts(store) == 0
    clock.write_text("2026-03-03T09:00:00+08:00")
    until(lambda: attempts(store) == 1, 3.5)


def test_serve_without_sweep_leaves_it_to_a_worker(
    start: Start, environ: dict[str, str], store: Store
) -> None:
    add_due(store)
    start("serve", "--no-sweep")
    until(lambda: answers(environ))
    time.sleep(2.5)
    assert attempts(store) == 0
    worker = start("worker")
    until(lambda: attempts(store) == 1)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0


def test_worker_once_says_what_it_did_and_ends(start: Start, store: Store) -> None:
    add_due(store)
    first = start("worker", "--once")
    told, log = first.communicate(timeout=60)
    assert (first.returncode, json.loads(told)) == (0, {"fired": 0, "failed": 1})
    line = json.loads(log.splitlines()[0])
    assert (line["due_moment"], line["attempts"]) == ("late-probe", 1)
    with store.begin() as work:  # on a busy machine the ten seconds of rest may be over before the next start
        (resting,) = work.due_moments.find()
        assert resting.retry_at is not None
        work.due_moments.put(replace(resting, retry_at=resting.retry_at + timedelta(hours=1)))
    told, _ = start("worker", "--once").communicate(timeout=60)
    assert json.loads(told) == {"fired": 0, "failed": 0}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
class TestOnOneDatabase:
    """What does not depend on the database."""

    def test_run_greets_with_the_address_and_the_logins(self, start: Start, environ: dict[str, str]) -> None:
        process = start(module="ops.run")
        until(lambda: answers(environ, "/healthz"))
        process.send_signal(signal.SIGINT)
        told, log = process.communicate(timeout=30)
        assert process.returncode == 0
        assert f"http://127.0.0.1:{environ['PORT']}" in told
        assert "demo-yimen-2026" in told
        assert all(f"  {login} " in told for login in ("ck1", "ck2", "bm-jy", "bm-yb"))
        assert "Traceback" not in log

    @pytest.mark.parametrize("after", [0.02, 0.1, 0.4, 1.0, 2.0, 3.0, 4.5])
    def test_ctrl_c_while_it_starts_ends_it_without_a_traceback(
        self, environ: dict[str, str], after: float
    ) -> None:
        process = subprocess.Popen(
            ["bash", "-c", f"trap '' INT; exec {sys.executable} -m ops.run"],
            cwd=ROOT,
            env=environ,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        time.sleep(after)
        until(lambda: _interrupted(process), 12)
        told, log = process.communicate(timeout=5)
        assert "Traceback" not in told + log

    def test_ctrl_c_in_a_terminal_ends_all_processes_at_once(self, environ: dict[str, str]) -> None:
        """A terminal signals the server and its worker both; the server then signals the worker once more."""
        process = subprocess.Popen(
            [sys.executable, "-m", "ops.cli", "serve"], cwd=ROOT, env=environ, start_new_session=True
        )
        until(lambda: answers(environ, "/healthz"))
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(8) == 0

    def test_a_taken_port_is_said_and_ends_with_1(self, start: Start, environ: dict[str, str]) -> None:
        with closing(socket.socket()) as taken:
            taken.bind(("127.0.0.1", int(environ["PORT"])))
            taken.listen()
            process = start("serve")
            _, log = process.communicate(timeout=30)
        assert process.returncode == 1
        assert environ["PORT"] in log
        assert "Traceback" not in log

    def test_forty_slow_uploads_hold_up_nobody(self, start: Start, environ: dict[str, str]) -> None:
        start("serve", "--no-sweep")
        until(lambda: answers(environ, "/healthz"))
        head = (
            "POST /api/v1/attachments HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
        )
        with ExitStack() as stack:
            for _ in range(40):
                upload = stack.enter_context(socket.create_connection(("127.0.0.1", int(environ["PORT"]))))
                upload.sendall(head.encode())
            time.sleep(1)
            for path in ("/healthz", "/readyz", "/sign-in"):
                begun = time.monotonic()
                assert answers(environ, path)
                assert time.monotonic() - begun < 2

    @pytest.mark.parametrize("command", ["serve", "worker"])
    def test_production_does_not_start_with_a_clock_file(self, start: Start, command: str) -> None:
        process = start(command, YIMEN_ENV="production")
        _, log = process.communicate(timeout=30)
        assert process.returncode == 2
        assert "YIMEN_CLOCK_FILE" in log
        assert "Traceback" not in log

    def test_an_unknown_queue_is_wrong_usage(self, start: Start) -> None:
        process = start("worker", "--queue", "mail")
        process.communicate(timeout=30)
        assert process.returncode == 2
