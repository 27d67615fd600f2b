"""Whoever waits for a message must say which."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="message-name",
    what="消息事件和接收任务写明消息，消息有名称；错误、升级同样",
    why="没有写消息的接收任务一到就通过，没有名称的消息永远等不到",
    mend="请选择一个消息并给它名称。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.of_kind("messageEventDefinition", "receiveTask"):
        if not element.get("messageRef"):
            parent = element.getparent()
            at = element if kind(element) == "receiveTask" or parent is None else parent
            yield Fault(at=at, message=f"{named(at)}没有写明等待哪个消息。")
    for message in drawing.of_kind("message"):
        if not message.get("name", "").strip():
            yield Fault(at=message, message=f"{named(message)}没有名称。")
