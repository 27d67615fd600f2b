"""A parallel join behind a choice waits for the branch that was not chosen."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, Scope, kind, named
from engine.gate.graph import dominator
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="join-waits",
    what="并行网关汇合的分支由并行或包容网关分出",
    why="并行汇合要等齐每条线；如果是二选一分出来的，没走的那条永远等不到",
    mend="请改用排他网关汇合，或改用并行网关分支。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for scope in drawing.scopes:
        joins = [key for key in scope.of_kind("parallelGateway") if len(scope.into.get(key, ())) > 1]
        if not joins or not scope.of_kind("startEvent"):
            continue
        above = dominator(scope.of_kind("startEvent"), list(scope.nodes), scope.next)
        for join in joins:
            split = above.get(join, "")
            if split and split != join and not _forks(scope, split):
                yield Fault(
                    at=scope.nodes[join],
                    message=f"{named(scope.nodes[join])}要等齐所有分支，而分支由{named(scope.nodes[split])}分出。",
                    severity="warning",
                )


def _forks(scope: Scope, node: str) -> bool:
    boundaries = [scope.nodes[key] for key in scope.attached.get(node, ())]
    return kind(scope.nodes[node]) in {"parallelGateway", "inclusiveGateway", "startEvent"} or any(
        boundary.get("cancelActivity") == "false" for boundary in boundaries
    )
