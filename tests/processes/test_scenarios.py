"""Every scenario of the shipped processes, played with the real commands; and between them every element is reached."""

from collections.abc import Iterator

import pytest

from casework import processes
from casework.rehearsal import Performance, Scenario, Stage, coverage, read_all, stage
from ops import county

SCENARIOS = [
    pytest.param(key, scenario, id=f"{key}/{scenario.file.removeprefix('scenarios/')}")
    for key, texts in processes.shipped().items()
    for scenario in read_all(texts)
]
played: dict[str, list[Performance]] = {}


@pytest.fixture(scope="module")
def built() -> Iterator[Stage]:
    with stage(county.DEMO) as made:
        yield made


@pytest.mark.xdist_group("scenarios")
@pytest.mark.parametrize(("key", "scenario"), SCENARIOS)
def test_a_scenario_goes_as_it_says(built: Stage, key: str, scenario: Scenario) -> None:
    performance = built.perform(scenario)
    played.setdefault(key, []).append(performance)
    assert [failure["message"] for failure in performance.failures] == []


@pytest.mark.xdist_group("scenarios")
@pytest.mark.parametrize("key", processes.shipped())
def test_the_scenarios_reach_every_element(built: Stage, key: str) -> None:
    ours = [param.values[1] for param in SCENARIOS if param.values[0] == key]
    performances = played.get(key, [])
    if len(performances) < len(ours):  # asked for alone
        performances = [built.perform(scenario) for scenario in ours]
    elements = tuple(built.version(key).definition.nodes)
    assert coverage(elements, key, performances)["missing"] == []


@pytest.mark.parametrize("key", processes.shipped())
def test_every_process_rehearses_at_least_one_refusal(key: str) -> None:
    steps = [step for scenario in read_all(processes.shipped()[key]) for step in scenario.steps]
    assert any("refused" in step.expect for step in steps)
