"""Whether nodes and flows fit together so that 3.2.0 runs them as drawn."""

from collections.abc import Mapping, Sequence

from engine.runtime.definition import KINDS, DefinitionRefused, Flow, Node

_JOINING = {"parallelGateway", "inclusiveGateway"}
_CHOOSING = {"exclusiveGateway", "inclusiveGateway"}
_SPLITTING = {*_JOINING, *_CHOOSING, "eventBasedGateway", "startEvent"}
_CATCHING = {"intermediateCatchEvent", "receiveTask"}
_ACTIVITIES = {k for k in KINDS if k.endswith("Task") or k in {"task", "callActivity", "subProcess"}}


def joined_up(nodes: Mapping[str, Node], flows: Sequence[Flow]) -> None:
    """Raises DefinitionRefused at the first flow or node that would be dropped or run otherwise than drawn."""
    for flow in flows:
        _flow(flow, nodes.get(flow.source), nodes.get(flow.target))
    _rivals(nodes)
    _twins(nodes, flows)
    out: dict[str, list[Flow]] = {}
    for flow in flows:
        out.setdefault(flow.source, []).append(flow)
    for node in nodes.values():
        _leads_on(node, out.get(node.id, []))
        if node.kind == "boundaryEvent":
            _attached(node, nodes.get(node.attached_to or ""))
        if node.kind == "eventBasedGateway":
            _first_event(node, nodes, flows)


def _flow(flow: Flow, source: Node | None, target: Node | None) -> None:
    if source is None or target is None or source.within != target.within:
        raise DefinitionRefused("连线的起点和终点应是同一流程里的节点", flow.id)
    if source.kind == "endEvent" or target.kind in {"startEvent", "boundaryEvent"}:
        raise DefinitionRefused("连线不能从结束事件出发，也不能到达开始事件或边界事件", flow.id)
    if source is target:
        raise DefinitionRefused("连线的起点和终点是同一个节点", flow.id)
    if flow.condition is not None and source.kind not in _CHOOSING:
        raise DefinitionRefused("条件只能写在排他网关或包容网关的出口上", flow.id)


def _twins(nodes: Mapping[str, Node], flows: Sequence[Flow]) -> None:
    """A join tells its flows apart by where they come from; of two from one node it would see one."""
    seen: set[tuple[str, str]] = set()
    for flow in flows:
        if nodes[flow.target].kind in _JOINING:
            if (flow.source, flow.target) in seen:
                raise DefinitionRefused("有两条连线从同一节点到同一个汇合网关", flow.id)
            seen.add((flow.source, flow.target))


def _rivals(nodes: Mapping[str, Node]) -> None:
    """One message or signal may interrupt an activity on one way only: two would both go on, with two tokens."""
    seen: set[tuple[str | None, ...]] = set()
    for node in nodes.values():
        if node.kind == "boundaryEvent" and node.interrupting and node.event != "timer":
            if (node.attached_to, node.event) in seen:
                raise DefinitionRefused("同一任务上有两个中断边界事件等同一件事", node.id)
            seen.add((node.attached_to, node.event))


def _leads_on(node: Node, out: Sequence[Flow]) -> None:
    if len(out) > 1 and node.kind not in _SPLITTING:
        raise DefinitionRefused("有几个出口，请改用并行网关或排他网关", node.id)
    if not out and node.kind != "endEvent":
        raise DefinitionRefused("没有出口", node.id)
    if node.kind in _CHOOSING and len(out) > 1:
        for flow in out:
            if flow.condition is None and not flow.default:
                raise DefinitionRefused("网关的出口没有条件，也不是默认出口", flow.id)


def _attached(node: Node, host: Node | None) -> None:
    if host is None or host.kind not in _ACTIVITIES or host.within != node.within:
        raise DefinitionRefused("边界事件没有附着在一个任务或子流程上", node.id)


def _first_event(node: Node, nodes: Mapping[str, Node], flows: Sequence[Flow]) -> None:
    """The gateway waits in the place of the events behind it, with one slot for a due time."""
    behind = [nodes[flow.target] for flow in flows if flow.source == node.id]
    if any(follower.kind not in _CATCHING for follower in behind):
        raise DefinitionRefused("事件网关后面只能是等待事件", node.id)
    if sum(follower.event == "timer" for follower in behind) > 1:
        raise DefinitionRefused("事件网关后面最多一个定时器", node.id)
    targets = {follower.id for follower in behind}
    for flow in flows:
        if flow.target in targets and flow.source != node.id:
            raise DefinitionRefused("事件网关后面的等待事件不能另有入口", flow.id)
