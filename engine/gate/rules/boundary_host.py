"""Boundary events sit on activities; on a gateway or an event the process could not end."""

from collections.abc import Iterator

from engine.gate.drawing import ACTIVITIES, NODES, Drawing, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="boundary-host",
    what="边界事件放在同一层的任务、子流程或调用活动上",
    why="放在网关或事件上，办件永远不能结束",
    mend="请把边界事件移到任务、子流程或调用活动上。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for event in drawing.of_kind("boundaryEvent"):
        if not event.get("attachedToRef"):
            yield Fault(at=event, message=f"{named(event)}没有写放在哪个任务上。")
            continue
        host = drawing.by_id.get(event.get("attachedToRef", ""))
        if host is None or kind(host) not in NODES:
            continue
        if kind(host) not in ACTIVITIES:
            yield Fault(at=event, message=f"{named(event)}放在{named(host)}上，不是任务或子流程。")
        elif host.getparent() is not event.getparent():
            yield Fault(at=event, message=f"{named(event)}与{named(host)}不在同一层。")
