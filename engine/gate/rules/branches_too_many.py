"""Too many branches at once: every branch makes each step slower."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings

MOST_BRANCHES = 20


@rule(
    name="branches-too-many",
    what=f"一个网关出去的线不超过 {MOST_BRANCHES} 条",
    why="分支越多每一步越慢",
    mend="请分层，或把各分支做成单独的流程，用调用活动连接。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        for key, flows in scope.out.items():
            if len(flows) > MOST_BRANCHES:
                yield Fault(
                    at=scope.nodes[key], message=f"{named(scope.nodes[key])}有 {len(flows)} 条出去的线。"
                )
