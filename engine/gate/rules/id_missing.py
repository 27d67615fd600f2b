"""Nodes, flows and named things without an id: the library drops them without a word."""

from collections.abc import Iterator

from engine.gate.drawing import NODES, Drawing, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings

_NEED = NODES | {"process", "sequenceFlow", "message", "error", "escalation", "signal"}


@rule(
    name="id-missing",
    what="每个节点、每条连线、每个流程和消息都有 id",
    why="没有 id 的连线和边界事件会被悄悄丢掉，流程走到那里就停住",
    mend="请给它一个 id；用流程编辑器打开并保存一次即可补上。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.elements:
        if kind(element) in _NEED and not element.get("id", "").strip():
            yield Fault(at=element, message=f"{named(element)}没有 id。")
