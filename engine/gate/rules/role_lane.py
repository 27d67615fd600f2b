"""The role belongs to its lane: a lane named after one role holds no task of another."""

from collections.abc import Iterator

from engine.gate.drawing import PEOPLE, Drawing, children, kind, named, properties, text_of
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="role-lane",
    profile="publish",
    what="以岗位命名的泳道里只有这个岗位的任务",
    why="图上看着是窗口办，实际分给了别人",
    mend="请把任务移到它岗位的泳道里，或改正岗位。",
)
def RULE(drawing: Drawing, known: Surroundings) -> Iterator[Fault]:
    roles = known.roles or {}
    by_name = {name: key for key, name in roles.items()} | {key: key for key in roles}
    for lane in drawing.of_kind("lane"):
        wanted = by_name.get(lane.get("name", "").strip())
        if wanted is None:
            continue
        for reference in children(lane, "flowNodeRef"):
            node = drawing.by_id.get(text_of(reference).strip())
            role = (
                "" if node is None or kind(node) not in PEOPLE else properties(node).get("role", "").strip()
            )
            if node is not None and role in roles and role != wanted:
                yield Fault(at=node, message=f"{named(node)}的岗位是{roles[role]}，却在{named(lane)}里。")
