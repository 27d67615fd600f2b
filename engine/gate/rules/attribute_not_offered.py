"""BPMN attributes that are not read, or read otherwise than the standard says."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, kind, named
from engine.gate.offered import ELEMENTS, VALUES
from engine.gate.rule import Fault, rule
from engine.gate.values import Element, Surroundings
from engine.gate.words import BPMN

# Judged by rules of their own.
_ELSEWHERE = frozenset({"triggeredByEvent", "default"})


@rule(
    name="attribute-not-offered",
    what="只用本系统读取的属性和取值",
    why="不读取的属性（如 startQuantity、补偿、并行事件网关）会被悄悄忽略，执行结果与图不符",
    mend="请删除这个属性，或改回默认值；是否类的属性写 true 或 false。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.elements:
        if kind(element) in ELEMENTS:
            yield from _judge(element)


def _judge(element: Element) -> Iterator[Fault]:
    allowed = ELEMENTS[kind(element)][1]
    for raw, value in element.attrib.items():
        name = str(raw)
        if name in _ELSEWHERE:
            continue
        if name.startswith(f"{{{BPMN}}}"):
            yield Fault(
                at=element, message=f"{named(element)}的属性 {name.rpartition('}')[2]} 多写了命名空间前缀。"
            )
        elif not name.startswith("{") and name not in allowed:
            yield Fault(at=element, message=f"{named(element)}的属性 {name}=“{str(value)[:40]}”不起作用。")
        elif name in VALUES and value not in VALUES[name]:
            yield Fault(at=element, message=f"{named(element)}的 {name}=“{str(value)[:40]}”不按此执行。")
