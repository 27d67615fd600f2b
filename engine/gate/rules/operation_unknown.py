"""The operations exist."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named, properties
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="operation-unknown",
    profile="publish",
    what="服务任务的操作是登记过的操作",
    why="没有登记的操作走到那里就出错",
    mend="请改正操作名称，或请系统管理员登记。",
)
def RULE(drawing: Drawing, known: Surroundings) -> Iterator[Fault]:
    if known.operations is None:
        return
    for task in drawing.of_kind("serviceTask"):
        operation = properties(task).get("operation", "").strip()
        if operation and operation not in known.operations:
            yield Fault(at=task, message=f"{named(task)}的操作“{operation[:40]}”没有登记。")
