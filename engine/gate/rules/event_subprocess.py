"""Event sub-processes run at the wrong time, whatever starts them."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="event-subprocess",
    what="没有事件子流程",
    why="事件子流程会在启动时就执行，或从不执行，也不会中断主流程",
    mend="请在外层加一个子流程，用它的边界事件代替。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.of_kind("subProcess", "adHocSubProcess", "transaction"):
        if element.get("triggeredByEvent", "false") != "false":
            yield Fault(at=element, message=f"{named(element)}是事件子流程，本系统不执行。")
