"""Walks: one instance kept whole in memory beside one that is saved and restored after every step."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.runtime import Context, Definition, StepFailed, parse, start
from engine.runtime import execution as verbs
from engine.runtime.environment import Environment
from engine.runtime.execution import to_rest
from engine.runtime.observation import advance_of, live, messages
from engine.runtime.private import Numbers, Run, is_side_join, plant
from engine.runtime.snapshot import load, save

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
OPERATIONS = {"add": lambda given: {"y": (given["x"] + 1) % 3}}


class Whole:
    """The reference: never saved, never pruned; each command gets its own environment."""

    def __init__(self, definition: Definition, context: Context) -> None:
        self.definition = definition
        self.run = Run(definition.spec, definition.subs, None, Numbers.of(context.seed))
        self.command(context, lambda: plant(self.run))

    def command(self, context: Context, act: Any) -> None:
        self.environment = Environment(self.definition, context)
        self.run.script_engine = self.environment
        act()
        if not self.run.completed:
            to_rest(self.run, self.environment)

    def choices(self) -> list[tuple[Any, ...]]:
        return choices(self.run, self.environment)

    def do(self, choice: tuple[Any, ...], context: Context) -> None:
        kind, *rest = choice
        now = advance_of(self.run, self.environment)
        found = {"complete": now.open_tasks, "finish": now.calls}.get(kind, ())
        same = [each for each in found if (each.node.id, each.index) == tuple(rest[:2])]
        task = (
            verbs.find(self.run, same[rest[2]].id if kind == "complete" else same[rest[2]].task_id)
            if same
            else None
        )
        act = {
            "complete": lambda: task.run(),
            "finish": lambda: task.complete(),
            "send": lambda: verbs.deliver(self.run, rest[0]),
            "wake": lambda: None,
            "cancel": lambda: self.run.cancel(),
        }[kind]
        self.command(context, act)


def choices(run: Run, environment: Environment) -> list[tuple[Any, ...]]:
    """What may be done next, in words that mean the same on both sides: ids differ, places do not."""
    now = advance_of(run, environment)
    found: list[tuple[Any, ...]] = []
    for kind, rows in (("complete", now.open_tasks), ("finish", now.calls)):
        seen: Counter[Any] = Counter()
        for each in rows:
            place = (each.node.id, each.index)
            found.append((kind, *place, seen[place]))
            seen[place] += 1
    found.extend(("send", name) for name in sorted(messages(run)))
    if now.timers:
        found.append(("wake", min(timer.due_at for timer in now.timers)))
    return found


def do(definition: Definition, state: bytes, choice: tuple[Any, ...], context: Context) -> Any:
    """The same choice on the saved side, through the public verbs."""
    kind, *rest = choice
    if kind in {"complete", "finish"}:
        now = verbs.look(definition, state)
        rows = now.open_tasks if kind == "complete" else now.calls
        same = [each for each in rows if (each.node.id, each.index) == tuple(rest[:2])]
        verb = verbs.complete if kind == "complete" else verbs.finish_call
        return verb(definition, state, getattr(same[rest[2]], "id", "") or same[rest[2]].task_id, context)
    if kind == "send":
        return verbs.send(definition, state, rest[0], context)
    return {"wake": verbs.wake, "cancel": verbs.cancel}[kind](definition, state, context)


def standing(run: Run) -> Counter[tuple[Any, ...]]:
    """Every token and its state, without the joins of side paths, which are not saved on purpose."""
    return Counter(
        (task.task_spec.name, task.state, task.workflow.depth) for task in live(run) if not is_side_join(task)
    )


def happened(advance: Any) -> tuple[Any, ...]:
    return (
        sorted((t.node.id, t.index is None, t.index or 0) for t in advance.open_tasks),
        sorted((t.node_id, t.due_at) for t in advance.timers),
        sorted(call.node.id for call in advance.calls),
        sorted(call.node.id for call in advance.started),
        sorted(call.node.id for call in advance.cancelled),
        sorted(each.node.id for each in advance.passed),
        len(advance.fired),
        advance.facts,
        advance.ended,
        advance.success,
    )


def walk(xml: bytes, seed: int, most: int = 40) -> tuple[int, bool]:
    """One random walk on both sides; (steps, ended). AssertionError on the first difference, or when stuck."""
    chance = random.Random(seed)
    clock = NOON

    def context() -> Context:
        facts = {f"x{n}": chance.randrange(4) for n in range(6)}
        return Context(now=clock, facts=facts, operations=OPERATIONS, seed="walk")

    whole_definition, other, first = parse(xml), parse(xml), context()
    whole = Whole(whole_definition, first)
    saved = start(whole_definition, first)
    for step in range(most):
        compare(whole, other, saved, f"seed {seed} step {step}")
        if saved.ended:
            return step, True
        options = whole.choices()
        assert options, f"seed {seed} step {step}: stuck"
        choice = ("cancel",) if chance.random() < 0.005 else chance.choice(options)
        if choice[0] == "wake":
            clock = max(clock, choice[1]) + timedelta(minutes=chance.choice([0, 0, 30, 3000]))
        here = context()
        if chance.random() < 0.1:
            other = parse(xml)
        saved = do(other, saved.state, choice, here)
        whole.do(choice, here)
    return most, False


def compare(whole: Whole, definition: Definition, saved: Any, where: str) -> None:
    expected = happened(advance_of(whole.run, whole.environment))
    assert happened(saved) == expected, f"{where}\n{happened(saved)}\n{expected}"
    environment = Environment(definition, Context(now=NOON))
    restored = load(definition, saved.state, environment)
    assert standing(restored) == standing(whole.run), (
        f"{where}: {standing(restored) - standing(whole.run)} / {standing(whole.run) - standing(restored)}"
    )
    assert save(restored) == saved.state, where


__all__ = ["StepFailed", "walk"]
