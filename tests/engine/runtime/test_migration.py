"""Moving to another version: tokens by name, due times kept, what fired stays silent."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.runtime import (
    Advance,
    CannotMove,
    Context,
    Definition,
    Token,
    complete,
    finish_call,
    move,
    place,
    start,
    tokens,
    wake,
)
from tests.engine.runtime.drawings import boundary, diagram, ends, many, path, tasks, timer

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
DAY = timedelta(days=1)


def at(days: float = 0, seed: str = "m") -> Context:
    return Context(now=NOON + days * DAY, seed=seed)


def nodes(advance: Advance) -> list[str]:
    return sorted(task.node.id for task in advance.open_tasks)


def version(*row: str, extra: str = "") -> Definition:
    return diagram('<startEvent id="st"/>' + tasks(*row) + ends("e") + path("st", *row, "e") + extra)


REMIND = boundary("r", "b", timer('"P5D"'), interrupting=False) + ends("re") + path("r", "re")


def test_a_task_stands_on_the_new_version_with_its_old_due_time_and_a_new_id() -> None:
    old, new = version("a", "b", extra=REMIND), version("a", "b", "x", extra=REMIND)
    here = start(old, at())
    here = complete(old, here.state, here.open_tasks[0].id, at())
    moved = move(old, new, here.state, at(2))
    assert nodes(moved) == ["b"]
    assert moved.open_tasks[0].id != here.open_tasks[0].id
    assert [(each.node_id, each.due_at) for each in moved.timers] == [("r", NOON + 5 * DAY)]
    moved = complete(new, moved.state, moved.open_tasks[0].id, at(2))
    assert nodes(moved) == ["x"]


def test_a_reminder_that_was_sent_is_not_sent_again_and_a_new_one_starts_now() -> None:
    later = boundary("r2", "b", timer('"P1D"'), interrupting=False) + ends("re2") + path("r2", "re2")
    old, new = version("b", extra=REMIND), version("b", extra=REMIND + later)
    here = wake(old, start(old, at()).state, at(5))
    assert len(here.fired) == 1
    moved = move(old, new, here.state, at(6))
    assert [(each.node_id, each.due_at) for each in moved.timers] == [("r2", NOON + 7 * DAY)]
    assert wake(new, moved.state, at(99)).fired == (moved.timers[0].id,)


def test_a_task_that_gains_its_first_boundary_event_can_still_be_completed() -> None:
    old, new = version("b"), version("b", extra=REMIND)
    moved = move(old, new, start(old, at()).state, at(1))
    assert moved.timers[0].due_at == NOON + 6 * DAY
    assert complete(new, moved.state, moved.open_tasks[0].id, at(1)).ended


def test_an_arrival_at_a_join_waits_there_on_the_new_version_too() -> None:
    forked = (
        '<startEvent id="st"/><parallelGateway id="f"/><parallelGateway id="j"/>'
        + tasks("a", "b")
        + ends("e")
        + path("st", "f", "a", "j", "e")
        + path("f", "b", "j")
    )
    old, new = diagram(forked), diagram(forked.replace('id="a"', 'id="a" name="new"'))
    here = start(old, at())
    here = complete(old, here.state, here.open_tasks[0].id, at())
    assert tokens(old, here.state) == (
        Token(came_from="f", stands_on="b"),
        Token(came_from="a", stands_on="j"),
    )
    moved = move(old, new, here.state, at())
    assert nodes(moved) == ["b"]
    assert complete(new, moved.state, moved.open_tasks[0].id, at()).ended


def test_an_open_call_comes_back_as_started_to_be_linked_again() -> None:
    definition = diagram(
        '<startEvent id="st"/><callActivity id="c" calledElement="child"/>' + ends("e") + path("st", "c", "e")
    )
    here = start(definition, at())
    moved = move(definition, definition, here.state, at())
    assert [call.node.id for call in moved.started] == ["c"]
    assert moved.started == moved.calls
    assert finish_call(definition, moved.state, moved.started[0].task_id, at()).ended
    stale = finish_call(definition, moved.state, here.started[0].task_id, at())
    assert stale.state == moved.state, "an end that names the old task id is late, and dropped"


def test_a_place_that_is_gone_or_repeated_or_inside_is_refused() -> None:
    old = version("a", "b")
    here = start(old, at())
    with pytest.raises(CannotMove) as refused:
        move(old, version("b"), here.state, at())
    assert refused.value.facts["node"] == "a"
    repeated = diagram(
        f'<startEvent id="st"/><userTask id="a">{many("2")}</userTask>' + ends("e") + path("st", "a", "e")
    )
    inside = diagram(
        '<startEvent id="st"/><subProcess id="s"><startEvent id="i"/>'
        + tasks("a")
        + ends("ie")
        + path("i", "a", "ie")
        + "</subProcess>"
        + ends("e")
        + path("st", "s", "e")
    )
    for definition in (repeated, inside):
        with pytest.raises(CannotMove):
            tokens(definition, start(definition, at()).state)


def test_tokens_can_be_placed_anywhere_by_name() -> None:
    definition = version("a", "b", extra=REMIND)
    placed = place(
        definition, [Token(came_from="a", stands_on="b")], at(seed="second"), {"r": NOON + 3 * DAY}
    )
    assert nodes(placed) == ["b"]
    assert placed.timers[0].due_at == NOON + 3 * DAY
    assert wake(definition, placed.state, at(3)).fired
