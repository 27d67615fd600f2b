"""Loops and multi-instances need a number, and a small one."""

from collections.abc import Iterator

from engine.expressions import ExpressionRefused, evaluate, parse
from engine.gate.drawing import Drawing, children, named, text_of
from engine.gate.rule import Fault, rule
from engine.gate.values import Element, Surroundings

MOST_RUNS = 200


@rule(
    name="loop-count",
    what=f"循环写 loopMaximum（1 至 {MOST_RUNS}）；多实例写 loopCardinality（1 至 {MOST_RUNS}，或取整数事实）",
    why="没有上限的循环停不下来；很大的数会耗尽内存；负数一次也不执行",
    mend="请写一个不大于 200 的次数；成员更多时用调用活动逐个办理。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.of_kind("standardLoopCharacteristics"):
        most = element.get("loopMaximum", "")
        if not (most.isascii() and most.isdigit() and len(most) < 6 and 1 <= int(most) <= MOST_RUNS):
            yield _fault(element, f"的循环次数上限是“{most[:20]}”" if most else "的循环没有次数上限")
    for element in drawing.of_kind("multiInstanceLoopCharacteristics"):
        counts = children(element, "loopCardinality")
        if len(counts) != 1:
            yield _fault(element, "是多实例，没有写个数")
        elif (number := _number(text_of(counts[0]))) is not None and not 1 <= number <= MOST_RUNS:
            yield _fault(element, f"的多实例个数是 {str(number)[:20]}")


def _number(text: str) -> int | None:
    """The number written; None where it is a fact (its value is bounded when it is evaluated) or no expression."""
    try:
        value = evaluate(parse(text), {})
    except ExpressionRefused:
        return None
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _fault(element: Element, words: str) -> Fault:
    parent = element.getparent()
    at = element if parent is None else parent
    return Fault(at=at, message=f"{named(at)}{words}。")
