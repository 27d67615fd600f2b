"""Every private name of SpiffWorkflow 3.2.0 that is used, behind public ones; nothing outside this file has any.

`tests/engine/runtime/test_private.py` pins the version, and fails when a name here is gone or one is used elsewhere.
"""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

TOKEN = TaskState.READY | TaskState.WAITING | TaskState.STARTED
_SUFFIX_BITS = 64
NUMBER = (1 << _SUFFIX_BITS) - 1


class Numbers:
    """Task ids: 64 bits of the instance's seed, then a running number, so that a replay makes the same ids."""

    def __init__(self, prefix: int, last: int = 0) -> None:
        self.prefix, self.last = prefix, last

    @classmethod
    def of(cls, seed: str) -> "Numbers":
        if not seed:
            raise ValueError("the seed of an instance is its id; it may not be empty")
        return cls(uuid5(NAMESPACE_OID, seed).int >> _SUFFIX_BITS)

    def next(self) -> UUID:
        self.last += 1
        return self.id_of(self.last)

    def id_of(self, number: int) -> UUID:
        return UUID(int=(self.prefix << _SUFFIX_BITS) | number)


def number_of(task: Any) -> int:
    """The running number in a task's id."""
    number: int = task.id.int & NUMBER
    return number


class StateTask(Task):
    """A task without clock, chance and log lines: SpiffWorkflow's own stamps each change with the machine's time."""

    def __init__(self, workflow: Any, spec: Any, parent: Any = None, state: int = 1, id: Any = None) -> None:
        super().__init__(workflow, spec, parent, state, id or workflow.top_workflow.numbers.next())
        self.last_state_change = 0.0

    def _add_child(self, task_spec: Any, state: int = TaskState.MAYBE) -> "StateTask":
        if self.has_state(TaskState.PREDICTED_MASK) and not state & TaskState.PREDICTED_MASK:
            raise ValueError(f"{task_spec.name}: a definite task behind a foreseen one")
        child = StateTask(self.workflow, task_spec, self, state)
        if state == TaskState.READY:
            child._ready()
        return child

    def _set_state(self, value: int) -> None:
        self._state = value

    def _ready(self) -> None:
        if not self.has_state(TaskState.FINISHED_MASK):
            foresee(self)
        super()._ready()

    def complete(self) -> None:
        foresee(self)  # what went from STARTED to READY has not made its followers yet
        self.workflow.top_workflow.script_engine.passed(self)
        super().complete()


class Inner(BpmnSubWorkflow):
    """The inside of an embedded sub-process."""

    def collect_log_extras(self, dct: Any = None) -> dict[str, Any]:
        return {}


class Run(BpmnWorkflow):
    """One instance in memory, for the length of one command."""

    def __init__(self, spec: Any, subs: Any, engine: Any, numbers: Numbers) -> None:
        self.numbers = numbers
        super().__init__(spec, dict(subs), script_engine=engine, deserializing=True)
        self.task_removed_event.connect(_cancel_removed)

    def create_subprocess(self, my_task: Any, spec_name: str) -> Inner:
        inner = self.subprocesses[my_task.id] = self.inner(my_task, spec_name)
        plant(inner)
        return inner

    def inner(self, owner: Any, spec_name: str) -> Inner:
        return Inner(self.subprocess_specs[spec_name], owner.id, self, deserializing=True)

    def collect_log_extras(self, dct: Any = None) -> dict[str, Any]:
        return {}

    def workflows(self) -> list[Any]:
        """This one and its open sub-processes, innermost first."""
        return [*sorted(self.get_active_subprocesses(), key=lambda inner: -inner.depth), self]


def _cancel_removed(_: Any, task: Any) -> None:
    """3.2.0 drops the running instances of a cancelled multi-instance without cancelling them: orphans, then a crash."""
    if task.has_state(TOKEN):
        task.task_spec._on_cancel(task)


def plant(workflow: Any) -> None:
    """Give a new workflow its first task, as SpiffWorkflow's constructor would, but with our kind of task."""
    workflow.task_tree = StateTask(workflow, workflow.spec.start, state=TaskState.FUTURE)
    workflow.task_tree._ready()


def graft(workflow: Any, spec_name: str, parent: Any, state: int, id: UUID | None = None) -> Any:
    """A task put into the tree by hand; the first one is the root."""
    task = StateTask(workflow, workflow.spec.task_specs[spec_name], parent, state, id)
    if parent is None:
        workflow.task_tree = task
    return task


def foresee(task: Any) -> None:
    """Make the tasks that follow directly; the engine goes on only into children that exist.

    SpiffWorkflow makes the whole way to the end at every step and restore: 30 ms a step with 200 tasks ahead, for
    nothing that anything reads. Gateways that choose make what they chose.
    """
    if not isinstance(task.task_spec, Choosing) and all(child.triggered for child in task.children):
        task.task_spec._predict_hook(task)


def arrive(task: Any) -> None:
    """A token reaches a task: it becomes ready, starts to wait, or starts what lies within."""
    task.task_spec._update(task)


def choose(task: Any, specs: list[Any]) -> None:
    """Leave a gateway by these ways only."""
    task._sync_children(specs, TaskState.FUTURE)


def stand_again(task: Any, own: dict[str, Any]) -> None:
    """Put a twin in the place of a boundary event that fires without interrupting, while its activity is open.

    3.2.0 lets a message fire once only, and hangs the side paths of a cycle below the waiting event, so that they are
    dropped when the activity ends. With a twin each firing is an event of its own, and its path goes on.
    """
    activity = [t for t in task.parent.children if not isinstance(t.task_spec, BoundaryEvent)]
    if not any(t.has_state(TaskState.FINISHED_MASK) for t in activity):
        twin = task.parent._add_child(task.task_spec, TaskState.WAITING)
        twin.internal_data.update(own)
        task.workflow.top_workflow.event_manager.add_task(twin)


def wait(task: Any) -> None:
    task._set_state(TaskState.WAITING)


def notes(task: Any) -> dict[str, Any]:
    """What the engine keeps with a task beyond its state: due time, number of the run, arrivals."""
    found: dict[str, Any] = task.internal_data
    return found


def inputs_of(spec: Any) -> list[str]:
    """Names of the specs that lead directly into this one."""
    names: list[str] = spec._inputs
    return names


def specs_of(spec: Any) -> dict[str, Any]:
    """All specs of the workflow to which a spec belongs, by name."""
    specs: dict[str, Any] = spec._wf_spec.task_specs
    return specs


def in_order(workflow: Any, above: int = 0) -> Iterator[Any]:
    """The tasks in the order of the tree, without recursion; children only of tasks whose state is above `above`."""
    stack = [workflow.task_tree]
    while stack:
        task = stack.pop()
        yield task
        if task.state > above:
            stack.extend(workflow.tasks[child] for child in reversed(task._children))


def call_back(workflow: Any, owner: Any) -> None:
    """Tell the sub-process task when its inside, just restored, is done."""
    workflow.completed_event.connect(owner.task_spec._on_subworkflow_completed, owner)


def connect_merging(spec: Any) -> None:
    """Specs that were parsed, not run, miss this: a restored multi-instance would stand still for ever."""
    for loop in [found for found in spec.task_specs.values() if isinstance(found, LoopTask)]:
        done = spec.task_specs[loop.task_spec].completed_event
        if not done.n_subscribers():
            done.connect(loop.merge_child)


class Arriving:
    """Mixin of task specs: `arrived(task)` says whether the task may run now."""

    def arrived(self, task: Any) -> bool:
        raise NotImplementedError

    def _update_hook(self, my_task: Any) -> bool:
        return self.arrived(my_task)


class Acting:
    """Mixin of task specs: `act(task)` does the work; True = done, None = stands started until completed."""

    def act(self, task: Any) -> bool | None:
        raise NotImplementedError

    def _run_hook(self, my_task: Any) -> bool | None:
        return self.act(my_task)


class Choosing(Acting):
    """Mixin of gateways whose `act` calls `choose`."""


class Cancelling:
    """Mixin of task specs: `withdrawn(task)` is told when a task is cancelled."""

    def withdrawn(self, task: Any) -> None:
        raise NotImplementedError

    def _on_cancel(self, my_task: Any) -> None:
        self.withdrawn(my_task)
        super()._on_cancel(my_task)  # type: ignore[misc]  # the next class in line is a task spec


class Recurring:
    """Mixin of boundary events: `again(task)` gives the notes of the twin that waits on, None for none."""

    def again(self, task: Any) -> dict[str, Any] | None:
        raise NotImplementedError

    def _run_hook(self, my_task: Any) -> bool | None:
        own = self.again(my_task)
        if own is not None:
            stand_again(my_task, own)
        done: bool | None = super()._run_hook(my_task)  # type: ignore[misc]  # next in line is a task spec
        return done


def is_waiting_event(task: Any) -> bool:
    return task.state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent)


def is_open_split(task: Any) -> bool:
    """An activity with boundary events that is not over: its split must be found again when it ends."""
    return isinstance(task.task_spec, BoundaryEventSplit) and any(c.has_state(TOKEN) for c in task.children)


def is_side_join(task: Any) -> bool:
    return isinstance(task.task_spec, BoundaryEventJoin)
