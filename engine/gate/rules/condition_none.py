"""A choosing gateway must say when each way is taken."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="condition-none",
    what="排他网关、包容网关有几条出去的线时，除默认线外都有条件",
    why="没有条件的线不知道什么时候走",
    mend="请写条件，或把它设为默认线。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        for gateway in scope.of_kind("exclusiveGateway", "inclusiveGateway"):
            flows = scope.out.get(gateway, ())
            for flow in flows:
                if len(flows) > 1 and flow.condition is None and not flow.default:
                    yield Fault(
                        at=flow.element,
                        message=f"{named(flow.element)}从{named(scope.nodes[gateway])}出去，没有条件。",
                    )
