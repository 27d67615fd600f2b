"""A service task names a registered operation with expressions in and facts out."""

import re
from collections.abc import Iterator

from engine.expressions import ExpressionRefused, parse
from engine.gate.drawing import Drawing, named, properties
from engine.gate.rule import Fault, rule
from engine.gate.texts import inputs
from engine.gate.values import Surroundings

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@rule(
    name="service-operation",
    what="服务任务写属性 operation；in.名称 是表达式，out.名称 是事实的名称",
    why="没有操作的服务任务什么也不做，走到那里就出错",
    mend="请写属性 operation；要人办的事请改为用户任务。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.of_kind("serviceTask"):
        own = properties(element)
        if not own.get("operation", "").strip():
            yield Fault(at=element, message=f"{named(element)}没有写操作（operation）。")
        for name, value in own.items():
            if name.startswith("out.") and _NAME.fullmatch(value) is None:
                yield Fault(
                    at=element, message=f"{named(element)}的 {name[:40]}=“{value[:40]}”不是事实的名称。"
                )
    for element, name, text in inputs(drawing):
        try:
            parse(text)
        except ExpressionRefused as refused:
            yield Fault(at=element, message=f"{named(element)}的输入 {name[:40]}：{refused.message}。")
