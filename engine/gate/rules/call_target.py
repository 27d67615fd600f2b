"""A call must name what it calls, and not itself."""

import re
from collections.abc import Iterator

from engine.gate.drawing import Drawing, named, properties
from engine.gate.rule import Fault, rule
from engine.gate.values import Element, Surroundings

_FACT = re.compile(r"fact:[A-Za-z_][A-Za-z0-9_]*")


@rule(
    name="call-target",
    what="调用活动写明流程（calledElement），或属性 called=fact:名称；不调用自己",
    why="没有写明的调用走到那里才出错；调用自己的流程没有尽头",
    mend="请选择要调用的流程。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    own = {process.get("id") for process in drawing.processes}
    for element in drawing.of_kind("callActivity"):
        words = _fault(element, own)
        if words:
            yield Fault(at=element, message=f"{named(element)}{words}。")


def _fault(element: Element, own: set[str | None]) -> str | None:
    called, fact = element.get("calledElement", "").strip(), properties(element).get("called")
    if fact is not None:
        return None if _FACT.fullmatch(fact) else f"的属性 called=“{fact[:40]}”应写成 fact:名称"
    if not called:
        return "没有写明调用哪个流程"
    return "调用的是它自己所在的流程" if called in own else None
