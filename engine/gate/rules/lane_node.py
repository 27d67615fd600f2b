"""A node lies in one lane, and the lane's list names it exactly."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, kind, named, text_of
from engine.gate.rule import Fault, rule
from engine.gate.values import Element, Surroundings


@rule(
    name="lane-node",
    what="一个节点只在一个泳道里（上层泳道除外），泳道里写的节点 id 前后没有空格",
    why="写在两个泳道里时后一个生效；带空格的写法等于不在任何泳道",
    mend="请把节点移到一个泳道里，用流程编辑器重新保存。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    lanes: dict[str, Element] = {}
    for reference in drawing.of_kind("flowNodeRef"):
        lane, raw = reference.getparent(), text_of(reference)
        if lane is None:
            continue
        key = raw.strip()
        if raw != key or len(reference) > 0:
            yield Fault(at=lane, message=f"{named(lane)}里的节点“{key[:60]}”前后有空格或夹有注释。")
        other = lanes.get(key)
        if other is not None and other is not lane and not _nested(lane, other):
            yield Fault(
                at=drawing.by_id.get(key, lane),
                message=f"节点“{key[:60]}”既在{named(other)}又在{named(lane)}。",
            )
        lanes[key] = lane


def _nested(one: Element, other: Element) -> bool:
    return kind(one) == "lane" and (other in one.iterancestors() or one in other.iterancestors())
