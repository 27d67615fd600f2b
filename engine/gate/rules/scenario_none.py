"""A process comes with at least one scenario that has been run."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="scenario-none",
    profile="publish",
    what="流程附有至少一个情景（scenarios/*.toml）",
    why="没有演练过的流程不知道对不对",
    mend="请在 scenarios 里写一个从申请到办结的情景。",
)
def RULE(drawing: Drawing, known: Surroundings) -> Iterator[Fault]:
    if known.scenarios == 0:
        yield Fault(at=drawing.processes[0] if drawing.processes else None, message="流程没有附情景。")
