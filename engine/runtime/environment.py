"""What SpiffWorkflow sees of the case in one command: facts at evaluation, and a journal of what happened."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask

from engine.errors import Refused
from engine.expressions import ExpressionRefused, Value, evaluate
from engine.runtime.context import Call, Context, Passed, StepFailed
from engine.runtime.definition import Definition, Node
from engine.runtime.private import notes

MOST_STEPS, MOST_INSTANCES = 500, 200


class Environment(PythonScriptEngine):
    """One per command; evaluates the closed language over the facts and never looks at task data."""

    def __init__(self, definition: Definition, context: Context) -> None:
        if context.now.tzinfo is None:
            raise ValueError(f"naive moment {context.now!r}")
        super().__init__(environment=_NoEnvironment())
        self.definition, self.context = definition, context
        self.changed: dict[str, Value] = {}
        self.journal: list[Passed] = []
        self.started: dict[str, Call] = {}
        self.cancelled: dict[str, Call] = {}
        self.fired: list[str] = []
        self.turn: object = None  # id of the task whose timer fires now
        self.steps = 0

    def node_of(self, task: Any) -> Node | None:
        return self.definition.nodes.get(getattr(task.task_spec, "bpmn_id", None) or "")

    def names(self, task: Any) -> Mapping[str, Value]:
        """Facts, with `outcome` of the task being completed and, where there is one, `index`."""
        known = {**self.context.facts, **self.changed, "outcome": self.context.outcome}
        index = index_of(task)
        return known if index is None else {**known, "index": index}

    def value(self, task: Any, source: str) -> Value:
        """The value of an expression of the definition; StepFailed where it has none."""
        try:
            return evaluate(self.definition.expressions[source], self.names(task), self.context.functions)
        except ExpressionRefused as refused:
            raise StepFailed(self.node_of(task), f"表达式 {source} 算不出来：{refused}") from refused

    def evaluate(self, task: Any, expression: str, external_context: object = None) -> Value:
        """SpiffWorkflow asks here for conditions (the only ones with an external context) and counts."""
        value = self.value(task, expression)
        spec = task.task_spec
        if isinstance(spec, MultiInstanceTask) and expression == spec.cardinality:
            counted = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_INSTANCES
            if not counted:
                raise StepFailed(self.node_of(task), f"{expression} 应是 0 到 {MOST_INSTANCES} 的整数")
        elif not isinstance(value, bool):
            raise StepFailed(self.node_of(task), f"条件 {expression} 的结果不是“是”或“否”")
        return value

    def execute(self, task: Any, script: str, external_context: object = None) -> None:
        raise StepFailed(self.node_of(task), "脚本任务不执行")

    def operate(self, task: Any, node: Node) -> None:
        """Run the operation of a service task and lay its outputs over the facts."""
        run = self.context.operations.get(node.operation or "")
        if run is None:
            raise StepFailed(node, f"没有名为 {node.operation} 的操作")
        given = {name: self.value(task, source) for name, source in node.inputs.items()}
        try:
            made = run(given)
        except (Refused, StepFailed):
            raise
        except Exception as error:
            raise StepFailed(node, f"操作 {node.operation} 没有完成：{error}") from error
        for name, fact in node.outputs.items():
            if name not in made:
                raise StepFailed(node, f"操作 {node.operation} 没有给出 {name}")
            self.changed[fact] = made[name]

    def count(self, task: Any) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise StepFailed(self.node_of(task), f"自动步骤超过 {MOST_STEPS} 步，流程可能在空转")

    def passed(self, task: Any) -> None:
        """Written when a node is done; of a node that runs many times the whole counts, not each run."""
        node = self.node_of(task)
        if node is not None and task.task_spec.name == node.id:
            self.journal.append(Passed(node=node, task_id=task.id.hex))

    def call_started(self, call: Call) -> None:
        self.started[call.task_id] = call

    def call_cancelled(self, call: Call) -> None:
        """A call made and withdrawn in one command was never made."""
        if self.started.pop(call.task_id, None) is None:
            self.cancelled[call.task_id] = call


class _NoEnvironment:
    """Nothing of the case lies in SpiffWorkflow's own environment."""


def index_of(task: Any) -> int | None:
    """The number of the multi-instance run a task belongs to, through sub-processes; None outside of any."""
    while task is not None:
        for key in ("key_or_index", "item"):  # parallel; sequential
            if key in notes(task):
                index: int = notes(task)[key]
                return index
        owner = task.workflow.parent_task_id
        task = task.parent or (task.workflow.top_workflow.get_task_from_id(owner) if owner else None)
    return None
