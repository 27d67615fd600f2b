"""BPMN bytes → nodes, flows and expressions; refuses whatever 3.2.0 would drop or run otherwise than drawn.

The publish gate says the same in more words and all at once; this is the last line, one refusal at a time.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from engine.runtime.definition import KINDS, DefinitionRefused, Flow, Node
from engine.runtime.soundness import joined_up

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"
MOST_BYTES = 2_000_000

Element: TypeAlias = etree._Element

_EVENTS = {
    "startEvent": {"", "message", "timer", "signal"},
    "endEvent": {"", "message", "error", "escalation", "terminate"},
    "intermediateCatchEvent": {"message", "timer", "signal"},
    "intermediateThrowEvent": {"", "message", "signal", "escalation"},
    "boundaryEvent": {"message", "timer", "signal", "error", "escalation"},
}
_LOOPS = {"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"}
_NOT_RUN = {"ioSpecification", "dataInputAssociation", "dataOutputAssociation", "loopDataInputRef"}
_DECORATION = {
    "dataObject",
    "dataObjectReference",
    "dataStoreReference",
    "textAnnotation",
    "association",
    "group",
}
_HARMLESS = {"laneSet", "documentation", "extensionElements", "incoming", "outgoing", *_LOOPS}


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What the diagram says, before SpiffWorkflow sees it; `sources` are (text, element id, use) of its expressions."""

    root: Element
    process_id: str
    name: str
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    sources: list[tuple[str, str, str]] = field(default_factory=list)


def read(data: bytes, process_id: str | None) -> Drawing:
    """The drawing of one process of a file. Raises DefinitionRefused."""
    root = _tree(data)
    process = _process(root, process_id)
    drawing = Drawing(root=root, process_id=process.get("id") or "", name=process.get("name") or "")
    _scope(drawing, process, None, _lanes(process))
    joined_up(drawing.nodes, drawing.flows)
    for kept_out in list(root):
        if not _local(kept_out) or kept_out.tag.startswith("{http://www.omg.org/spec/BPMN/20100524/DI}"):
            root.remove(
                kept_out
            )  # a drawing's coordinates change nothing, and bad ones only crash the parser
    return drawing


def _tree(data: bytes) -> Element:
    if len(data) > MOST_BYTES:
        raise DefinitionRefused(f"文件超过 {MOST_BYTES // 1_000_000} MB")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DefinitionRefused(f"不是完整的 XML：{error}") from error
    info = root.getroottree().docinfo
    if info.internalDTD is not None:
        raise DefinitionRefused("文件带有 DOCTYPE，不接受")
    if root.tag != BPMN + "definitions":
        raise DefinitionRefused("不是 BPMN 2.0 文件（根元素应为 definitions）")
    return root


def _process(root: Element, process_id: str | None) -> Element:
    found = [
        element
        for element in root.iter(BPMN + "process")
        if (
            element.get("id") == process_id
            if process_id
            else element.get("isExecutable", "true") in {"true", "1"}
        )
    ]
    if len(found) != 1:
        wanted = f"编号为 {process_id} 的流程" if process_id else "可执行的流程"
        raise DefinitionRefused(f"应当正好有一个{wanted}，找到 {len(found)} 个")
    if not found[0].get("id"):
        raise DefinitionRefused("流程没有编号 id")
    if found[0].get("isExecutable", "true") not in {"true", "1"}:
        raise DefinitionRefused("流程标为不可执行（isExecutable=false）", process_id)
    found[0].set("isExecutable", "true")
    return found[0]


def _local(element: Element) -> str:
    """Name of a BPMN element without its namespace; empty for elements of others."""
    return element.tag.removeprefix(BPMN) if element.tag.startswith(BPMN) else ""


def _lanes(process: Element) -> dict[str, str]:
    return {
        (reference.text or "").strip(): lane.get("name") or ""
        for lane in process.iter(BPMN + "lane")
        for reference in lane.findall(BPMN + "flowNodeRef")
    }


def _scope(drawing: Drawing, scope: Element, within: Node | None, lanes: dict[str, str]) -> None:
    """Read one process or embedded sub-process, and what lies in it."""
    _begins_and_ends(scope)
    defaults = {element.get("default") for element in scope}
    for element in list(scope):
        kind = _local(element)
        if kind == "sequenceFlow":
            drawing.flows.append(_flow(drawing, element, defaults))
        elif kind in KINDS:
            node = _node(element, within, lanes)
            _add(drawing, node)
            _expressions(drawing, element, node)
            if kind == "subProcess":
                _scope(drawing, element, node, lanes)
        else:
            _beside(scope, element)


def _begins_and_ends(scope: Element) -> None:
    starts = scope.findall(BPMN + "startEvent")
    if len(starts) != 1:
        raise DefinitionRefused(f"应当正好有一个开始事件，找到 {len(starts)} 个", scope.get("id"))
    if not scope.findall(BPMN + "endEvent"):
        raise DefinitionRefused("没有结束事件", scope.get("id"))


def _add(drawing: Drawing, node: Node) -> None:
    if node.id in drawing.nodes or node.id in {"Start", "End", drawing.process_id}:
        raise DefinitionRefused("编号 id 重复，或是引擎自用的 Start、End", node.id)
    drawing.nodes[node.id] = node


def _beside(scope: Element, element: Element) -> None:
    """What is neither node nor flow: decoration goes, so that the parser never stumbles over it."""
    kind = _local(element)
    if kind in _DECORATION:
        scope.remove(element)
    elif kind and kind not in _HARMLESS:
        raise DefinitionRefused(f"不支持的元素 {kind}", element.get("id") or scope.get("id"))


def _node(element: Element, within: Node | None, lanes: dict[str, str]) -> Node:
    kind, ident = _local(element), element.get("id")
    if not ident:
        raise DefinitionRefused(f"有一个{KINDS[kind]}没有编号 id")
    for inner in element.iter():
        if _local(inner) in _NOT_RUN:
            raise DefinitionRefused(f"不支持的元素 {_local(inner)}", ident)
    if element.get("triggeredByEvent") == "true":
        raise DefinitionRefused("不支持事件子流程", ident)
    if element.get("isForCompensation") == "true":
        raise DefinitionRefused("不支持补偿活动", ident)
    node = Node(
        id=ident,
        kind=kind,
        name=element.get("name") or "",
        lane=lanes.get(ident) or (within.lane if within else None),
        properties=_properties(element),
        called=element.get("calledElement"),
        attached_to=element.get("attachedToRef"),
        interrupting=(element.get("cancelActivity") or "true") in {"true", "1"},
        within=within.id if within else None,
        event=_event(element, kind, ident, inner=within is not None),
    )
    if kind == "callActivity" and not (node.called or node.properties.get("called")):
        raise DefinitionRefused("没有写明要调用的流程（calledElement 或属性 called）", ident)
    if kind == "serviceTask" and not node.operation:
        raise DefinitionRefused("没有写明操作（属性 operation）", ident)
    return node


def _properties(element: Element) -> dict[str, str]:
    return {
        found.get("name") or "": found.get("value") or ""
        for extension in element.findall(BPMN + "extensionElements")
        for group in extension.findall(SPIFF + "properties")
        for found in group.findall(SPIFF + "property")
    }


def _event(element: Element, kind: str, ident: str, *, inner: bool) -> str | None:
    """What the node waits for or throws: `timer`, `terminate`, `message:NAME` …; None if nothing.

    One definition at most, of a kind that works there; an inner start has none.
    """
    found = [e for e in element if _local(e).endswith("EventDefinition")]
    event = _local(found[0]).removesuffix("EventDefinition") if found else ""
    if kind in _EVENTS:
        allowed = {""} if kind == "startEvent" and inner else _EVENTS[kind]
        if len(found) > 1 or event not in allowed or any(_local(e) == "eventDefinitionRef" for e in element):
            raise DefinitionRefused(f"{KINDS[kind]}不支持这种事件定义：{event or '空'}", ident)
    if kind in {"sendTask", "receiveTask"}:
        return _named(element, "message", ident)
    if event in {"message", "signal", "error", "escalation"}:
        return _named(found[0], event, ident)
    endless = kind != "boundaryEvent" or (element.get("cancelActivity") or "true") in {"true", "1"}
    if endless and element.find(f"{BPMN}timerEventDefinition/{BPMN}timeCycle") is not None:
        raise DefinitionRefused("循环定时只能用在不中断的边界事件上", ident)
    return event or None


def _named(definition: Element, kind: str, ident: str) -> str:
    """`message:NAME` for a reference that resolves; a dangling one is a TypeError in SpiffWorkflow."""
    reference, root = definition.get(kind + "Ref"), definition.getroottree().getroot()
    named = [e for e in root.findall(BPMN + kind) if e.get("id") == reference]
    name = (
        (named[0].get("name") or named[0].get("errorCode") or named[0].get("escalationCode"))
        if named
        else None
    )
    if reference is None or len(named) != 1 or not name:
        raise DefinitionRefused(f"{kind}Ref 没有指向一个有名称的 {kind}", ident)
    return f"{kind}:{name}"


def _flow(drawing: Drawing, element: Element, defaults: set[str | None]) -> Flow:
    ident, source, target = element.get("id"), element.get("sourceRef"), element.get("targetRef")
    if not (ident and source and target):
        raise DefinitionRefused("有一条连线没有编号 id、起点或终点", ident)
    condition = None
    for found in element.findall(BPMN + "conditionExpression"):
        condition = _source(drawing, found, ident, "condition")
    return Flow(id=ident, source=source, target=target, condition=condition, default=ident in defaults)


def _source(drawing: Drawing, element: Element, ident: str, use: str) -> str:
    """The text of an expression, without the white space that would hide it from the engine's look-up."""
    element.text = (element.text or "").strip()
    if len(element) or not element.text:
        raise DefinitionRefused("表达式是空的", ident)
    drawing.sources.append((element.text, ident, use))
    return element.text


_USES = {
    "loopCardinality": "count",
    "completionCondition": "condition",
    "loopCondition": "condition",
    "timeDate": "date",
    "timeDuration": "duration",
    "timeCycle": "cycle",
}


def _expressions(drawing: Drawing, element: Element, node: Node) -> None:
    for child in element:
        local = _local(child)
        if local == "timerEventDefinition" or local in _LOOPS:
            for found in child:
                if _local(found) in _USES:
                    _source(drawing, found, node.id, _USES[_local(found)])
        if local == "multiInstanceLoopCharacteristics" and child.find(BPMN + "loopCardinality") is None:
            raise DefinitionRefused("多实例没有写明次数（loopCardinality）", node.id)
    if node.kind == "serviceTask":
        drawing.sources.extend((source, node.id, "value") for source in node.inputs.values())
