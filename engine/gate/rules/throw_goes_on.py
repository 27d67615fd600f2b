"""An interrupting catch runs late: automatic nodes after the throw are carried out first."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, event_definitions, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="throw-goes-on",
    what="抛出升级的中间事件之后，不能有会被中断的自动环节：中断式的升级只从结束事件抛出",
    why="抛出之后的自动环节会先执行完，子流程才被中断",
    mend="请改为升级结束事件，或把边界事件改为不中断。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    interrupting = any(
        kind(definition) == "escalationEventDefinition" and event.get("cancelActivity", "true") == "true"
        for event in drawing.of_kind("boundaryEvent")
        for definition in event_definitions(event)
    )
    for event in drawing.of_kind("intermediateThrowEvent"):
        if interrupting and any(
            kind(each) == "escalationEventDefinition" for each in event_definitions(event)
        ):
            yield Fault(at=event, message=f"{named(event)}抛出升级，而接住它的边界事件会中断子流程。")
