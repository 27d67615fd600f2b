"""The shipped processes pass profile engine, quickly."""

from pathlib import Path
from time import perf_counter

import pytest

from engine.gate.run import check

SHIPPED = sorted(Path("processes").glob("*/process.bpmn"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_a_shipped_process_runs_as_drawn(path: Path) -> None:
    data = path.read_bytes()
    begun = perf_counter()
    found = check(data, str(path), "engine")
    took = perf_counter() - begun
    assert [finding.message for finding in found if finding.severity == "error"] == []
    assert took < 0.3


def test_a_process_of_two_hundred_tasks_is_checked_in_a_second() -> None:
    from tests.engine.gate.gate_drawings import chain, task

    data = chain(*(task(f"t{at}") for at in range(200)))
    begun = perf_counter()
    assert check(data, "x", "engine") == []
    assert perf_counter() - begun < 1
