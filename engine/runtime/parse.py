"""BPMN bytes → Definition: read, check, build, and compare what was built with what was drawn."""

from hashlib import sha256

from engine.expressions import Expression, ExpressionRefused, evaluate
from engine.expressions import parse as parse_expression
from engine.runtime.building import build
from engine.runtime.definition import Definition, DefinitionRefused
from engine.runtime.reading import Drawing, read
from engine.runtime.timers import cycle_of, due_of, is_duration
from engine.time import read_moment

TIMER_FUNCTIONS = frozenset({"limit_end"})
_TIMES = {"date", "duration", "cycle"}


def parse(
    bpmn: bytes, process_id: str | None = None, *, functions: frozenset[str] = TIMER_FUNCTIONS
) -> Definition:
    """流程文件 → definition of the named process, or of the only executable one; `functions` may be called by timers.

    Raises DefinitionRefused.
    """
    drawing = read(bpmn, process_id)
    expressions = {
        source: _expression(source, element_id, use, functions) for source, element_id, use in drawing.sources
    }
    spec, subs = build(drawing.root, drawing.process_id)
    _all_built(drawing, {name for each in (spec, *subs.values()) for name in each.task_specs})
    return Definition(
        process_id=drawing.process_id,
        name=drawing.name,
        nodes=drawing.nodes,
        flows=tuple(drawing.flows),
        sha256=sha256(bpmn).hexdigest(),
        expressions=expressions,
        spec=spec,
        subs=subs,
    )


def _expression(source: str, element_id: str, use: str, functions: frozenset[str]) -> Expression:
    try:
        expression = parse_expression(source, functions if use in _TIMES else frozenset())
        if use in _TIMES:
            _check_time(expression, element_id, use)
    except ExpressionRefused as refused:
        raise DefinitionRefused(f"表达式 {source} 不能用：{refused}", element_id) from refused
    return expression


def _check_time(expression: Expression, element_id: str, use: str) -> None:
    """A timer is a quoted literal or one call: facts do not set times, limits do."""
    if expression.names:
        raise DefinitionRefused("定时器只能写带引号的时间或期限函数", element_id)
    if expression.calls:
        return
    text = evaluate(expression, {})
    good = (
        isinstance(text, str)
        and {
            "date": lambda: not text.startswith("P") and due_of(text, read_moment("2000-01-01")) is not None,
            "duration": lambda: is_duration(text),
            "cycle": lambda: cycle_of(text) is not None,
        }[use]()
    )
    if not good:
        raise DefinitionRefused(f"定时器 {expression.source} 不是 ISO 8601 时间", element_id)


def _all_built(drawing: Drawing, built: set[str]) -> None:
    for node_id in drawing.nodes:
        if node_id not in built:
            raise DefinitionRefused("没有连线到达，永远不会执行", node_id)
