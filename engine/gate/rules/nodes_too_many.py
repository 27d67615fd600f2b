"""More nodes than anybody can survey, and than a step should have to read."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings

MOST_NODES = 1_000


@rule(
    name="nodes-too-many",
    what=f"一个文件不超过 {MOST_NODES} 个节点",
    why="节点越多读入越慢，图也看不清",
    mend="请把流程分成几个，用调用活动连接。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    if len(drawing.nodes) > MOST_NODES:
        first = drawing.processes[0] if drawing.processes else drawing.root
        yield Fault(at=first, message=f"{named(first)}有 {len(drawing.nodes)} 个节点。")
