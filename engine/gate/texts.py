"""Where expressions stand in a file, and their text as the engine will read it."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, kind, properties, text_of
from engine.gate.values import Element

TIMES = ("timeDate", "timeDuration", "timeCycle")
CONDITIONS = frozenset({"conditionExpression", "loopCondition", "completionCondition", "loopCardinality"})
EXPRESSIONS = CONDITIONS | frozenset(TIMES)
# Functions a timer may call, beside a quoted literal.
TIMER_FUNCTIONS = frozenset({"limit_end"})


def conditions(drawing: Drawing) -> Iterator[tuple[Element, Element, str]]:
    """(flow or activity, element of the expression, text) of every condition, loop and count."""
    for element in drawing.elements:
        if kind(element) in CONDITIONS:
            yield _owner(element), element, text_of(element)


def inputs(drawing: Drawing) -> Iterator[tuple[Element, str, str]]:
    """(service task, input name, expression) of every `in.NAME`."""
    for element in drawing.of_kind("serviceTask"):
        for name, value in properties(element).items():
            if name.startswith("in."):
                yield element, name.removeprefix("in."), value


def timers(drawing: Drawing) -> Iterator[tuple[Element, Element]]:
    """(event, timer definition) of every timer."""
    for definition in drawing.of_kind("timerEventDefinition"):
        yield _owner(definition), definition


def hidden(expression: Element) -> bool:
    """Whether something else stands within the text: one reader would stop there, another go on."""
    return len(expression) > 0


def _owner(element: Element) -> Element:
    parent = element.getparent()
    if parent is None:
        return element
    return _owner(parent) if kind(parent).endswith("Characteristics") else parent
