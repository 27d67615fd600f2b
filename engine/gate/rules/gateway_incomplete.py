"""A gateway on which no condition may hold: the case would stop there."""

from collections.abc import Iterator

from engine.gate.choices import chosen, written
from engine.gate.cover import complete
from engine.gate.drawing import Drawing, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="gateway-incomplete",
    profile="publish",
    what="排他网关、包容网关有默认线，或条件合起来包括所有情形",
    why="没有一个条件成立时，办件停在那里成为异常",
    mend="请把其中一条设为默认线，或补上缺的条件。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        for gateway in scope.of_kind("exclusiveGateway", "inclusiveGateway"):
            flows = scope.out.get(gateway, ())
            if any(flow.default for flow in flows) or not any(flow.condition is not None for flow in flows):
                continue
            conditions = written(scope, gateway)
            if conditions is not None and not complete(list(conditions.values()), chosen(scope, gateway)):
                yield Fault(
                    at=scope.nodes[gateway],
                    message=f"{named(scope.nodes[gateway])}没有默认线，条件也没有包括所有情形。",
                )
