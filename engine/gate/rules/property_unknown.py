"""A property of ours with a name nobody reads."""

from collections.abc import Iterator

from engine.gate.drawing import NODES, Drawing, kind, named, properties
from engine.gate.foreign import PROPERTIES
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="property-unknown",
    what="属性只用 step role form limit outcomes moment documents decides operation called in.名称 out.名称",
    why="写错名称的属性会被忽略",
    mend="请改正属性名称。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.elements:
        if kind(element) not in NODES:
            continue
        for name in properties(element):
            if name not in PROPERTIES and not name.startswith(("in.", "out.")):
                yield Fault(
                    at=element, message=f"{named(element)}的属性“{name[:40]}”没有人读取。", severity="warning"
                )
