"""Reads a BPMN file for drawing 流程图: shapes, edges and labels as values; nothing is executed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"

# Of what an event waits for, the drawing needs only the kind of its one definition.
EVENTS = (
    "message",
    "timer",
    "signal",
    "error",
    "escalation",
    "terminate",
    "link",
    "conditional",
    "compensate",
)
FLOWS = ("sequenceFlow", "messageFlow", "association")


class NotDrawable(ValueError):
    """Not BPMN, or without a diagram part (BPMN DI); the message says which."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle in the diagram's own units (CSS pixels)."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, kw_only=True)
class Element:
    """What the model says of one element, with or without a shape."""

    id: str
    kind: str
    name: str
    lane: str
    event: str | None
    interrupting: bool
    repeats: str | None
    attached_to: str | None
    closed: bool
    """A pool without a process: a black box, somebody whose steps are not ours."""


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A connection of the model; `default` is the way taken when no condition holds."""

    id: str
    kind: str
    name: str
    source: str
    target: str
    default: bool


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Where an element is drawn; `label` is None when the name belongs inside the shape, `level` is for pools and lanes."""

    element: Element
    box: Box
    label: Box | None
    level: bool


@dataclass(frozen=True, kw_only=True)
class Edge:
    """The way a flow takes; at least two points."""

    flow: Flow
    points: tuple[tuple[float, float], ...]
    label: Box | None


@dataclass(frozen=True, kw_only=True)
class Model:
    """Elements and flows in file order; `shapes` and `edges` are empty when there is no diagram part."""

    name: str
    elements: Mapping[str, Element]
    flows: Mapping[str, Flow]
    shapes: tuple[Shape, ...]
    edges: tuple[Edge, ...]


@lru_cache(64)
def read(bpmn: bytes) -> Model:
    """The whole file as values, kept for the next page that draws it. Raises NotDrawable when the bytes are no BPMN."""
    root = _root(bpmn)
    lanes = {
        (ref.text or "").strip(): lane.get("name", "")
        for lane in root.iter(f"{{{BPMN}}}lane")
        for ref in lane.findall(f"{{{BPMN}}}flowNodeRef")
    }
    defaults = {node.get("default") for node in root.iter() if node.get("default")}
    elements = {element.id: element for element in _elements(root, lanes)}
    flows = {flow.id: flow for flow in _flows(root, defaults)}
    process = root.find(f".//{{{BPMN}}}process")
    return Model(
        name="" if process is None else process.get("name", ""),
        elements=elements,
        flows=flows,
        shapes=tuple(_shapes(root, elements)),
        edges=tuple(_edges(root, flows)),
    )


def _root(bpmn: bytes) -> etree._Element:
    # A diagram may come from a person's upload: no entities, no network, no DTD.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(bpmn, parser)
    except etree.XMLSyntaxError as fault:
        raise NotDrawable(f"不是有效的 XML：{fault}") from fault
    if root.tag != f"{{{BPMN}}}definitions":
        raise NotDrawable("不是 BPMN 文件")
    return root


def _elements(root: etree._Element, lanes: Mapping[str, str]) -> Iterator[Element]:
    for node in root.iter(f"{{{BPMN}}}*"):
        kind, key = etree.QName(node).localname, node.get("id")
        if key is None or kind in FLOWS:
            continue
        yield Element(
            id=key,
            kind=kind,
            name=" ".join(node.get("name", "").split()) or _text(node),
            lane=lanes.get(key, ""),
            event=_event(node),
            interrupting=node.get("cancelActivity", "true") != "false",
            repeats=_repeats(node),
            attached_to=node.get("attachedToRef"),
            closed=kind == "participant" and not node.get("processRef"),
        )


def _text(node: etree._Element) -> str:
    text = node.find(f"{{{BPMN}}}text")
    return "" if text is None else (text.text or "").strip()


def _event(node: etree._Element) -> str | None:
    for kind in EVENTS:
        if node.find(f"{{{BPMN}}}{kind}EventDefinition") is not None:
            return kind
    return None


def _repeats(node: etree._Element) -> str | None:
    if node.find(f"{{{BPMN}}}standardLoopCharacteristics") is not None:
        return "loop"
    many = node.find(f"{{{BPMN}}}multiInstanceLoopCharacteristics")
    if many is None:
        return None
    return "sequential" if many.get("isSequential") == "true" else "parallel"


def _flows(root: etree._Element, defaults: set[str | None]) -> Iterator[Flow]:
    for kind in FLOWS:
        for node in root.iter(f"{{{BPMN}}}{kind}"):
            key = node.get("id")
            if key is not None:
                yield Flow(
                    id=key,
                    kind=kind,
                    name=node.get("name", ""),
                    source=node.get("sourceRef", ""),
                    target=node.get("targetRef", ""),
                    default=key in defaults,
                )


def _shapes(root: etree._Element, elements: Mapping[str, Element]) -> Iterator[Shape]:
    for node in root.iter(f"{{{BPMNDI}}}BPMNShape"):
        element = elements.get(node.get("bpmnElement", ""))
        box = _box(node)
        if element is not None and box is not None:
            level = node.get("isHorizontal") != "false"
            yield Shape(element=element, box=box, label=_label(node), level=level)


def _edges(root: etree._Element, flows: Mapping[str, Flow]) -> Iterator[Edge]:
    for node in root.iter(f"{{{BPMNDI}}}BPMNEdge"):
        flow = flows.get(node.get("bpmnElement", ""))
        points = tuple((_number(p.get("x")), _number(p.get("y"))) for p in node.findall(f"{{{DI}}}waypoint"))
        if flow is not None and len(points) > 1:
            yield Edge(flow=flow, points=points, label=_label(node))


def _label(node: etree._Element) -> Box | None:
    label = node.find(f"{{{BPMNDI}}}BPMNLabel")
    return None if label is None else _box(label)


def _box(node: etree._Element) -> Box | None:
    bounds = node.find(f"{{{DC}}}Bounds")
    if bounds is None:
        return None
    x, y, width, height = (_number(bounds.get(key)) for key in ("x", "y", "width", "height"))
    return Box(x=x, y=y, width=width, height=height)


def _number(text: str | None) -> float:
    try:
        return float(text or "")
    except ValueError as fault:
        raise NotDrawable(f"图中坐标不是数字：{text}") from fault
