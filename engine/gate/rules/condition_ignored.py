"""Conditions and defaults where nobody looks at them."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings

_LOOKS = frozenset({"exclusiveGateway", "inclusiveGateway"})


@rule(
    name="condition-ignored",
    what="条件只写在排他网关、包容网关出去的线上，默认线上不写条件",
    why="写在别处的条件会被忽略，那条线总会走",
    mend="请在前面加排他网关，把条件移到它出去的线上；默认线请删除条件。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        for flow in scope.flows:
            if flow.condition is None:
                continue
            source = scope.nodes[flow.source]
            if kind(source) not in _LOOKS:
                yield Fault(
                    at=flow.element, message=f"{named(flow.element)}的条件不起作用：它从{named(source)}出去。"
                )
            elif flow.default:
                yield Fault(at=flow.element, message=f"{named(flow.element)}是默认线，它的条件不起作用。")
