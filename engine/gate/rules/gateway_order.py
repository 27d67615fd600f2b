"""Two conditions of one exclusive gateway that can both hold: then the order decides, not the drawing."""

from collections.abc import Iterator

from engine.gate.choices import chosen, written
from engine.gate.cover import disjoint
from engine.gate.drawing import Drawing, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="gateway-order",
    what="排他网关的各个条件不会同时成立",
    why="同时成立时走文件里写在前面的那条，从图上看不出来",
    mend="请让条件互相排斥，例如在后一个条件里加 not。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        for gateway in scope.of_kind("exclusiveGateway"):
            conditions = written(scope, gateway)
            if conditions is None or len(conditions) < 2:
                continue
            if not disjoint(list(conditions.values()), chosen(scope, gateway)):
                order = " → ".join(flow for flow in conditions)
                yield Fault(
                    at=scope.nodes[gateway],
                    message=f"{named(scope.nodes[gateway])}的条件可能同时成立，判断的次序是 {order}。",
                    severity="warning",
                )
