"""The file as nodes and flows, by scope (a process or an embedded sub-process); what cannot be placed is left out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from lxml import etree

from engine.gate.values import Element
from engine.gate.words import BPMN, KINDS, OWN

T = TypeVar("T")

TASKS = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
        "scriptTask",
        "businessRuleTask",
    }
)
PEOPLE = frozenset({"userTask", "manualTask", "task"})
SUBPROCESSES = frozenset({"subProcess", "adHocSubProcess", "transaction"})
ACTIVITIES = TASKS | SUBPROCESSES | {"callActivity"}
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"}
)
EVENTS = frozenset(
    {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
)
NODES = ACTIVITIES | GATEWAYS | EVENTS


def kind(element: Element) -> str:
    """The local name of a BPMN element; of any other element its tag with the namespace, so that none is confused."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.removeprefix(f"{{{BPMN}}}")


def line(element: Element) -> int:
    """The line an element begins on; the stubs leave its type open."""
    return int(str(element.sourceline or 0))


def named(element: Element) -> str:
    """How a message calls an element: kind, name and id, or the line when there is no id."""
    word = KINDS.get(kind(element), etree.QName(element).localname)
    name = " ".join((element.get("name") or "").split())[:40]
    where = element.get("id")
    place = where[:60] if where and where.strip() else f"第 {line(element)} 行"
    return f"{word}“{name}”（{place}）" if name else f"{word}（{place}）"


def children(element: Element, *kinds: str) -> list[Element]:
    """The BPMN children of these kinds, in file order."""
    return [child for child in element if kind(child) in kinds]


def text_of(element: Element) -> str:
    """All text directly in an element; comments in between do not cut it."""
    return "".join([element.text or "", *(child.tail or "" for child in element)])


@dataclass(frozen=True, kw_only=True, eq=False)
class Flow:
    """A sequence flow 连线; `default` is true when its source names it as default."""

    element: Element
    id: str
    source: str
    target: str
    condition: Element | None
    default: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Scope:
    """A process or embedded sub-process with its own nodes; flows with an end elsewhere are in no list here."""

    element: Element
    nodes: Mapping[str, Element]
    flows: tuple[Flow, ...]
    out: Mapping[str, tuple[Flow, ...]] = field(default_factory=dict)
    into: Mapping[str, tuple[Flow, ...]] = field(default_factory=dict)
    attached: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # activity → its boundary events

    def next(self, node: str) -> list[str]:
        """Where a token may go from here: along flows, and through boundary events."""
        return [*(flow.target for flow in self.out.get(node, ())), *self.attached.get(node, ())]

    def of_kind(self, *kinds: str) -> list[str]:
        """Ids of the nodes of these kinds, in file order."""
        return [key for key, element in self.nodes.items() if kind(element) in kinds]


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawing:
    """A BPMN file; `scopes` holds every process and sub-process, outer ones first."""

    root: Element
    processes: tuple[Element, ...]
    scopes: tuple[Scope, ...]

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every element of the file, extensions and diagram too."""
        return tuple(self.root.iter(etree.Element))

    @cached_property
    def nodes(self) -> tuple[Element, ...]:
        """Every flow node of every process, with or without id."""
        return tuple(element for element in self.elements if kind(element) in NODES)

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        """BPMN elements by id; of duplicates the first."""
        found: dict[str, Element] = {}
        for element in self.elements:
            if "{" not in kind(element) and (key := element.get("id")) is not None:
                found.setdefault(key, element)
        return found

    @cached_property
    def scope_of(self) -> Mapping[str, Scope]:
        """The scope a node lies in, by the node's id."""
        return {key: scope for scope in self.scopes for key in scope.nodes}

    def inside(self, subprocess: Element) -> Scope | None:
        """The scope of a sub-process's own nodes."""
        return self._by_owner.get(subprocess)

    @cached_property
    def _by_owner(self) -> Mapping[Element, Scope]:
        return {scope.element: scope for scope in self.scopes}

    def of_kind(self, *kinds: str) -> Iterator[Element]:
        """Elements of these kinds anywhere in the file, in file order."""
        return (element for element in self.elements if kind(element) in kinds)


def draw(root: Element) -> Drawing:
    """The drawing of a `definitions` element."""
    processes = tuple(children(root, "process"))
    owners = [
        element
        for process in processes
        for element in process.iter(etree.Element)
        if element is process or kind(element) in SUBPROCESSES
    ]
    return Drawing(root=root, processes=processes, scopes=tuple(_scope(owner) for owner in owners))


def _scope(owner: Element) -> Scope:
    nodes: dict[str, Element] = {}
    for element in children(owner, *NODES):
        if key := element.get("id"):
            nodes.setdefault(key, element)
    flows = tuple(
        flow
        for element in children(owner, "sequenceFlow")
        if (flow := _flow(element, nodes)).source in nodes and flow.target in nodes
    )
    return Scope(
        element=owner,
        nodes=nodes,
        flows=flows,
        out=_grouped((flow.source, flow) for flow in flows),
        into=_grouped((flow.target, flow) for flow in flows),
        attached=_grouped(
            (element.get("attachedToRef", ""), key)
            for key, element in nodes.items()
            if kind(element) == "boundaryEvent" and element.get("attachedToRef") in nodes
        ),
    )


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in found.items()}


def _flow(element: Element, nodes: Mapping[str, Element]) -> Flow:
    source, own = element.get("sourceRef", ""), element.get("id", "")
    conditions = children(element, "conditionExpression")
    return Flow(
        element=element,
        id=own,
        source=source,
        target=element.get("targetRef", ""),
        condition=conditions[0] if conditions else None,
        default=bool(own) and source in nodes and nodes[source].get("default") == own,
    )


def event_definitions(event: Element) -> list[Element]:
    """The event definitions of an event, in file order."""
    return [child for child in event if kind(child).endswith("EventDefinition")]


def properties(element: Element) -> dict[str, str]:
    """Our own properties of an element (contract: `spiffworkflow:property name value`)."""
    found: dict[str, str] = {}
    for extensions in children(element, "extensionElements"):
        for group in extensions.iterchildren(f"{{{OWN}}}properties"):
            for item in group.iterchildren(f"{{{OWN}}}property"):
                found[item.get("name", "")] = item.get("value", "")
    return found


def listed(value: str | None) -> tuple[str, ...]:
    """The parts of a property with commas."""
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())
