"""A user task says which step of the county's procedure it is, and how it may end."""

from collections.abc import Iterator

from engine.gate.drawing import PEOPLE, Drawing, listed, named, properties
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="user-task-step",
    profile="publish",
    what="每个用户任务写环节（step）和办理结果（outcomes）",
    why="期限、统计和接口都按环节认任务；没有结果的任务不能办完",
    mend="请写属性 step 和 outcomes，例如 step=accept，outcomes=accepted,refused_acceptance。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for task in drawing.of_kind(*PEOPLE):
        own = properties(task)
        missing = [
            word
            for word, there in (
                ("环节", own.get("step", "").strip()),
                ("办理结果", listed(own.get("outcomes"))),
            )
            if not there
        ]
        if missing:
            yield Fault(at=task, message=f"{named(task)}没有写{'和'.join(missing)}。")
