"""A trial run 试运行: the file is parsed, started, saved, restored and walked on with made-up facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.expressions import Value
from engine.gate.cover import samples
from engine.runtime import (
    Advance,
    Context,
    Definition,
    DefinitionRefused,
    StepFailed,
    complete,
    finish_call,
    look,
    parse,
    send,
    start,
    waiting_messages,
    wake,
)

# The made-up clock; each step of the walk is a year later, so that every timer is due when its turn comes.
_BEGIN, _YEAR = datetime(2026, 1, 1, tzinfo=UTC), timedelta(days=366)
_STEPS = 60
# How the engine begins its word on a command that never comes to rest.
_ENDLESS = ("自动步骤超过", "流程太长")


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What the engine made of the file; a walk that fails for want of a fact ends there, without a fault."""

    refused: str | None = None
    refused_at: str | None = None
    nodes: frozenset[str] = frozenset()
    flows: frozenset[str] = frozenset()
    changed: bool = False  # the restored state differs from the one that was saved
    stuck: bool = False  # neither ended nor waiting for anything
    endless: str | None = None  # the engine's own words
    endless_at: str | None = None


def run(data: bytes, process_id: str) -> Trial:
    """Try one process of a file; what the engine refuses or fails at is told, never raised."""
    try:
        definition = parse(data, process_id)
    except DefinitionRefused as refused:
        return Trial(refused=refused.message, refused_at=refused.element_id)
    nodes, flows = frozenset(definition.nodes), frozenset(flow.id for flow in definition.flows)
    try:
        changed, stuck = _Walk(definition).through()
    except StepFailed as failed:
        endless = failed.message if any(word in failed.message for word in _ENDLESS) else None
        return Trial(nodes=nodes, flows=flows, endless=endless, endless_at=failed.element_id)
    return Trial(nodes=nodes, flows=flows, changed=changed, stuck=stuck)


class _Walk:
    """One way through the process: the first open task with its first outcome, else whatever waits."""

    def __init__(self, definition: Definition) -> None:
        self._definition, self._now = definition, _BEGIN
        self._facts: dict[str, Value] = dict.fromkeys(_names(definition), 1)
        self._facts.update(samples(definition.expressions.values()))

    def through(self) -> tuple[bool, bool]:
        """(a restored state differed, the process stands where nothing can move it). Raises StepFailed."""
        advance = start(self._definition, self._context(None))
        for _ in range(_STEPS):
            if _standing(look(self._definition, advance.state)) != _standing(advance):
                return True, False
            if advance.ended:
                break
            self._now += _YEAR
            moved = self._move(advance)
            if moved is None:
                return False, True
            advance = moved
        return False, False

    def _move(self, advance: Advance) -> Advance | None:
        if advance.open_tasks:
            task = advance.open_tasks[0]
            outcome = task.node.outcomes[0] if task.node.outcomes else None
            return complete(self._definition, advance.state, task.id, self._context(outcome))
        if advance.calls:
            return finish_call(self._definition, advance.state, advance.calls[0].task_id, self._context(None))
        messages = sorted(waiting_messages(self._definition, advance.state))
        if messages:
            return send(self._definition, advance.state, messages[0], self._context(None))
        return wake(self._definition, advance.state, self._context(None)) if advance.timers else None

    def _context(self, outcome: str | None) -> Context:
        operations = {
            node.operation: self._operate for node in self._definition.nodes.values() if node.operation
        }
        return Context(
            now=self._now,
            facts=self._facts,
            outcome=outcome,
            operations=operations,
            functions={"limit_end": self._limit_end},
            seed="trial",
        )

    def _limit_end(self, _limit: Value) -> Value:
        return self._now + timedelta(days=1)

    def _operate(self, _inputs: Mapping[str, Value]) -> Mapping[str, Value]:
        outputs = [pair for node in self._definition.nodes.values() for pair in node.outputs.items()]
        return {name: self._facts.get(fact, 1) for name, fact in outputs}


def _names(definition: Definition) -> set[str]:
    return {name for expression in definition.expressions.values() for name in expression.names}


def _standing(advance: Advance) -> tuple[object, ...]:
    return (
        sorted(task.id for task in advance.open_tasks),
        sorted((timer.id, timer.due_at) for timer in advance.timers),
        sorted(call.task_id for call in advance.calls),
        advance.ended,
    )
