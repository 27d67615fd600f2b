"""Only gateways fork, and starts: there all ways are taken, as BPMN has it."""

from collections.abc import Iterator

from engine.gate.drawing import GATEWAYS, Drawing, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings

_MAY = GATEWAYS | {"startEvent"}


@rule(
    name="flow-forks",
    what="任务和开始以外的事件至多有一条出去的线，分支用网关画",
    why="任务后面直接分叉时，条件会被忽略，或者根本读不出来",
    mend="请在后面加网关：二选一用排他网关，同时进行用并行网关。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        for key, flows in scope.out.items():
            if len(flows) > 1 and kind(scope.nodes[key]) not in _MAY:
                yield Fault(
                    at=scope.nodes[key], message=f"{named(scope.nodes[key])}有 {len(flows)} 条出去的线。"
                )
