"""The forms exist."""

from collections.abc import Iterator

from engine.gate.drawing import NODES, Drawing, listed, named, properties
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="form-unknown",
    profile="publish",
    what="表单是已有的表单",
    why="写错的表单打不开",
    mend="请改正表单编号，例如 F06a。",
)
def RULE(drawing: Drawing, known: Surroundings) -> Iterator[Fault]:
    if known.forms is None:
        return
    for node in drawing.of_kind(*NODES):
        own = properties(node)
        for form in (*listed(own.get("form")), *listed(own.get("reads"))):
            if form not in known.forms:
                yield Fault(at=node, message=f"{named(node)}的表单“{form[:40]}”不存在。")
