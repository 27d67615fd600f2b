"""A parsed process 流程定义: nodes, flows and their expressions, made once per version and shared by all threads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.expressions import Expression

KINDS = {
    "startEvent": "开始事件",
    "endEvent": "结束事件",
    "intermediateCatchEvent": "等待事件",
    "intermediateThrowEvent": "抛出事件",
    "boundaryEvent": "边界事件",
    "userTask": "用户任务",
    "manualTask": "手工任务",
    "task": "任务",
    "serviceTask": "服务任务",
    "receiveTask": "接收任务",
    "sendTask": "发送任务",
    "callActivity": "调用活动",
    "subProcess": "子流程",
    "exclusiveGateway": "排他网关",
    "parallelGateway": "并行网关",
    "inclusiveGateway": "包容网关",
    "eventBasedGateway": "事件网关",
}


class DefinitionRefused(ValueError):
    """This diagram cannot run exactly as drawn; `message` is a Chinese sentence, `element_id` None for the file."""

    def __init__(self, message: str, element_id: str | None = None) -> None:
        super().__init__(message if element_id is None else f"{element_id}: {message}")
        self.message = message
        self.element_id = element_id


@dataclass(frozen=True, kw_only=True)
class Node:
    """One node of the diagram 节点; `properties` are those of contract.md section 8.

    `within` is the embedded sub-process it lies in; `event` what it waits for or throws: `timer`,
    `terminate`, `message:NAME`, `signal:NAME`, `error:NAME`, `escalation:NAME`.
    """

    id: str
    kind: str
    name: str
    lane: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    called: str | None = None
    attached_to: str | None = None
    interrupting: bool = True
    within: str | None = None
    event: str | None = None

    def _list(self, name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.properties.get(name, "").split(",") if part.strip())

    def _prefixed(self, prefix: str) -> Mapping[str, str]:
        return {
            name.removeprefix(prefix): value
            for name, value in self.properties.items()
            if name.startswith(prefix)
        }

    @property
    def step(self) -> str | None:
        return self.properties.get("step")

    @property
    def role(self) -> str | None:
        return self.properties.get("role")

    @property
    def forms(self) -> tuple[str, ...]:
        return self._list("form")

    @property
    def reads(self) -> tuple[str, ...]:
        """Forms that whoever does the step reads first."""
        return self._list("reads")

    @property
    def limit(self) -> str | None:
        return self.properties.get("limit")

    @property
    def outcomes(self) -> tuple[str, ...]:
        return self._list("outcomes")

    @property
    def moment(self) -> str | None:
        return self.properties.get("moment")

    @property
    def documents(self) -> tuple[str, ...]:
        return self._list("documents")

    @property
    def decides(self) -> str | None:
        return self.properties.get("decides")

    @property
    def operation(self) -> str | None:
        return self.properties.get("operation")

    @property
    def inputs(self) -> Mapping[str, str]:
        """Name of an operation's input → source of its expression."""
        return self._prefixed("in.")

    @property
    def outputs(self) -> Mapping[str, str]:
        """Name of an operation's output → name of the fact it becomes."""
        return self._prefixed("out.")

    @property
    def label(self) -> str:
        """How a message names the node: `用户任务「受理」`."""
        return f"{KINDS.get(self.kind, self.kind)}「{self.name or self.id}」"


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A sequence flow 连线; `default` is the way out when no condition holds."""

    id: str
    source: str
    target: str
    condition: str | None = None
    default: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Definition:
    """A process ready to run; never changed after `parse`, so one object serves every instance and thread.

    `expressions` holds every condition, timer, count and input by its source text. `spec` and `subs` are
    SpiffWorkflow's; only this folder touches them.
    """

    process_id: str
    name: str
    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]
    sha256: str
    expressions: Mapping[str, Expression] = field(repr=False)
    spec: Any = field(repr=False)
    subs: Mapping[str, Any] = field(repr=False)
