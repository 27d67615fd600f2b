"""More nodes in a row than the library can read."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.graph import longest
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings

MOST_ON_A_PATH = 300


@rule(
    name="path-too-long",
    what=f"一条路径上不超过 {MOST_ON_A_PATH} 个节点（环路按全部节点算）",
    why="更长的路径读不出来，每一步也会变慢",
    mend="请把流程分成几个，用调用活动连接。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        length = longest(list(scope.nodes), scope.next)
        if length > MOST_ON_A_PATH:
            yield Fault(at=scope.element, message=f"{named(scope.element)}有一条 {length} 个节点的路径。")
