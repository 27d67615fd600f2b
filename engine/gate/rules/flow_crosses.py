"""A flow may not cross the border of a sub-process."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="flow-crosses",
    what="连线的两端在同一个流程或子流程里，连线也写在那里",
    why="连进子流程内部的线会把里面的环节搬到外面，其余的环节丢失",
    mend="请连到子流程的边上，由里面的开始事件接着走；跨流程请用调用活动。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    inside = {flow.element for scope in drawing.scopes for flow in scope.flows}
    for element in drawing.of_kind("sequenceFlow"):
        ends = [drawing.scope_of.get(element.get(name, "")) for name in ("sourceRef", "targetRef")]
        if element not in inside and None not in ends:
            yield Fault(at=element, message=f"{named(element)}穿过了子流程或流程的边界。")
