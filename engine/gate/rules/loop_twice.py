"""One kind of repetition a node."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, children, named
from engine.gate.offered import ELEMENTS
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings

_KINDS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")


@rule(
    name="loop-twice",
    what="一个节点至多有一种循环，每种条件至多写一个",
    why="写了两个时只看其中一个",
    mend="请只留一个。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    single = ("conditionExpression", "loopCondition", "completionCondition", "loopCardinality")
    for element in drawing.of_kind(*ELEMENTS):
        loops = children(element, *_KINDS)
        twice = [name for name in single if len(children(element, name)) > 1]
        if len(loops) > 1 or twice:
            yield Fault(at=element, message=f"{named(element)}写了不止一个循环或条件。")
