"""Gateways, in cases whose right answer is known without running anything."""

from datetime import UTC, datetime, timedelta

import pytest

from engine.runtime import Advance, Context, Definition, StepFailed, complete, parse, send, start, wake
from tests.engine.runtime.drawings import (
    boundary,
    diagram,
    ends,
    flow,
    message,
    path,
    props,
    tasks,
    timer,
    xml,
)

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


def at(hours: int = 0, **facts: object) -> Context:
    outcome = facts.pop("outcome", None)
    return Context(now=NOON + timedelta(hours=hours), facts=facts, outcome=outcome, seed="g")  # type: ignore[arg-type]


def nodes(advance: Advance) -> list[str]:
    return sorted(task.node.id for task in advance.open_tasks)


def do(definition: Definition, advance: Advance, node: str, context: Context | None = None) -> Advance:
    """Complete the first open task of a node, with the definition parsed anew when it was given as bytes."""
    task = next(task for task in advance.open_tasks if task.node.id == node)
    return complete(definition, advance.state, task.id, context or at())


def gate(kind: str, *idents: str, default: str = "") -> str:
    chosen = f' default="{default}"' if default else ""
    return "".join(f'<{kind} id="{ident}"{chosen}/>' for ident in idents)


FORK = (
    '<startEvent id="st"/>'
    + tasks("a", "b", "c")
    + ends("e")
    + gate("parallelGateway", "fork", "join")
    + gate("exclusiveGateway", "in")
    + gate("exclusiveGateway", "out", default="on")
    + path("st", "in", "fork", "a", "join", "c", "out")
    + path("fork", "b", "join")
    + flow("out", "in", "outcome == 'again'")
    + flow("out", "e", "", "on")
)


@pytest.mark.parametrize("turns", [1, 2, 5])
def test_a_join_in_a_loop_waits_for_all_branches_in_every_turn(turns: int) -> None:
    definition = diagram(FORK)
    here = start(definition, at())
    for turn in range(turns):
        assert nodes(here) == ["a", "b"]
        here = do(definition, here, "ab"[turn % 2])
        assert nodes(here) == ["ba"[turn % 2]]
        here = do(definition, here, "ba"[turn % 2])
        assert nodes(here) == ["c"]
        here = do(definition, here, "c", at(outcome="again" if turn < turns - 1 else "done"))
    assert here.ended


EXCESS = (
    '<startEvent id="st"/>'
    + tasks("a", "b", "c")
    + ends("e")
    + gate("parallelGateway", "fork", "join", "twice")
    + gate("exclusiveGateway", "x")
    + path("st", "fork", "a", "twice", "x", "join", "c", "e")
    + flow("twice", "x", "", "second")
    + path("fork", "b", "join")
)


def test_an_excess_token_stays_at_the_join_until_the_other_flow_brings_one_too() -> None:
    definition = diagram(EXCESS)
    here = do(definition, start(definition, at()), "a")
    assert nodes(here) == ["b"]
    here = do(definition, here, "b")
    assert nodes(here) == ["c"], "two tokens on one flow and one on the other make one, not two"
    here = do(definition, here, "c")
    assert not here.ended, "the excess token still waits"
    assert here.open_tasks == ()


def test_an_arrival_from_a_boundary_path_is_a_flow_of_its_own() -> None:
    definition = diagram(
        '<startEvent id="st"/>'
        + tasks("a", "late")
        + ends("e")
        + gate("exclusiveGateway", "merge")
        + boundary("out", "a", timer('"PT1H"'))
        + path("st", "a", "merge", "e")
        + path("out", "late", "merge")
    )
    here = wake(definition, start(definition, at()).state, at(2))
    assert nodes(here) == ["late"]
    assert do(definition, here, "late").ended


def test_a_parallel_join_takes_the_token_that_comes_over_a_boundary_event() -> None:
    definition = diagram(
        '<startEvent id="st"/>'
        + tasks("a", "b")
        + ends("e")
        + gate("parallelGateway", "fork", "join")
        + gate("exclusiveGateway", "m")
        + boundary("out", "a", message())
        + path("st", "fork", "a", "m", "join", "e")
        + path("out", "m")
        + path("fork", "b", "join")
    )
    here = send(definition, start(definition, at()).state, "m", at())
    assert nodes(here) == ["b"]
    assert do(definition, here, "b").ended


NESTED = (
    '<startEvent id="st"/>'
    + tasks("a", "b", "c", "d")
    + ends("e")
    + gate("inclusiveGateway", "o1", default="d1")
    + gate("inclusiveGateway", "i1", default="d2")
    + gate("inclusiveGateway", "i2", "o2")
    + path("st", "o1")
    + flow("o1", "i1", "inner == 1")
    + flow("o1", "c", "other == 1")
    + flow("o1", "d", "", "d1")
    + flow("i1", "a", "both == 1")
    + flow("i1", "b", "", "d2")
    + path("a", "i2", "o2", "e")
    + path("b", "i2")
    + path("c", "o2")
    + path("d", "o2")
)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"inner": 1, "other": 1, "both": 1}, ["a", "c"]),
        ({"inner": 1, "other": 0, "both": 0}, ["b"]),
        ({"inner": 0, "other": 1, "both": 0}, ["c"]),
        ({"inner": 0, "other": 0, "both": 0}, ["d"]),
    ],
)
def test_nested_inclusive_joins_wait_for_what_was_sent_and_for_nothing_else(
    facts: dict[str, object], expected: list[str]
) -> None:
    definition = diagram(NESTED)
    for order in (expected, expected[::-1]):
        here = start(definition, at(**facts))
        assert nodes(here) == expected
        for number, node in enumerate(order):
            assert not here.ended
            here = do(definition, here, node)
            assert here.ended is (number == len(order) - 1)


def test_an_inclusive_join_does_not_wait_for_a_token_that_must_pass_it_to_come_back() -> None:
    definition = diagram(
        '<startEvent id="st"/>'
        + tasks("a", "b", "after")
        + ends("e")
        + gate("parallelGateway", "fork")
        + gate("inclusiveGateway", "join")
        + gate("exclusiveGateway", "x", default="on")
        + path("st", "fork", "a", "join", "after", "x")
        + path("fork", "b", "join")
        + flow("x", "join", "outcome == 'again'")
        + flow("x", "e", "", "on")
    )
    here = do(definition, start(definition, at()), "a")
    assert nodes(here) == ["b"]
    here = do(definition, here, "b")
    assert nodes(here) == ["after"]
    here = do(definition, here, "after", at(outcome="again"))
    assert nodes(here) == ["after"], "coming round alone it must not wait for tokens that are gone"
    assert do(definition, here, "after").ended


def test_an_inclusive_join_does_not_wait_for_a_token_that_may_come_over_a_flow_already_filled() -> None:
    definition = diagram(
        '<startEvent id="st"/>'
        + tasks("a", "b", "c", "after")
        + ends("e")
        + gate("parallelGateway", "fork")
        + gate("exclusiveGateway", "x", default="other")
        + gate("exclusiveGateway", "m")
        + gate("inclusiveGateway", "join")
        + path("st", "fork", "a", "m", "join", "after", "e")
        + path("fork", "c", "x")
        + flow("x", "m", "outcome == 'same'")
        + flow("x", "b", "", "other")
        + path("b", "join")
    )
    here = do(definition, start(definition, at()), "a")
    assert nodes(here) == ["after", "c"], "c can reach the empty flow, but the filled one too"
    assert nodes(do(definition, here, "c", at(outcome="same"))) == ["after", "after"]


def test_what_a_terminate_end_has_cancelled_does_not_run_though_it_was_ready() -> None:
    definition = diagram(
        '<startEvent id="st"/>'
        + '<endEvent id="stop"><terminateEventDefinition/></endEvent>'
        + f'<serviceTask id="svc">{props(operation="op")}</serviceTask>'
        + ends("e")
        + gate("parallelGateway", "fork")
        + path("st", "fork", "stop")
        + path("fork", "svc", "e")
    )
    here = start(definition, Context(now=NOON, seed="g"))
    assert here.ended
    assert [each.node.id for each in here.passed] == ["st", "fork", "stop"]


def test_conditions_are_tried_in_the_order_of_the_file_wherever_the_shapes_stand() -> None:
    body = (
        '<startEvent id="st"/>'
        + tasks("low", "high")
        + ends("e", "e2")
        + gate("exclusiveGateway", "x")
        + path("st", "x")
        + flow("x", "low", "n > 0")
        + flow("x", "high", "n > 5")
        + path("low", "e")
        + path("high", "e2")
    )
    shapes = "".join(
        f'<di:BPMNShape xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" id="s_{ident}" bpmnElement="{ident}">'
        f'<dc:Bounds xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" x="0" y="{y}" width="9" height="9"/></di:BPMNShape>'
        for ident, y in (("low", 900), ("high", 10))
    )
    drawn = xml(body).replace(
        b"</definitions>",
        f'<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" id="d"><di:BPMNPlane id="pl">{shapes}'
        "</di:BPMNPlane></di:BPMNDiagram></definitions>".encode(),
    )
    assert nodes(start(parse(drawn), at(n=9))) == ["low"]


def test_no_condition_and_no_default_is_an_incident_at_the_gateway() -> None:
    definition = diagram(
        '<startEvent id="st"/>'
        + ends("e", "e2")
        + gate("exclusiveGateway", "x")
        + path("st", "x")
        + flow("x", "e", "n > 0")
        + flow("x", "e2", "n < 0")
    )
    with pytest.raises(StepFailed) as failed:
        start(definition, at(n=0))
    assert (failed.value.element_id, failed.value.element_kind) == ("x", "exclusiveGateway")
    assert failed.value.message == "排他网关「x」：没有一个条件成立，也没有默认出口"


@pytest.mark.parametrize(
    ("facts", "why"), [({}, "没有名为“n”的数据项"), ({"n": "3"}, "不能比较"), ({"n": None}, "不能比较")]
)
def test_a_condition_that_cannot_be_worked_out_is_an_incident(facts: dict[str, object], why: str) -> None:
    definition = diagram(
        '<startEvent id="st"/>'
        + ends("e", "e2")
        + gate("exclusiveGateway", "x", default="no")
        + path("st", "x")
        + flow("x", "e", "n > 0")
        + flow("x", "e2", "", "no")
    )
    with pytest.raises(StepFailed, match=why):
        start(definition, at(**facts))


def test_an_event_gateway_takes_one_way_when_a_message_comes_after_the_timer_was_due() -> None:
    definition = diagram(
        '<startEvent id="st"/>'
        + tasks("t", "m")
        + ends("e", "e2")
        + gate("eventBasedGateway", "g")
        + f'<intermediateCatchEvent id="ct">{timer(chr(34) + "PT1H" + chr(34))}</intermediateCatchEvent>'
        + f'<intermediateCatchEvent id="cm">{message()}</intermediateCatchEvent>'
        + path("st", "g", "ct", "t", "e")
        + path("g", "cm", "m", "e2")
    )
    here = start(definition, at())
    assert [each.node_id for each in here.timers] == ["ct"]
    assert nodes(send(definition, here.state, "m", at(5))) == ["m"]
    assert nodes(wake(definition, here.state, at(5))) == ["t"]
