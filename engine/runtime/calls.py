"""Called processes 调用 and service tasks 服务任务: both act outside the instance, in words of their own."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin, ServiceTaskMixin

from engine.expressions import Value
from engine.runtime import private
from engine.runtime.context import Call, StepFailed
from engine.runtime.environment import index_of

FACT = "fact:"


class CalledProcess(private.Acting, private.Cancelling, BpmnSpecMixin):
    """Asks for a linked instance and stands STARTED; the end of that instance is a command on this one."""

    def act(self, task: Any) -> None:
        environment = task.workflow.script_engine
        # Frozen here: facts change, and a cancelled call may already be cut off from the tree its index lies in.
        private.notes(task)["called"] = [called_by(task), index_of(task)]
        environment.call_started(call_of(task))

    def withdrawn(self, task: Any) -> None:
        if "called" in private.notes(task):  # foreseen tasks are cancelled too, but have called nobody
            task.workflow.top_workflow.script_engine.call_cancelled(call_of(task))


class Service(private.Acting, ServiceTaskMixin, BpmnSpecMixin):
    """Runs the registered operation that the node names."""

    def act(self, task: Any) -> bool:
        environment = task.workflow.script_engine
        environment.operate(task, environment.node_of(task))
        return True


def called_by(task: Any) -> str:
    """The key of the process to call: named by the diagram, or the value of a fact at this moment."""
    environment = task.workflow.script_engine
    node = environment.node_of(task)
    named: str = node.properties.get("called") or node.called
    if not named.startswith(FACT):
        return named
    key: Value = environment.names(task).get(named.removeprefix(FACT))
    if not isinstance(key, str) or not key:
        raise StepFailed(node, f"数据项 {named.removeprefix(FACT)} 没有写明要调用的流程")
    return key


def call_of(task: Any) -> Call:
    called, index = private.notes(task)["called"]
    node = task.workflow.top_workflow.script_engine.node_of(task)
    return Call(task_id=task.id.hex, node=node, called=called, index=index)
