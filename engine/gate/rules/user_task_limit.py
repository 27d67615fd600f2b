"""A user task has a limit, or says why it has none."""

from collections.abc import Iterator

from engine.gate.drawing import PEOPLE, Drawing, named, properties
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="user-task-limit",
    profile="publish",
    what="每个用户任务写期限（limit）：期限编号、total，或 none:理由",
    why="没有期限的环节不会提醒，也不会督办",
    mend="请写属性 limit，例如 L01；确实没有期限时写 none:理由。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for task in drawing.of_kind(*PEOPLE):
        limit = properties(task).get("limit", "").strip()
        if not limit:
            yield Fault(at=task, message=f"{named(task)}没有写期限。")
        elif limit == "none" or (limit.startswith("none:") and not limit.removeprefix("none:").strip()):
            yield Fault(at=task, message=f"{named(task)}写了没有期限，却没有写理由。")
