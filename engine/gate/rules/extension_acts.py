"""Extensions of other tools that would do something when run there."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.extensions import extensions
from engine.gate.foreign import acts, tool
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="extension-acts",
    what="没有其他工具的监听器、类、委托、集合、脚本、连接器等会起作用的扩展",
    why="在原来的工具里它们会执行，在这里不会，流程就不是画的那样",
    mend="请删除这个扩展；需要的动作改为服务任务（operation）或用户任务的属性。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for found in extensions(drawing):
        if acts(found.namespace, found.name):
            words = f"带有 {tool(found.namespace)} 的 {found.name}，在本系统不会执行。"
            yield Fault(at=found.at, message=named(found.at) + words)
