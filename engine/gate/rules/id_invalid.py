"""Ids the engine cannot take as they are."""

import re
from collections.abc import Iterator

from engine.gate.drawing import NODES, Drawing, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings

# The library adds its own nodes under such endings.
_NAME = re.compile(r"(?!.*\.BoundaryEvent(?:Split|Join)$)[^\W\d][\w.-]{0,99}")
# Names the library gives to nodes of its own in every process.
_TAKEN = frozenset({"Start", "End", "Root", "StartEventSplit", "StartEventJoin"})


@rule(
    name="id-invalid",
    what="id 以字母或汉字开头，只含字母、汉字、数字、下划线、连字符和点，最长 100 个字符，不用保留名称",
    why="带空格或方括号的 id，以及 Start、End，会与执行程序自己的名称混淆",
    mend="请改一个 id，例如 Task_1。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.elements:
        own = element.get("id")
        if not own or kind(element) not in NODES | {"process", "sequenceFlow"}:
            continue
        if own in _TAKEN:
            yield Fault(at=element, message=f"{named(element)}用了保留的 id“{own}”。")
        elif own.strip() and _NAME.fullmatch(own) is None:
            yield Fault(at=element, message=f"{named(element)}的 id 含有不能用的字符，或者太长。")
