"""Extensions of other tools that say who, when or in what colour; here they change nothing."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.extensions import extensions
from engine.gate.foreign import acts, tool
from engine.gate.rule import Fault, rule
from engine.gate.values import Element, Surroundings


@rule(
    name="extension-ignored",
    what="其他工具的扩展（办理人、表单、颜色等）只作说明",
    why="画图的人可能以为它们有用；岗位、表单、期限要写本系统的属性",
    mend="可以保留；岗位、表单、期限请写属性 role、form、limit。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    told: dict[Element, list[str]] = {}
    for found in extensions(drawing):
        if not acts(found.namespace, found.name):
            told.setdefault(found.at, []).append(f"{tool(found.namespace)} 的 {found.name}")
    for element, names in told.items():
        words = "、".join(dict.fromkeys(names))[:200]
        yield Fault(
            at=element, message=f"{named(element)}带有{words}，在本系统不起作用。", severity="warning"
        )
