"""Silence is never consent or refusal: no path from a timer to a decision without a person on it."""

from collections.abc import Iterator

from engine.gate.drawing import PEOPLE, SUBPROCESSES, Drawing, kind, named, properties
from engine.gate.rule import Fault, rule
from engine.gate.texts import timers
from engine.gate.values import Element, Surroundings

# Moments that are decisions by themselves: a clock may never make one.
_DECIDING = frozenset(
    {
        "acceptance",
        "acceptance_refused",
        "decided",
        "withdrawn",
        "paid",
        "opinion_signed",
        "county_reviewed",
        "heard",
    }
)


@rule(
    name="timer-decides",
    profile="publish",
    what="从定时到决定的每条路上都有人办的环节",
    why="到期不等于同意，也不等于不同意：定时只能提醒、列出、提出督办",
    mend="请在定时后面加一个用户任务，由人作决定。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for timer in _waiting(drawing):
        for path in _paths(drawing, timer):
            yield Fault(
                at=timer,
                message=f"{named(timer)}到期后不经任何人就会决定：{' → '.join(named(node) for node in path)}。",
            )


def _waiting(drawing: Drawing) -> Iterator[Element]:
    for event, _definition in timers(drawing):
        if event.get("id") in drawing.scope_of:
            yield event


def _paths(drawing: Drawing, timer: Element) -> Iterator[list[Element]]:
    """The shortest way to each deciding node that passes no person."""
    before: dict[Element, Element | None] = {timer: None}
    todo = [timer]
    for node in todo:
        if _decides(node):
            yield _way(before, node)
        for other in _after(drawing, node):
            if other not in before and kind(other) not in PEOPLE:
                before[other] = node
                todo.append(other)


def _after(drawing: Drawing, node: Element) -> Iterator[Element]:
    """What follows without a person, into sub-processes and out of them."""
    scope = drawing.scope_of.get(node.get("id", ""))
    if scope is None:
        return
    inner = drawing.inside(node) if kind(node) in SUBPROCESSES else None
    if inner is not None:
        yield from (inner.nodes[start] for start in inner.of_kind("startEvent"))
        return
    if kind(node) == "endEvent" and kind(scope.element) in SUBPROCESSES:
        yield from _leave(drawing, scope.element)
    yield from (scope.nodes[other] for other in scope.next(node.get("id", "")))


def _leave(drawing: Drawing, subprocess: Element) -> Iterator[Element]:
    around = drawing.scope_of.get(subprocess.get("id", ""))
    if around is not None:
        yield from (around.nodes[other] for other in around.next(subprocess.get("id", "")))


def _decides(node: Element) -> bool:
    own = properties(node)
    return bool(own.get("decides", "").strip()) or own.get("moment", "").strip() in _DECIDING


def _way(before: dict[Element, Element | None], node: Element) -> list[Element]:
    way: list[Element] = []
    at: Element | None = node
    while at is not None:
        way.append(at)
        at = before[at]
    return way[::-1]
