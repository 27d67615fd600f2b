"""No command of a test looks into the database of whoever runs the tests."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("YIMEN_DATABASE_URL", f"sqlite:///{tmp_path}/yimen.db")
