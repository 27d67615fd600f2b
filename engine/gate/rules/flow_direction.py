"""Flows into starts and boundary events, and out of ends."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="flow-direction",
    what="没有连线进入开始事件或边界事件，也没有连线从结束事件出去",
    why="进入边界事件的办件会再等一次；结束之后继续走的办件同时又算已办结",
    mend="请改连到任务上，或把结束事件换成中间事件。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        for flow in scope.flows:
            source, target = scope.nodes[flow.source], scope.nodes[flow.target]
            if kind(target) in {"startEvent", "boundaryEvent"}:
                yield Fault(at=flow.element, message=f"{named(flow.element)}进入{named(target)}。")
            if kind(source) == "endEvent":
                yield Fault(at=flow.element, message=f"{named(flow.element)}从{named(source)}出去。")
