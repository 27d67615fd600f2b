"""The role exists."""

from collections.abc import Iterator

from engine.gate.drawing import NODES, Drawing, named, properties
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings

# The addressee of a slip: whoever is named on it.
ADDRESSEE = "*"


@rule(
    name="role-unknown",
    profile="publish",
    what="岗位是已有的岗位；* 表示督办单上写明的人或岗位",
    why="写错的岗位没有人能认领",
    mend="请改正岗位，例如 window、investigator、head。",
)
def RULE(drawing: Drawing, known: Surroundings) -> Iterator[Fault]:
    if known.roles is None:
        return
    for node in drawing.of_kind(*NODES):
        role = properties(node).get("role", "").strip()
        if role and role != ADDRESSEE and role not in known.roles:
            yield Fault(at=node, message=f"{named(node)}的岗位“{role[:40]}”不存在。")
