"""Differential walks: saving and restoring after every step, with a fresh definition, changes nothing.

`YIMEN_WALKS=3000` walks that many of each kind; a failure names the seed to walk again.
"""

import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.runtime import (
    Context,
    StepFailed,
    complete,
    finish_call,
    parse,
    send,
    start,
    waiting_messages,
    wake,
)
from tests.engine.runtime.drawings import LARGE, Blocks
from tests.engine.runtime.walking import walk

WALKS = int(os.environ.get("YIMEN_WALKS", "0"))
SEED = int(os.environ.get("YIMEN_SEED", "20260302"))
PROCESSES = sorted((Path(__file__).parents[3] / "processes").glob("*/process.bpmn"))


def test_the_large_process_walks_alike_saved_and_unsaved() -> None:
    ended = 0
    for seed in range(SEED, SEED + (WALKS or 25)):
        ended += walk(LARGE, seed, 80)[1]
    assert ended, f"no walk from seed {SEED} came to an end"


def test_random_processes_walk_alike_saved_and_unsaved_and_never_get_stuck() -> None:
    steps = 0
    for seed in range(SEED, SEED + (WALKS or 90)):
        steps += walk(Blocks(random.Random(seed // 3)).process(), seed, 30)[0]
    assert steps > 100, f"seed {SEED}"


@pytest.mark.parametrize("file", PROCESSES, ids=[file.parent.name for file in PROCESSES])
def test_a_shipped_process_runs_from_start_to_an_end(file: Path) -> None:
    """Every outcome is tried at random; calls are ended by hand, and timers woken when nothing else is left."""
    bpmn = file.read_bytes()
    for seed in range(SEED, SEED + (WALKS // 100 or 5)):
        assert _run_shipped(bpmn, random.Random(seed)), f"seed {seed}"


def _run_shipped(bpmn: bytes, chance: random.Random) -> bool:
    now = datetime(2026, 3, 2, 1, tzinfo=UTC)
    facts: dict[str, object] = {
        name: None for expression in parse(bpmn).expressions.values() for name in expression.names
    }
    facts |= {"returns": 0, "aid_process": "low-income"}
    facts |= {name: chance.random() < 0.5 for name in ("contested", "key") if name in facts}

    def context(outcome: str | None = None) -> Context:
        later = now + timedelta(days=5)
        return Context(
            now=now,
            facts=facts,  # type: ignore[arg-type]
            outcome=outcome,
            functions={"limit_end": lambda _: later},
            operations=_Anything(),  # type: ignore[arg-type]
            seed="shipped",
        )

    advance = start(parse(bpmn), context())
    for _ in range(300):
        if advance.ended:
            return advance.success
        definition = parse(bpmn)
        messages = sorted(waiting_messages(definition, advance.state))
        if advance.open_tasks and (not messages or chance.random() < 0.8):
            task = chance.choice(advance.open_tasks)
            outcome = chance.choice(task.node.outcomes or (None,))
            facts["returns"] = chance.randrange(5)
            advance = complete(definition, advance.state, task.id, context(outcome))
        elif advance.calls:
            advance = finish_call(definition, advance.state, advance.calls[0].task_id, context())
        elif messages:
            advance = send(definition, advance.state, chance.choice(messages), context())
        else:
            now = max(now, min(timer.due_at for timer in advance.timers))
            advance = wake(definition, advance.state, context())
    return False


class _Anything(dict[str, object]):
    """Every operation a shipped process may name, doing nothing."""

    def get(self, key: str, default: object = None) -> object:
        return lambda given: {}


def test_a_failing_walk_would_be_seen() -> None:
    """The harness itself: a diagram whose condition cannot be worked out fails on both sides alike."""
    with pytest.raises(StepFailed):
        walk(LARGE.replace(b"x3 != 0", b"x9 != 0"), SEED, 400)
