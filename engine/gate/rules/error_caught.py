"""Errors and escalations must name themselves, and somebody around must catch them."""

from collections.abc import Iterator

from lxml import etree

from engine.gate.drawing import Drawing, Scope, event_definitions, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Element, Surroundings

_CODES = {
    "errorEventDefinition": ("errorRef", "errorCode"),
    "escalationEventDefinition": ("escalationRef", "escalationCode"),
}


@rule(
    name="error-caught",
    what="错误和升级写明代码，由外层子流程上的边界事件接住；这样的边界事件只放在里面会抛出它的子流程上",
    why="没有人接住的错误，办件会当作正常结束；服务任务失败不是流程图里的错误，边界事件接不住",
    mend="请在外层子流程的边上放一个同代码的边界事件，或改为普通结束事件。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for event in drawing.of_kind("endEvent", "intermediateThrowEvent", "boundaryEvent"):
        for definition in event_definitions(event):
            if kind(definition) in _CODES:
                yield from _judge(drawing, event, definition)


def _judge(drawing: Drawing, event: Element, definition: Element) -> Iterator[Fault]:
    code = _code(drawing, definition)
    if not code:
        yield Fault(
            at=event, message=f"{named(event)}没有写明代码。", mend="请选择一个错误（升级）并写代码。"
        )
    elif kind(event) == "boundaryEvent":
        host = drawing.by_id.get(event.get("attachedToRef", ""))
        if host is not None and not _thrown(drawing, host, kind(definition), code):
            yield Fault(
                at=event,
                message=f"{named(event)}放在{named(host)}上，那里没有抛出“{code}”的事件。",
                mend="请放在抛出它的子流程上，或删除。服务任务失败会成为异常，由人处理，不会抛出错误。",
            )
    elif not _caught(drawing, event, kind(definition), code):
        error = kind(definition) == "errorEventDefinition"
        yield Fault(
            at=event,
            message=f"{named(event)}抛出“{code}”，外层没有边界事件接住。",
            severity="error" if error else "warning",
        )


def _code(drawing: Drawing, definition: Element) -> str:
    reference, attribute = _CODES[kind(definition)]
    thing = drawing.by_id.get(definition.get(reference, ""))
    return "" if thing is None else thing.get(attribute, "")


def _caught(drawing: Drawing, event: Element, sort: str, code: str) -> bool:
    scope = drawing.scope_of.get(event.get("id", ""))
    while scope is not None and kind(scope.element) != "process":
        key = scope.element.get("id", "")
        around = drawing.scope_of.get(key)
        if around is not None and any(
            _catches(drawing, around, each, sort, code) for each in around.attached.get(key, ())
        ):
            return True
        scope = around
    return False


def _catches(drawing: Drawing, scope: Scope, boundary: str, sort: str, code: str) -> bool:
    return any(
        kind(each) == sort and _code(drawing, each) == code
        for each in event_definitions(scope.nodes[boundary])
    )


def _thrown(drawing: Drawing, host: Element, sort: str, code: str) -> bool:
    return any(
        kind(definition) == sort and _code(drawing, definition) == code
        for event in host.iterdescendants(etree.Element)
        if kind(event) in {"endEvent", "intermediateThrowEvent"}
        for definition in event_definitions(event)
    )
