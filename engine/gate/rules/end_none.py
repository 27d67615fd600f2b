"""Every process and sub-process ends at an end event."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="end-none",
    what="每个流程、每个子流程至少有一个结束事件",
    why="没有结束事件的办件永远不算办结",
    mend="请在最后一个环节后面加结束事件。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        if not scope.of_kind("endEvent"):
            yield Fault(at=scope.element, message=f"{named(scope.element)}没有结束事件。")
