"""A cycle nobody and nothing stops: one command would never end."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, Scope, named
from engine.gate.graph import automatic_subprocesses, cycles, waits
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="loop-automatic",
    what="每个环路上至少有一处等待：用户任务、消息、定时或调用活动",
    why="没有等待的环路会一直转下去，一次操作永远不结束",
    mend="请在环路上加用户任务或定时，或断开它。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    automatic = automatic_subprocesses(drawing)
    for scope in drawing.scopes:
        free = {key for key in scope.nodes if not waits(scope, key, automatic)}
        for group in cycles([key for key in scope.nodes if key in free], _within(scope, free)):
            first = min(group, key=list(scope.nodes).index)
            yield Fault(at=scope.nodes[first], message=f"{named(scope.nodes[first])}在一个没有等待的环路上。")


class _within:
    """The arrows of a scope between some of its nodes."""

    def __init__(self, scope: Scope, nodes: set[str]) -> None:
        self._scope, self._nodes = scope, nodes

    def __call__(self, node: str) -> list[str]:
        return [other for other in self._scope.next(node) if other in self._nodes]
