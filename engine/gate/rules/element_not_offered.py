"""Elements on no list: what is not offered is refused by name, reached or not."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, kind, named
from engine.gate.offered import ELEMENTS, IDLE, INSTEAD
from engine.gate.rule import Fault, rule
from engine.gate.values import Element, Surroundings
from engine.gate.words import BPMN

# These have rules of their own, with a better message.
_ELSEWHERE = frozenset({"scriptTask", "script"})


@rule(
    name="element-not-offered",
    what="只用本系统执行的图形，并且放在该放的地方",
    why="不执行的图形若被放过，会被悄悄跳过，或走到那里才出错",
    mend="请用本系统提供的图形代替，或删除它。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.elements:
        if element.tag.startswith(f"{{{BPMN}}}") and kind(element) not in _ELSEWHERE:
            yield from _judge(element)


def _judge(element: Element) -> Iterator[Fault]:
    name, parent = kind(element), element.getparent()
    above = "" if parent is None else kind(parent)
    if name in IDLE:
        yield Fault(
            at=element, message=f"{named(element)}是{IDLE[name]}，在本系统不起作用。", severity="warning"
        )
    elif name.endswith("EventDefinition") and name not in ELEMENTS:
        return  # event-not-offered says it, with the event around it
    elif name not in ELEMENTS:
        if above in ELEMENTS or above not in _inside(element):
            yield Fault(
                at=element, message=f"{named(element)}：本系统不执行 {name}。", mend=INSTEAD.get(name)
            )
    elif parent is not None and not _at_home(name, above):
        yield Fault(at=element, message=f"{named(element)}不能放在 {above.rpartition('}')[2]} 里。")


def _inside(element: Element) -> frozenset[str]:
    """Kinds around this element that were themselves reported or are idle; their inside needs no word of its own."""
    return frozenset(kind(above) for above in element.iterancestors() if kind(above) not in ELEMENTS)


def _at_home(name: str, above: str) -> bool:
    places = ELEMENTS[name][0]
    return above in places or ("*" in places and not above.startswith("{") and above != "extensionElements")
