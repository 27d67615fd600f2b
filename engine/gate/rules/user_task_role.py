"""Somebody must be able to take the task."""

from collections.abc import Iterator

from engine.gate.drawing import PEOPLE, Drawing, named, properties
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="user-task-role",
    profile="publish",
    what="每个用户任务写岗位（role）",
    why="没有岗位的任务没有人能认领",
    mend="请写属性 role，例如 window。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for task in drawing.of_kind(*PEOPLE):
        if not properties(task).get("role", "").strip():
            yield Fault(at=task, message=f"{named(task)}没有写岗位。")
