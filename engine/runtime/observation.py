"""Where an instance stands and what an advance did, read off the engine as plain values."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.runtime import private, timers
from engine.runtime.calls import CalledProcess, call_of
from engine.runtime.context import Advance, Call, OpenTask, Timer
from engine.runtime.environment import Environment, index_of
from engine.runtime.private import Run
from engine.runtime.snapshot import save


def advance_of(run: Run, environment: Environment, state: bytes | None = None) -> Advance:
    """The answer to a command; `state` is given where nothing was moved."""
    standing = live(run)
    return Advance(
        state=save(run) if state is None else state,
        open_tasks=tuple(open_tasks(run, standing)),
        timers=tuple(_timers(standing)),
        calls=tuple(open_calls(standing)),
        started=tuple(environment.started.values()),
        cancelled=tuple(environment.cancelled.values()),
        passed=tuple(environment.journal),
        facts=dict(environment.changed),
        fired=tuple(environment.fired),
        ended=run.completed,
        success=run.success,
        steps=environment.steps,
    )


def live(run: Run) -> list[Any]:
    """Every token, also those inside sub-processes, in the order in which they were made."""
    found = [
        task for each in run.workflows() for task in each.tasks.values() if task.has_state(private.TOKEN)
    ]
    return sorted(found, key=private.number_of)


def open_tasks(run: Run, standing: list[Any]) -> Iterator[OpenTask]:
    for task in standing:
        if task.state == TaskState.READY and task.task_spec.manual:
            node = run.script_engine.node_of(task)
            yield OpenTask(id=task.id.hex, node=node, index=index_of(task))


def waiting_timers(run: Run) -> Iterator[Timer]:
    return _timers(live(run))


def _timers(standing: list[Any]) -> Iterator[Timer]:
    for task in standing:
        if private.is_waiting_event(task):
            timer, due = timers.timer_of(task), timers.due_at(task)
            if timer is not None and due is not None:
                yield Timer(id=task.id.hex, node_id=timer.node_id, due_at=due)


def open_calls(standing: list[Any]) -> Iterator[Call]:
    for task in standing:
        if task.state == TaskState.STARTED and isinstance(task.task_spec, CalledProcess):
            yield call_of(task)


def messages(run: Run) -> frozenset[str]:
    """Names of the messages somebody waits for."""
    found = set()
    for task in live(run):
        if private.is_waiting_event(task):
            definition = task.task_spec.event_definition
            for each in getattr(definition, "event_definitions", [definition]):
                if isinstance(each, MessageEventDefinition):
                    found.add(each.name)
    return frozenset(found)
