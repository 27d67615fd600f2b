"""References that name nothing, or a thing of another kind."""

from collections.abc import Iterator

from engine.gate.drawing import ACTIVITIES, EVENTS, GATEWAYS, NODES, Drawing, kind, named, text_of
from engine.gate.rule import Fault, rule
from engine.gate.values import Element, Surroundings
from engine.gate.words import KINDS

_FLOW_NODES = ACTIVITIES | GATEWAYS | EVENTS
# (element, attribute) → kinds it must name.
_ATTRIBUTES = {
    "sourceRef": {"sequenceFlow": _FLOW_NODES},
    "targetRef": {"sequenceFlow": _FLOW_NODES},
    "attachedToRef": {"boundaryEvent": NODES},
    "default": dict.fromkeys(NODES, frozenset({"sequenceFlow"})),
    "messageRef": dict.fromkeys(
        ("messageEventDefinition", "receiveTask", "sendTask"), frozenset({"message"})
    ),
    "errorRef": {"errorEventDefinition": frozenset({"error"})},
    "escalationRef": {"escalationEventDefinition": frozenset({"escalation"})},
    "signalRef": {"signalEventDefinition": frozenset({"signal"})},
    "processRef": {"participant": frozenset({"process"})},
}
_TEXTS = {
    "flowNodeRef": _FLOW_NODES,
    "incoming": frozenset({"sequenceFlow"}),
    "outgoing": frozenset({"sequenceFlow"}),
}


@rule(
    name="reference-dangling",
    what="连线的两端、边界事件的主体、默认连线、消息、错误、泳道里的节点都指向存在的元素",
    why="指向不存在元素的连线和边界事件会被悄悄丢掉，消息则报出看不懂的错误",
    mend="请重新连接，或删除这个引用；引用只写 id，不带前缀。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.elements:
        for attribute, kinds in _ATTRIBUTES.items():
            if kind(element) in kinds and (
                attribute in element.attrib
                or (
                    kind(element) == "sequenceFlow"
                    and attribute.endswith("Ref")
                    and attribute in {"sourceRef", "targetRef"}
                )
            ):
                yield from _fault(
                    drawing, element, attribute, element.get(attribute, ""), kinds[kind(element)]
                )
        if kind(element) in _TEXTS:
            parent = element.getparent()
            yield from _fault(
                drawing,
                element if parent is None else parent,
                kind(element),
                text_of(element).strip(),
                _TEXTS[kind(element)],
            )


def _fault(
    drawing: Drawing, at: Element, attribute: str, value: str, kinds: frozenset[str]
) -> Iterator[Fault]:
    named_element = drawing.by_id.get(value)
    if named_element is None:
        words = f"没有写 {attribute}" if not value else f"的 {attribute} 指向“{value[:60]}”，文件里没有它"
        yield Fault(at=at, message=f"{named(at)}{words}。")
    elif kind(named_element) not in kinds:
        word = KINDS.get(kind(named_element), kind(named_element))
        yield Fault(at=at, message=f"{named(at)}的 {attribute} 指向{word}“{value[:60]}”，种类不对。")
