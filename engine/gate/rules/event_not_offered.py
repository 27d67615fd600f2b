"""Events by their kind and place: only those on the list do what they show."""

from collections.abc import Iterator

from engine.gate.drawing import EVENTS, Drawing, event_definitions, kind, named
from engine.gate.offered import EVENTS as OFFERED
from engine.gate.rule import Fault, rule
from engine.gate.values import Element, Surroundings
from engine.gate.words import KINDS

_INSTEAD = {
    "signalEventDefinition": "信号会发给所有办件，本系统不广播；请用消息，或在流程图里连线。",
    "conditionalEventDefinition": "条件只在进入时看一次，之后不再看；请用排他网关，或由办理人操作。",
    "linkEventDefinition": "请直接连线。",
    "compensateEventDefinition": "请把撤销的步骤明确画出来。",
    "terminateEventDefinition": "并行的分支不会停下；请用普通结束事件，撤回用“撤回”操作。",
    "cancelEventDefinition": "请用普通结束事件。",
}
_BY_PLACE = {
    "startEvent": "办件由受理人员或上级流程启动，请用普通开始事件。",
    "endEvent": "发出的消息无人接收；请用普通结束事件，通知用服务任务。",
    "intermediateThrowEvent": "发出的消息无人接收；通知请用服务任务。",
}


@rule(
    name="event-not-offered",
    what="开始：普通；结束：普通、错误、升级；中间：消息、定时；抛出：普通、升级；边界：消息、定时、错误、升级",
    why="其他事件会被悄悄忽略、在启动时就执行，或让办件永远不结束",
    mend="请换成提供的事件。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for event in drawing.of_kind(*EVENTS):
        for definition in event_definitions(event):
            if kind(definition) not in OFFERED[kind(event)]:
                yield _fault(event, kind(definition))


def _fault(event: Element, definition: str) -> Fault:
    word = KINDS.get(definition, definition)
    mend = _INSTEAD.get(definition) or _BY_PLACE.get(kind(event))
    return Fault(at=event, message=f"{named(event)}是“{word}”事件，本系统不执行。", mend=mend)
