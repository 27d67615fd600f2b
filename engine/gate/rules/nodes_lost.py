"""What the engine read must be what was drawn, node by node and flow by flow."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.reading import Sheet
from engine.gate.rule import Fault, Rule
from engine.gate.values import Element, Surroundings


def _look(sheet: Sheet, _: Surroundings) -> Iterator[Fault]:
    trial, drawing = sheet.trial, sheet.drawing
    if trial is None or drawing is None or trial.refused is not None:
        return
    for element in _drawn(drawing):
        if element.get("id") not in trial.nodes | trial.flows:
            yield Fault(at=element, message=f"{named(element)}没有被流程引擎读到。")


def _drawn(drawing: Drawing) -> Iterator[Element]:
    for scope in drawing.scopes:
        if _executed(scope.element):
            yield from scope.nodes.values()
            yield from (flow.element for flow in scope.flows)


def _executed(owner: Element) -> bool:
    around = [owner, *owner.iterancestors()]
    return any(element.get("isExecutable") in {"true", "1"} for element in around)


RULE = Rule(
    name="nodes-lost",
    profile="engine",
    what="流程引擎读到的节点和连线与图上的完全一致",
    why="少了一个节点，执行的就不是画的流程",
    mend="请删除这个节点重画；仍不行时请把文件发给系统管理员。",
    look=_look,
    runs=True,
)
