"""Nodes no flow reaches: the library does not even read them."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.graph import reached
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="node-unreached",
    what="从开始事件出发能走到每个节点",
    why="走不到的节点会被悄悄丢掉，图上看着有，办件里没有",
    mend="请把它连上，或删除它。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        starts = scope.of_kind("startEvent")
        if not starts:
            continue  # start-count says so; every node would follow
        found = reached(starts, scope.next)
        for key, element in scope.nodes.items():
            if key not in found:
                yield Fault(at=element, message=f"从开始事件走不到{named(element)}。")
