"""Scripts: a diagram may not carry a program."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="script-task",
    what="没有脚本任务",
    why="脚本能做任何事，出错时也没有人看得懂；计算由登记过的操作完成",
    mend="请改为服务任务，写属性 operation；条件判断用排他网关。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.of_kind("scriptTask"):
        yield Fault(at=element, message=f"{named(element)}带有脚本，本系统不执行脚本。")
