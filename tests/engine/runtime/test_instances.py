"""Repeated activities, sub-processes, calls, withdrawal, growth and the guard."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from engine.errors import NotInForce
from engine.runtime import (
    Advance,
    Context,
    Definition,
    NotWaiting,
    StepFailed,
    cancel,
    complete,
    finish_call,
    look,
    parse,
    send,
    start,
    waiting_messages,
    wake,
)
from tests.engine.runtime.drawings import (
    LARGE,
    boundary,
    diagram,
    ends,
    flow,
    many,
    message,
    path,
    props,
    tasks,
    timer,
    xml,
)

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
FACTS = {f"x{n}": 2 for n in range(6)}


def at(days: int = 0, **more: object) -> Context:
    return Context(now=NOON + timedelta(days=days), seed="i", **{"facts": FACTS, **more})  # type: ignore[arg-type]


def nodes(advance: Advance) -> list[str]:
    return sorted(task.node.id for task in advance.open_tasks)


def done(definition: Definition, advance: Advance, node: str, context: Context | None = None) -> Advance:
    task = next(task for task in advance.open_tasks if task.node.id == node)
    return complete(definition, advance.state, task.id, context or at())


def each(kind: str, count: str, inside: str = "", **how: object) -> bytes:
    called = ' calledElement="child"' if kind == "callActivity" else ""
    return xml(
        f'<startEvent id="st"/><{kind} id="each"{called}>{inside}{many(count, **how)}</{kind}>'  # type: ignore[arg-type]
        + tasks("next", "late")
        + ends("e", "e2")
        + boundary("out", "each", timer('"P1D"'))
        + path("st", "each", "next", "e")
        + path("out", "late", "e2")
    )


def test_all_at_once_each_run_knows_its_number_and_the_last_one_goes_on_after_a_restart() -> None:
    drawn = each("userTask", "3")
    here = start(parse(drawn), at())
    assert [(task.node.id, task.index) for task in here.open_tasks] == [("each", 0), ("each", 1), ("each", 2)]
    for left in (2, 1, 0):
        here = complete(parse(drawn), here.state, here.open_tasks[-1].id, at())
        assert len([task for task in here.open_tasks if task.node.id == "each"]) == left
    assert nodes(here) == ["next"]
    assert [each.node.id for each in here.passed] == ["each"], "the whole passes once, not each run"


def test_one_after_the_other_each_run_knows_its_number() -> None:
    drawn = each("userTask", "x0", sequential=True)
    here, seen = start(parse(drawn), at()), []
    while nodes(here) == ["each"]:
        seen.append(here.open_tasks[0].index)
        here = complete(parse(drawn), here.state, here.open_tasks[0].id, at())
    assert seen == [0, 1]
    assert nodes(here) == ["next"]


@pytest.mark.parametrize("sequential", [True, False])
def test_a_count_of_nothing_goes_on_at_once(sequential: bool) -> None:
    assert nodes(start(parse(each("userTask", "0", sequential=sequential)), at())) == ["next"]


@pytest.mark.parametrize("count", ["-1", "201", "'3'", "1.5", "x0 == 2"])
def test_a_count_that_is_none_is_an_incident(count: str) -> None:
    with pytest.raises(StepFailed, match="应是 0 到 200 的整数") as failed:
        start(parse(each("userTask", count)), at())
    assert failed.value.element_id == "each"


def test_a_completion_condition_ends_the_other_runs() -> None:
    drawn = each("userTask", "3", until="outcome == 'enough'")
    here = start(parse(drawn), at())
    here = complete(parse(drawn), here.state, here.open_tasks[0].id, at(outcome="more"))
    assert nodes(here) == ["each", "each"]
    here = complete(parse(drawn), here.state, here.open_tasks[0].id, at(outcome="enough"))
    assert nodes(here) == ["next"]


INSIDE = (
    '<startEvent id="s_st"/><callActivity id="visit" calledElement="visit"/>'
    + tasks("write")
    + ends("s_e")
    + path("s_st", "visit", "write", "s_e")
)


def test_the_number_reaches_into_sub_processes_and_calls() -> None:
    drawn = each("subProcess", "2", INSIDE)
    here = start(parse(drawn), at())
    assert [(call.called, call.index) for call in here.started] == [("visit", 0), ("visit", 1)]
    here = finish_call(parse(drawn), here.state, here.started[1].task_id, at())
    assert [(task.node.id, task.index) for task in here.open_tasks] == [("write", 1)]


@pytest.mark.parametrize(("kind", "inside"), [("callActivity", ""), ("subProcess", INSIDE)])
def test_interrupting_a_repeated_activity_withdraws_every_linked_call(kind: str, inside: str) -> None:
    drawn = each(kind, "3", inside)
    here = start(parse(drawn), at())
    first = here.started
    here = finish_call(parse(drawn), here.state, first[0].task_id, at())
    out = wake(parse(drawn), here.state, at(2))
    assert nodes(out) == ["late"]
    assert {call.task_id for call in out.cancelled} == {call.task_id for call in first[1:]}
    assert (out.calls, out.timers) == ((), ())
    assert done(parse(drawn), out, "late").ended


def test_a_call_begun_and_withdrawn_in_one_command_was_never_made() -> None:
    definition = diagram(
        '<startEvent id="st"/><parallelGateway id="f"/><callActivity id="call" calledElement="child"/>'
        + ends("e")
        + '<endEvent id="stop"><terminateEventDefinition/></endEvent>'
        + tasks("a")
        + path("st", "a", "f", "call", "e")
        + path("f", "stop")
    )
    here = done(definition, start(definition, at()), "a")
    assert (here.started, here.cancelled, here.ended) == ((), (), True)


def test_withdrawal_in_the_middle_of_everything_leaves_nothing_behind() -> None:
    """From every place that a walk through the large process reaches within 25 steps."""
    definition = parse(LARGE)
    here = start(definition, at())
    for step in range(25):
        gone = cancel(definition, here.state, at(outcome=None))
        assert gone.ended
        assert not gone.success
        assert (gone.open_tasks, gone.timers, gone.calls) == ((), (), ())
        assert {call.task_id for call in gone.cancelled} == {call.task_id for call in here.calls}
        assert waiting_messages(definition, gone.state) == frozenset()
        assert len(gone.state) < 200
        assert cancel(definition, gone.state, at()).state == gone.state
        if here.ended:
            return
        if here.open_tasks:
            here = complete(definition, here.state, here.open_tasks[step % len(here.open_tasks)].id, at())
        elif here.calls:
            here = finish_call(definition, here.state, here.calls[0].task_id, at())
        else:
            here = send(definition, here.state, sorted(waiting_messages(definition, here.state))[0], at())


def test_a_message_around_a_sub_process_stops_all_of_it_and_goes_on() -> None:
    definition = diagram(
        '<startEvent id="st"/><subProcess id="sub"><startEvent id="s"/><parallelGateway id="f"/>'
        + tasks("a", "b")
        + boundary("r", "a", timer('"P1D"'), interrupting=False)
        + ends("s1", "s2", "s3")
        + path("s", "f", "a", "s1")
        + path("f", "b", "s2")
        + path("r", "s3")
        + "</subProcess>"
        + tasks("told")
        + ends("e", "e2")
        + boundary("w", "sub", message("recall"))
        + path("st", "sub", "e")
        + path("w", "told", "e2")
    )
    begun = start(definition, at())
    assert len(begun.timers) == 1
    here = send(definition, begun.state, "recall", at())
    assert nodes(here) == ["told"]
    assert here.timers == ()
    assert done(definition, here, "told").ended


def test_an_error_that_nothing_catches_is_an_end_without_success() -> None:
    drawn = xml(
        '<startEvent id="st"/>'
        + tasks("a")
        + '<endEvent id="e"><errorEventDefinition errorRef="er"/></endEvent>'
        + path("st", "a", "e")
    ).replace(b'<message id="m"', b'<error id="er" name="broken" errorCode="E"/><message id="m"')
    here = done(parse(drawn), start(parse(drawn), at()), "a")
    assert (here.ended, here.success) == (True, False)


LOOP = (
    '<startEvent id="st"/><exclusiveGateway id="m"/>'
    + tasks("a", "b")
    + "{middle}"
    + '<exclusiveGateway id="x" default="on"/>'
    + ends("e", "ea")
    + boundary("ra", "a", timer('"R/P5D"', "timeCycle"), interrupting=False)
    + path("ra", "ea")
    + path("st", "m")
    + flow("x", "m", "outcome == 'again'")
    + flow("x", "e", "", "on")
)
ROW = LOOP.format(middle=path("m", "a", "b", "x"))
SPLIT = LOOP.format(
    middle='<parallelGateway id="f"/><parallelGateway id="j"/>'
    + path("m", "f", "a", "j", "x")
    + path("f", "b", "j")
)


@pytest.mark.parametrize("body", [ROW, SPLIT], ids=["row", "fork"])
def test_a_thousand_turns_leave_the_state_as_small_as_ten(body: str) -> None:
    definition = diagram(body)
    here, sizes = start(definition, at()), []
    for turn in range(1000):
        here = wake(definition, here.state, at(turn * 6 + 5))
        for node in ("a", "b"):
            here = done(definition, here, node, at(turn * 6 + 5, outcome="again"))
        sizes.append(len(here.state))
    assert max(sizes[500:]) <= max(sizes[:10]) + 20, "only the running numbers may get longer"
    assert max(sizes) < 1000


def test_many_runs_of_a_repeated_task_leave_only_their_number() -> None:
    drawn = each("userTask", "200", sequential=True)
    here, sizes = start(parse(drawn), at()), []
    for _ in range(150):
        here = complete(parse(drawn), here.state, here.open_tasks[0].id, at())
        sizes.append(len(here.state))
    assert max(sizes) - min(sizes) < 12


def test_two_hundred_tasks_in_a_row_run_and_stay_small() -> None:
    names = [f"t{number}" for number in range(200)]
    definition = diagram('<startEvent id="st"/>' + tasks(*names) + ends("e") + path("st", *names, "e"))
    here = start(definition, at())
    for name in names:
        assert nodes(here) == [name]
        assert len(here.state) < 200
        here = done(definition, here, name)
    assert here.ended


def test_five_hundred_automatic_steps_are_an_incident() -> None:
    definition = diagram(
        '<startEvent id="st"/><exclusiveGateway id="m"/><exclusiveGateway id="x" default="on"/>'
        + ends("e")
        + path("st", "m", "x")
        + flow("x", "m", "1 == 1")
        + flow("x", "e", "", "on")
    )
    with pytest.raises(StepFailed, match="自动步骤超过 500 步") as failed:
        start(definition, at())
    assert failed.value.element_id in {"m", "x"}


SERVICE = diagram(
    '<startEvent id="st"/><serviceTask id="s" name="算">'
    + props(operation="op", in__x="x0 + 1", out__y="z")
    + '</serviceTask><exclusiveGateway id="x" default="no"/>'
    + tasks("big", "small")
    + ends("e", "e2")
    + path("st", "s", "x")
    + flow("x", "big", "z > 9")
    + flow("x", "small", "", "no")
    + path("big", "e")
    + path("small", "e2")
)


def test_what_an_operation_gives_is_seen_by_the_next_condition() -> None:
    here = start(SERVICE, at(operations={"op": lambda given: {"y": given["x"] * 10}}))
    assert (here.facts, nodes(here)) == ({"z": 30}, ["big"])
    assert FACTS.get("z") is None, "the facts handed in are not touched"


def test_a_refusal_of_an_operation_reaches_the_person_and_any_other_failure_is_an_incident() -> None:
    def refuse(given: object) -> dict[str, object]:
        raise NotInForce(row="standard")

    def fail(given: object) -> dict[str, object]:
        raise RuntimeError("打印机没有纸")

    with pytest.raises(NotInForce):
        start(SERVICE, at(operations={"op": refuse}))
    with pytest.raises(StepFailed, match="打印机没有纸") as failed:
        start(SERVICE, at(operations={"op": fail}))
    assert (failed.value.element_id, failed.value.element_name) == ("s", "算")
    with pytest.raises(StepFailed, match="没有给出 y"):
        start(SERVICE, at(operations={"op": lambda given: {}}))


def test_a_fact_that_names_no_process_is_an_incident() -> None:
    definition = diagram(
        '<startEvent id="st"/><callActivity id="c">'
        + props(called="fact:aid_process")
        + "</callActivity>"
        + ends("e")
        + path("st", "c", "e")
    )
    with pytest.raises(StepFailed, match="没有写明要调用的流程"):
        start(definition, at(facts={"aid_process": None}))


def test_a_message_nobody_waits_for_is_refused() -> None:
    begun = start(SERVICE, at(operations={"op": lambda given: {"y": 1}}))
    with pytest.raises(NotWaiting):
        send(SERVICE, begun.state, "m", at())


def test_the_same_commands_make_the_same_bytes_whatever_ran_before() -> None:
    def states() -> list[bytes]:
        definition, found = parse(LARGE), []
        here = start(definition, at())
        for step in range(12):
            found.append(here.state)
            if not here.open_tasks:
                break
            here = complete(definition, here.state, here.open_tasks[step % len(here.open_tasks)].id, at())
        return found

    first = states()
    walked = parse(LARGE)
    wake(walked, start(walked, at()).state, at(30))
    assert states() == first


def test_one_definition_serves_many_threads() -> None:
    definition, found = parse(LARGE), []

    def run() -> None:
        here = start(definition, at())
        for step in range(40):
            if not here.open_tasks:
                break
            here = complete(definition, here.state, here.open_tasks[step % len(here.open_tasks)].id, at())
        found.append(here.state)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_looking_changes_nothing() -> None:
    begun = start(parse(LARGE), at())
    seen = look(parse(LARGE), begun.state)
    assert (seen.state, seen.open_tasks, seen.timers) == (begun.state, begun.open_tasks, begun.timers)
    assert (seen.passed, seen.steps) == ((), 0)
