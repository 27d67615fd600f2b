"""A default flow must be one of the gateway's own."""

from collections.abc import Iterator

from engine.gate.drawing import NODES, Drawing, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings

_MAY = frozenset({"exclusiveGateway", "inclusiveGateway"})


@rule(
    name="default-wrong",
    what="默认线是排他网关、包容网关自己出去的线",
    why="写错的默认线不起作用，没有条件成立时办件就停住",
    mend="请重新选择默认线。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.of_kind(*NODES):
        default, scope = element.get("default"), drawing.scope_of.get(element.get("id", ""))
        if default is None or scope is None:
            continue
        if kind(element) not in _MAY:
            yield Fault(at=element, message=f"{named(element)}写了默认线，只有排他和包容网关可以有。")
        elif not any(flow.id == default for flow in scope.out.get(element.get("id", ""), ())):
            yield Fault(at=element, message=f"{named(element)}的默认线不是从它出去的。")
