"""A user task names its forms, or the manifest says of each outcome that it needs none."""

from collections.abc import Iterator

from engine.gate.drawing import PEOPLE, Drawing, listed, named, properties
from engine.gate.rule import Fault, rule
from engine.gate.values import Element, Surroundings


@rule(
    name="user-task-form",
    profile="publish",
    what="每个用户任务写表单（form）；清单里各结果要的表都在其中；不用表的任务在清单里每个结果写 forms = []",
    why="没有表单的环节办了什么没有记录",
    mend="请写属性 form，例如 F08；确实不用表时在 manifest.toml 的 [[outcome]] 里写 forms = []。",
)
def RULE(drawing: Drawing, known: Surroundings) -> Iterator[Fault]:
    for task in drawing.of_kind(*PEOPLE):
        words = _fault(task, known)
        if words:
            yield Fault(at=task, message=f"{named(task)}{words}。")


def _fault(task: Element, known: Surroundings) -> str | None:
    own = properties(task)
    forms, ways = listed(own.get("form")), known.outcomes.get(own.get("step", ""), {})
    lacking = sorted({form for way in listed(own.get("outcomes")) for form in ways.get(way, ())} - set(forms))
    if lacking:
        return f"没有写清单要求的表单 {'、'.join(lacking)}"
    said = bool(listed(own.get("outcomes"))) and all(way in ways for way in listed(own.get("outcomes")))
    return None if forms or said else "没有写表单"
