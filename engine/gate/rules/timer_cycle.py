"""A cycle is right only on a boundary event that does not interrupt."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, children, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.texts import timers
from engine.gate.values import Surroundings


@rule(
    name="timer-cycle",
    what="重复的定时（timeCycle）只用在不中断的边界事件上",
    why="放在中断的边界事件上，要到最后一次才中断；放在别处只起一次作用",
    mend="请改为时长（timeDuration），或取消“中断”。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for event, definition in timers(drawing):
        aside = kind(event) == "boundaryEvent" and event.get("cancelActivity") == "false"
        if children(definition, "timeCycle") and not aside:
            yield Fault(at=event, message=f"{named(event)}用了重复的定时。")
