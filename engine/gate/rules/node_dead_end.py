"""Nodes from which no end can be reached."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.graph import backwards, reached
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="node-dead-end",
    what="从每个节点都能走到结束事件",
    why="走到头却没有结束的分支，办件不会办结",
    mend="请在后面加结束事件，或连回主线。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        ends = scope.of_kind("endEvent")
        if not ends:
            continue  # end-none says so
        back = backwards(scope.nodes, scope.next)
        found = reached(ends, lambda node, back=back: back.get(node, ()))  # type: ignore[misc]
        for key, element in scope.nodes.items():
            if key not in found:
                yield Fault(at=element, message=f"从{named(element)}走不到结束事件。")
