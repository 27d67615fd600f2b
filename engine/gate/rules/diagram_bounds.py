"""Numbers of the diagram: the library reads them, and fails without a word on a bad one."""

import math
from collections.abc import Iterator

from engine.gate.drawing import Drawing
from engine.gate.rule import Fault, rule
from engine.gate.values import Element, Surroundings
from engine.gate.words import DC, DI


@rule(
    name="diagram-bounds",
    what="图形的位置和大小是数字",
    why="不是数字的位置读不出来，报出的错误看不懂",
    mend="请用流程编辑器打开、移动一下这个图形并保存。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.elements:
        wanted = {f"{{{DC}}}Bounds": ("x", "y", "width", "height"), f"{{{DI}}}waypoint": ("x", "y")}.get(
            element.tag, ()
        )
        bad = [name for name in wanted if not _is_number(element.get(name, "0"))]
        if bad:
            yield Fault(
                at=_shown(drawing, element),
                message=f"图形的 {'、'.join(bad)} 不是数字（第 {element.sourceline} 行）。",
            )


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _shown(drawing: Drawing, element: Element) -> Element | None:
    parent = element.getparent()
    shown = None if parent is None else parent.get("bpmnElement")
    return None if shown is None else drawing.by_id.get(shown)
