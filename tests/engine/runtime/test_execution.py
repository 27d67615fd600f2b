"""The verbs of the engine, on small diagrams with a known right answer."""

from datetime import UTC, datetime

import pytest

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

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"'
    ' xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core">'
    '<message id="m" name="recall"/><process id="p" isExecutable="true">'
)


def diagram(body: str) -> Definition:
    return parse(f"{HEAD}{body}</process></definitions>".encode())


def flow(ident: str, source: str, target: str, condition: str = "") -> str:
    inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    return f'<sequenceFlow id="{ident}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def prop(**properties: str) -> str:
    rows = "".join(f'<s:property name="{k.replace("__", ".")}" value="{v}"/>' for k, v in properties.items())
    return f"<extensionElements><s:properties>{rows}</s:properties></extensionElements>"


def at(moment: datetime = NOON, **more: object) -> Context:
    return Context(now=moment, seed="case-1", **more)  # type: ignore[arg-type]


def open_nodes(advance: Advance) -> list[str]:
    return sorted(task.node.id for task in advance.open_tasks)


def passed(advance: Advance) -> list[str]:
    return [each.node.id for each in advance.passed]


REVIEW = diagram(
    '<startEvent id="st"/><userTask id="check" name="核查">'
    + prop(step="check_papers", role="window", form="F06a, F06c", outcomes="complete,incomplete")
    + '</userTask><exclusiveGateway id="ok" default="no"/><callActivity id="aid"/>'.replace(
        '<callActivity id="aid"/>', f'<callActivity id="aid">{prop(called="fact:aid_process")}</callActivity>'
    )
    + '<serviceTask id="count">'
    + prop(operation="count", in__of="returns", out__number="returns")
    + '</serviceTask><endEvent id="e"/>'
    + flow("f1", "st", "check")
    + flow("f2", "check", "ok")
    + flow("yes", "ok", "aid", "outcome == 'complete'")
    + flow("no", "ok", "count")
    + flow("f3", "count", "check")
    + flow("f4", "aid", "e")
)
COUNT = {"count": lambda given: {"number": given["of"] + 1}}


def test_a_new_instance_stands_at_its_first_task() -> None:
    begun = start(REVIEW, at())
    assert open_nodes(begun) == ["check"]
    assert passed(begun) == ["st"]
    assert begun.open_tasks[0].node.forms == ("F06a", "F06c")
    assert not begun.ended


def test_the_outcome_of_the_completed_task_chooses_the_way() -> None:
    begun = start(REVIEW, at(facts={"returns": 0}))
    done = complete(
        REVIEW, begun.state, begun.open_tasks[0].id, at(outcome="complete", facts={"aid_process": "aid-110"})
    )
    assert [(call.called, call.node.id) for call in done.started] == [("aid-110", "aid")]


def test_a_service_operation_changes_facts_seen_later_in_the_same_advance() -> None:
    begun = start(REVIEW, at())
    again = complete(
        REVIEW,
        begun.state,
        begun.open_tasks[0].id,
        at(outcome="incomplete", facts={"returns": 2}, operations=COUNT),
    )
    assert again.facts == {"returns": 3}
    assert open_nodes(again) == ["check"]
    assert again.open_tasks[0].id != begun.open_tasks[0].id


def test_a_called_process_ends_as_a_command_and_a_late_end_changes_nothing() -> None:
    begun = start(REVIEW, at())
    called = complete(
        REVIEW, begun.state, begun.open_tasks[0].id, at(outcome="complete", facts={"aid_process": "x"})
    )
    ended = finish_call(REVIEW, called.state, called.started[0].task_id, at())
    assert ended.ended
    assert ended.success
    assert passed(ended) == ["aid", "e"]
    late = finish_call(REVIEW, ended.state, called.started[0].task_id, at())
    assert late.state == ended.state
    assert late.passed == ()


def test_cancelling_withdraws_the_linked_call() -> None:
    begun = start(REVIEW, at())
    called = complete(
        REVIEW, begun.state, begun.open_tasks[0].id, at(outcome="complete", facts={"aid_process": "x"})
    )
    gone = cancel(REVIEW, called.state, at())
    assert gone.ended
    assert not gone.success
    assert gone.cancelled == called.started
    assert look(REVIEW, gone.state).open_tasks == ()


def test_completing_a_task_twice_is_refused() -> None:
    begun = start(REVIEW, at())
    task = begun.open_tasks[0].id
    after = complete(REVIEW, begun.state, task, at(outcome="x", facts={"returns": 0}, operations=COUNT))
    with pytest.raises(NotWaiting):
        complete(REVIEW, after.state, task, at())


def test_a_failing_step_names_its_element() -> None:
    begun = start(REVIEW, at())
    with pytest.raises(StepFailed) as failed:
        complete(REVIEW, begun.state, begun.open_tasks[0].id, at(outcome="x", facts={"returns": 1}))
    assert failed.value.element_id == "count"
    assert "没有名为 count 的操作" in failed.value.message


def test_the_same_command_gives_the_same_bytes() -> None:
    assert start(REVIEW, at()).state == start(REVIEW, at()).state
    other = start(REVIEW, Context(now=NOON, seed="case-2"))
    assert other.open_tasks[0].id != start(REVIEW, at()).open_tasks[0].id


RECALL = diagram(
    '<startEvent id="st"/><userTask id="sign"/><userTask id="send"/><endEvent id="e"/>'
    '<boundaryEvent id="b" attachedToRef="sign"><messageEventDefinition messageRef="m"/></boundaryEvent>'
    '<boundaryEvent id="late" attachedToRef="sign" cancelActivity="false"><timerEventDefinition>'
    "<timeDate>limit_end('L04')</timeDate></timerEventDefinition></boundaryEvent><endEvent id=\"told\"/>"
    + flow("f1", "st", "send")
    + flow("f2", "send", "sign")
    + flow("f3", "b", "send")
    + flow("f4", "sign", "e")
    + flow("f5", "late", "told")
)
LIMITS = {"limit_end": lambda row: datetime(2026, 3, 5, 16, 0, tzinfo=UTC)}


def test_a_message_interrupts_and_a_timer_names_a_limit() -> None:
    begun = start(RECALL, at())
    with pytest.raises(NotWaiting):
        send(RECALL, begun.state, "recall", at())
    sent = complete(RECALL, begun.state, begun.open_tasks[0].id, at(functions=LIMITS))
    assert waiting_messages(RECALL, sent.state) == {"recall"}
    assert [(t.node_id, t.due_at) for t in sent.timers] == [("late", datetime(2026, 3, 5, 16, 0, tzinfo=UTC))]
    early = wake(RECALL, sent.state, at(datetime(2026, 3, 5, 15, 59, tzinfo=UTC)))
    assert early.state == sent.state
    due = wake(RECALL, sent.state, at(datetime(2026, 3, 5, 16, 0, tzinfo=UTC)))
    assert due.fired == (sent.timers[0].id,)
    assert passed(due) == ["late", "told"]
    back = send(RECALL, due.state, "recall", at())
    assert open_nodes(back) == ["send"]
    assert back.timers == ()
