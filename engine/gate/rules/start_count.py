"""One start a process and sub-process."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="start-count",
    what="每个流程、每个子流程恰有一个开始事件",
    why="没有开始就不能执行；有两个时只走得通第一个",
    mend="请只留一个开始事件，之后用网关分开。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        starts = scope.of_kind("startEvent")
        if not starts:
            yield Fault(at=scope.element, message=f"{named(scope.element)}没有开始事件。")
        for extra in starts[1:]:
            yield Fault(
                at=scope.nodes[extra], message=f"{named(scope.nodes[extra])}是第二个开始事件，从这里走不通。"
            )
