"""An event must say what it waits for, once."""

from collections.abc import Iterator

from engine.gate.drawing import EVENTS, Drawing, event_definitions, kind, named
from engine.gate.offered import EVENTS as OFFERED
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="event-definition",
    what="中间捕获事件和边界事件恰有一个事件定义，其他事件至多一个",
    why="没有定义的事件一到就通过；有两个定时的事件只看第一个",
    mend="请写明它等待什么；等待几件事时请用事件网关。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for event in drawing.of_kind(*EVENTS):
        count = len(event_definitions(event))
        if count > 1:
            yield Fault(at=event, message=f"{named(event)}有 {count} 个事件定义。")
        elif count == 0 and "" not in OFFERED[kind(event)]:
            yield Fault(at=event, message=f"{named(event)}没有写明等待什么。")
