"""Moving an instance to another version 版本迁移: put its tokens on the new diagram, and its due times back.

Loading an old snapshot into a new diagram looks right and fails later, as when a standing task has gained its first
boundary event; so a move always goes through `place`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.task import TaskState

from engine.errors import WrongState
from engine.runtime import private
from engine.runtime.context import Advance, Context, Token
from engine.runtime.definition import Definition
from engine.runtime.environment import Environment
from engine.runtime.execution import AT_REST, incidents, run_automatic, to_rest
from engine.runtime.gateways import Joining
from engine.runtime.observation import advance_of, live, waiting_timers
from engine.runtime.private import Numbers, Run
from engine.runtime.snapshot import load
from engine.runtime.timers import put_back, spend, timer_of


class CannotMove(WrongState):
    """The instance cannot be moved to that version now; `why` is a Chinese sentence, `node` where it stands."""


def tokens(definition: Definition, state: bytes) -> tuple[Token, ...]:
    """Where the instance stands, as `place` takes it. Raises CannotMove inside sub-processes and repeated tasks."""
    run = load(definition, state, Environment(definition, AT_REST))
    return tuple(
        Token(came_from=_before(task), stands_on=task.task_spec.name) for task in live(run) if _stands(task)
    )


def place(
    definition: Definition,
    tokens: Sequence[Token],
    context: Context,
    timers: Mapping[str, datetime | None] = {},
) -> Advance:
    """A new state with these tokens on any version; `timers` are due times by node, None for one that has fired.

    Open calls come back as `started`, to be linked to the old instances by node. The seed may not be that of the
    instance's former ids. Raises CannotMove, StepFailed.
    """
    return _placed(definition, tokens, context, timers, Numbers.of(context.seed))


def move(old: Definition, new: Definition, state: bytes, context: Context) -> Advance:
    """The same instance on another version: ids are new, due times are kept, timers that fired stay silent."""
    run = load(old, state, Environment(old, AT_REST))
    timers: dict[str, datetime | None] = {
        node.id: None for node in old.nodes.values() if node.event == "timer"
    }
    timers.update((timer.node_id, timer.due_at) for timer in waiting_timers(run))
    return _placed(new, tokens(old, state), context, timers, run.numbers)


def _placed(
    definition: Definition,
    tokens: Sequence[Token],
    context: Context,
    timers: Mapping[str, datetime | None],
    numbers: Numbers,
) -> Advance:
    environment = Environment(definition, context)
    run = Run(definition.spec, definition.subs, environment, numbers)
    root = private.graft(run, definition.spec.start.name, None, TaskState.COMPLETED)
    with incidents(definition):
        for token in tokens:
            _put(run, root, token)
        run_automatic(run, environment)  # so that the boundary events stand before any timer may fire
        for task in run.event_manager.tasks.values():
            timer = timer_of(task)
            if timer is not None and timer.node_id in timers:
                due = timers[timer.node_id]
                spend(task) if due is None else put_back(task, due)
        to_rest(run, environment)
    return advance_of(run, environment)


def _put(run: Run, root: Any, token: Token) -> None:
    specs = run.spec.task_specs
    node = run.script_engine.definition.nodes.get(token.stands_on)
    if node is None or node.within is not None:
        raise CannotMove(node=token.stands_on, why="新版本没有这个环节")
    came = specs.get(token.came_from)
    if came is None and isinstance(specs[node.id], Joining):
        raise CannotMove(node=token.stands_on, why="新版本没有通向这个网关的那条路")
    before = private.graft(run, came.name if came else run.spec.start.name, root, TaskState.COMPLETED)
    first = f"{node.id}.BoundaryEventSplit"
    private.arrive(private.graft(run, first if first in specs else node.id, before, TaskState.FUTURE))


def _stands(task: Any) -> bool:
    """Boundary events stand with their activity and joins of side paths with nobody; neither is a token."""
    node = task.workflow.script_engine.node_of(task)
    if node is None or node.kind == "boundaryEvent":
        return False
    if task.workflow.parent_task_id or isinstance(task.task_spec, LoopTask) or node.kind == "subProcess":
        raise CannotMove(node=node.id, why="正在子流程或逐个办理的环节中，办完后才能迁移")
    return True


def _before(task: Any) -> str:
    parent = task.parent
    while parent.parent is not None and task.workflow.script_engine.node_of(parent) is None:
        parent = parent.parent
    name: str = parent.task_spec.name
    return name
