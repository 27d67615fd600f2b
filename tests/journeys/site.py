"""A real server of a test: `yimen serve` as a process of its own, on its own port, with a clock that a file moves."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MORNING = "2026-03-02T09:00"
"""A plain Monday, where the clock of a journey stands until it is moved."""
ROOT = Path(__file__).resolve().parents[2]
KEYS = f"1:{bytes(range(32)).hex()}"
"""The field keys of every test database, as the fixture `ring` has them."""
PATIENCE = 60
"""Seconds a server may take to start while the machine is busy with other tests."""
SWEEP = 20
"""Seconds within which the sweep of a passed moment must be through: it ticks once a second."""


@dataclass(frozen=True)
class Site:
    """Where the server listens, and its clock."""

    url: str
    clock: Path
    log: Path

    def at(self, moment: str) -> None:
        """Set the product's clock, forth or back; without offset the county's time."""
        whole = moment if "+" in moment else f"{moment}+08:00"
        draft = self.clock.with_suffix(".new")
        draft.write_text(whole, "utf-8")
        os.replace(draft, self.clock)

    def eventually(self, what: Callable[[], bool]) -> None:
        """Wait for what the sweep does by itself once the clock has passed a moment."""
        end = time.monotonic() + SWEEP
        while not what():
            assert time.monotonic() < end, "the sweep did not do it"
            time.sleep(0.3)


@contextmanager
def serving(database: str, folder: Path, moment: str) -> Iterator[Site]:
    """Start the server, wait until it is ready, and end this very process afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = Site(url=f"http://127.0.0.1:{port}", clock=folder / "clock", log=folder / "log")
    site.at(moment)
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("YIMEN_")},
        "YIMEN_ENV": "test",
        "YIMEN_DATABASE_URL": database,
        "YIMEN_SECRET_KEY": "k" * 32,
        "YIMEN_FIELD_KEYS": KEYS,
        "YIMEN_CLOCK_FILE": str(site.clock),
    }
    command = [sys.executable, "-m", "ops.cli", "serve", "--port", str(port)]
    with open(site.log, "wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
    try:
        _wait(site, server)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=30)
    assert "Traceback" not in site.log.read_text("utf-8"), site.log.read_text("utf-8")[-4000:]


def _wait(site: Site, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{site.url}/readyz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            told = site.log.read_text("utf-8")
            assert server.poll() is None, f"the server ended:\n{told}"
            assert time.monotonic() < end, f"the server is not ready:\n{told}"
            time.sleep(0.2)
