"""What may stand behind an event gateway."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, Scope, event_definitions, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="event-gateway",
    what="事件网关后面是两个以上的消息、定时捕获事件或接收任务，定时至多一个，它们只从它进入",
    why="两个定时会同时走两条路；后面不是事件时不知道等什么",
    mend="请在每条线上放一个中间捕获事件；两个时限请只留早的一个。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        for gateway in scope.of_kind("eventBasedGateway"):
            for words in _faults(scope, gateway):
                yield Fault(at=scope.nodes[gateway], message=f"{named(scope.nodes[gateway])}{words}。")


def _faults(scope: Scope, gateway: str) -> Iterator[str]:
    targets = [flow.target for flow in scope.out.get(gateway, ())]
    if len(targets) < 2:
        yield "后面不到两个事件"
    sorts = [kind(each) for target in targets for each in event_definitions(scope.nodes[target])]
    if sorts.count("timerEventDefinition") > 1:
        yield "后面有两个以上的定时"
    for target in targets:
        if not _catches(scope, target):
            yield f"后面的{named(scope.nodes[target])}不是中间捕获事件或简单的接收任务"
        elif len(scope.into.get(target, ())) > 1:
            yield f"后面的{named(scope.nodes[target])}还有别的线进入"


def _catches(scope: Scope, node: str) -> bool:
    """A receive task serves as well, but not one that is repeated or watched: it is never entered as a task."""
    element = scope.nodes[node]
    if kind(element) != "receiveTask":
        return kind(element) == "intermediateCatchEvent"
    return not scope.attached.get(node) and not any(
        kind(part).endswith("Characteristics") for part in element
    )
