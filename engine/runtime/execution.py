"""The verbs of the engine: start, complete, finish a call, send, wake, cancel, look. Each is one pure command.

A command that raises has changed nothing: the caller still holds the state it gave.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import ErrorEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.util.task import TaskState

from engine.runtime import private
from engine.runtime.calls import CalledProcess
from engine.runtime.context import Advance, Context, NotWaiting, StepFailed
from engine.runtime.definition import Definition
from engine.runtime.environment import Environment
from engine.runtime.observation import advance_of, messages, waiting_timers
from engine.runtime.private import Numbers, Run
from engine.runtime.snapshot import load
from engine.runtime.timers import fire_next, renew

# Looking evaluates nothing, so its moment and facts are never read.
AT_REST = Context(now=datetime(1970, 1, 1, tzinfo=UTC))


def start(definition: Definition, context: Context) -> Advance:
    """开始: a new instance, run to where it first waits. Raises StepFailed."""
    environment = Environment(definition, context)
    run = Run(definition.spec, definition.subs, environment, Numbers.of(context.seed))
    with incidents(definition):
        private.plant(run)
        to_rest(run, environment)
    return advance_of(run, environment)


def complete(definition: Definition, state: bytes, task_id: str, context: Context) -> Advance:
    """完成任务 with `context.outcome`. Raises NotWaiting, StepFailed.

    Timers of this task that are due but not yet fired are lost with it; `wake` first where they count.
    """
    run, environment = _loaded(definition, state, context)
    task = find(run, task_id)
    if task is None or task.state != TaskState.READY or not task.task_spec.manual:
        raise NotWaiting(task=task_id)
    with incidents(definition):
        task.run()
        to_rest(run, environment)
    return advance_of(run, environment)


def finish_call(definition: Definition, state: bytes, task_id: str, context: Context) -> Advance:
    """The linked instance ended 被调用流程结束. Raises StepFailed.

    A late end, for a call that no longer stands, changes nothing: the caller records and drops it.
    """
    run, environment = _loaded(definition, state, context)
    task = find(run, task_id)
    if task is None or task.state != TaskState.STARTED or not isinstance(task.task_spec, CalledProcess):
        return advance_of(run, environment, state)
    with incidents(definition):
        task.complete()
        to_rest(run, environment)
    return advance_of(run, environment)


def send(definition: Definition, state: bytes, message: str, context: Context) -> Advance:
    """A message 消息 arrives; it carries nothing, its content goes into the case. Raises NotWaiting, StepFailed."""
    run, environment = _loaded(definition, state, context)
    if message not in messages(run):
        raise NotWaiting(message=message)
    with incidents(definition):
        deliver(run, message)
        to_rest(run, environment)
    return advance_of(run, environment)


def wake(definition: Definition, state: bytes, context: Context) -> Advance:
    """定时: fire every timer that is due at `context.now`; with none due nothing changes. Raises StepFailed."""
    run, environment = _loaded(definition, state, context)
    with incidents(definition):
        to_rest(run, environment)
    return advance_of(run, environment, None if environment.fired else state)


def cancel(definition: Definition, state: bytes, context: Context) -> Advance:
    """撤销: legal at any moment on any diagram; linked calls that were open come back as `cancelled`."""
    run, environment = _loaded(definition, state, context)
    if run.completed:
        return advance_of(run, environment, state)
    run.cancel()
    return advance_of(run, environment)


def retime(definition: Definition, state: bytes, context: Context) -> Advance:
    """期限变了（延长、暂停、日历更新）: ask every waiting timer that names a limit again; none fires. Raises StepFailed."""
    run, environment = _loaded(definition, state, context)
    before = tuple(waiting_timers(run))
    with incidents(definition):
        for task in run.event_manager.tasks.values():
            renew(task, definition)
    return advance_of(run, environment, state if before == tuple(waiting_timers(run)) else None)


def look(definition: Definition, state: bytes) -> Advance:
    """Where the instance stands, without moving it."""
    run, environment = _loaded(definition, state, AT_REST)
    return advance_of(run, environment, state)


def waiting_messages(definition: Definition, state: bytes) -> frozenset[str]:
    """Names of the messages `send` would deliver."""
    run, _ = _loaded(definition, state, AT_REST)
    return messages(run)


def _loaded(definition: Definition, state: bytes, context: Context) -> tuple[Run, Environment]:
    environment = Environment(definition, context)
    return load(definition, state, environment), environment


def deliver(run: Run, message: str) -> None:
    run.send_event(BpmnEvent(MessageEventDefinition(message), payload={}, correlations={}))


def find(run: Run, task_id: str) -> Any:
    """The task with this id, also inside sub-processes; None if there is none."""
    try:
        number = UUID(hex=task_id)
    except ValueError:
        return None
    for workflow in run.workflows():
        if number in workflow.tasks:
            return workflow.tasks[number]
    return None


def to_rest(run: Run, environment: Environment) -> None:
    """Run automatic steps, then the timers that are due, one by one, until nothing moves."""
    run_automatic(run, environment)
    while fire_next(list(run.event_manager.tasks.values()), environment):
        run_automatic(run, environment)
    if any(isinstance(event.event_definition, ErrorEventDefinition) for event in run.get_events()):
        run.success = False  # an error that nothing caught; 3.2.0 would call this a success


def run_automatic(run: Run, environment: Environment) -> None:
    """Run every step that needs nobody, in the order of the tree, innermost sub-process first.

    SpiffWorkflow's own loop runs a list taken beforehand, and so also tasks that an earlier one has cancelled.
    """
    moved = True
    while moved:
        moved = False
        for workflow in run.workflows():
            for task in [t for t in private.in_order(workflow, above=TaskState.FUTURE) if _is_automatic(t)]:
                if _is_automatic(task) and task.id in workflow.tasks:
                    environment.count(task)
                    task.run()
                    moved = True


def _is_automatic(task: Any) -> bool:
    return task.state == TaskState.READY and not task.task_spec.manual


@contextmanager
def incidents(definition: Definition) -> Iterator[None]:
    """SpiffWorkflow's own exceptions as StepFailed, with the node where there is one."""
    try:
        yield
    except SpiffWorkflowException as error:
        spec = getattr(error, "task_spec", None)
        node = definition.nodes.get(getattr(spec, "bpmn_id", None) or "")
        raise StepFailed(node, f"流程引擎报告：{error}") from error
    except RecursionError as error:
        raise StepFailed(None, "流程太长，一次走不完") from error
