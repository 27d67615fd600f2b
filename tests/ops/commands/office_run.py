"""Runs `yimen` as the command line does, on a database of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ops import cli

Ran = tuple[int, str, str]
Yimen = Callable[..., Ran]
CLOCK = "2026-11-24T10:00:00+08:00"


def prepared(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> Yimen:
    """A function that runs one command line and gives exit code, stdout and stderr."""
    set_environment(monkeypatch, folder)

    def yimen(*words: str) -> Ran:
        code = cli.main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return yimen


def set_environment(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Settings of a test office whose database and clock lie in a folder."""
    clock = folder / "clock"
    clock.write_text(CLOCK)
    for name, value in {
        "YIMEN_ENV": "test",
        "YIMEN_DATABASE_URL": f"sqlite:///{folder}/yimen.db",
        "YIMEN_SECRET_KEY": "0" * 64,
        "YIMEN_FIELD_KEYS": "1:" + "11" * 32,
        "YIMEN_CLOCK_FILE": str(clock),
    }.items():
        monkeypatch.setenv(name, value)
