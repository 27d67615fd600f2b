"""The limits exist, those of tasks and those timers wait for."""

from collections.abc import Iterator

from engine.gate.drawing import NODES, Drawing, children, named, properties, text_of
from engine.gate.rule import Fault, rule
from engine.gate.texts import TIMES, timers
from engine.gate.timing import limit_named
from engine.gate.values import Element, Surroundings


@rule(
    name="limit-unknown",
    profile="publish",
    what="期限是期限表里的编号或环节",
    why="写错的期限算不出日期，定时永远不到",
    mend="请改正期限编号，或在 limits.csv 里加一行。",
)
def RULE(drawing: Drawing, known: Surroundings) -> Iterator[Fault]:
    if known.limits is None:
        return
    for node, limit in [*_of_tasks(drawing), *_of_timers(drawing)]:
        if limit not in known.limits:
            yield Fault(at=node, message=f"{named(node)}的期限“{limit[:40]}”不在期限表里。")


def _of_tasks(drawing: Drawing) -> Iterator[tuple[Element, str]]:
    for node in drawing.of_kind(*NODES):
        limit = properties(node).get("limit", "").strip()
        if limit and limit not in {"total", "none"} and not limit.startswith("none:"):
            yield node, limit


def _of_timers(drawing: Drawing) -> Iterator[tuple[Element, str]]:
    for event, definition in timers(drawing):
        for time in children(definition, *TIMES):
            limit = limit_named(text_of(time))
            if limit is not None:
                yield event, limit
