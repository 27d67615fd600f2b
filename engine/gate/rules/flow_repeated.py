"""Flows from a node to itself, and two flows between the same nodes."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="flow-repeated",
    what="没有从节点连回自己的线；两个节点之间同向只有一条线",
    why="连回自己的线读不出来；两条同向的线会让办件分成两份",
    mend="要重做请经过网关再连回来；两个条件请用 or 写成一条。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for scope in drawing.scopes:
        for flow in scope.flows:
            if flow.source == flow.target:
                yield Fault(at=flow.element, message=f"{named(flow.element)}从节点连回它自己。")
            elif (flow.source, flow.target) in seen:
                yield Fault(at=flow.element, message=f"{named(flow.element)}与另一条线起止相同。")
            seen.add((flow.source, flow.target))
