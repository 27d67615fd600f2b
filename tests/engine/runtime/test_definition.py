"""What `parse` reads, and what it refuses because 3.2.0 would drop it or run it otherwise than drawn."""

import pytest

from engine.runtime import DefinitionRefused, parse
from tests.engine.runtime.drawings import (
    HEAD,
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

PLAIN = '<startEvent id="st"/>' + tasks("a") + ends("e") + path("st", "a", "e")


def test_nodes_carry_their_properties_lane_and_place() -> None:
    definition = diagram(
        '<laneSet id="ls"><lane id="l" name="窗口"><flowNodeRef> a </flowNodeRef></lane></laneSet><startEvent id="st"/>'
        '<userTask id="a" name="受理">'
        + props(
            step="accept",
            role="window",
            form="F06b,F06c",
            limit="L01",
            outcomes="accepted, refused_acceptance",
            moment="acceptance",
            documents="receipt",
            decides="granted",
        )
        + "</userTask>"
        + boundary("b", "a", message("recall"))
        + ends("e", "e2")
        + path("st", "a", "e")
        + path("b", "e2")
    )
    node = definition.nodes["a"]
    assert (node.kind, node.name, node.lane, node.step, node.role) == (
        "userTask",
        "受理",
        "窗口",
        "accept",
        "window",
    )
    assert (node.forms, node.limit) == (("F06b", "F06c"), "L01")
    assert node.outcomes == ("accepted", "refused_acceptance")
    assert (node.moment, node.documents, node.decides) == ("acceptance", ("receipt",), "granted")
    assert (definition.nodes["b"].attached_to, definition.nodes["b"].event) == ("a", "message:recall")
    assert definition.process_id == "p"
    assert len(definition.sha256) == 64


def test_flows_carry_conditions_and_the_default() -> None:
    definition = diagram(
        '<startEvent id="st"/><exclusiveGateway id="x" default="no"/>'
        + tasks("a")
        + ends("e", "e2")
        + path("st", "x")
        + flow("x", "a", " n == 1 ")
        + flow("x", "e2", "", "no")
        + path("a", "e")
    )
    found = {each.id: (each.condition, each.default) for each in definition.flows}
    assert found["f_x_a"] == ("n == 1", False)
    assert found["no"] == (None, True)
    assert definition.expressions["n == 1"].names == {"n"}


def test_decoration_and_foreign_elements_do_no_harm() -> None:
    definition = diagram(
        '<documentation>说明</documentation><dataObject id="do"/><dataObjectReference id="dor" dataObjectRef="do"/>'
        '<textAnnotation id="ta"><text>注</text></textAnnotation><association id="as" sourceRef="a" targetRef="ta"/>'
        + PLAIN
    )
    assert set(definition.nodes) == {"st", "a", "e"}


def test_one_process_of_several_is_chosen_by_id() -> None:
    two = (
        HEAD + "".join(f'<process id="{p}" isExecutable="true">{PLAIN}</process>' for p in ("p", "q"))
    ).replace('<process id="q"', '<process id="q" name="second"') + "</definitions>"
    assert parse(two.encode(), "q").name == "second"
    with pytest.raises(DefinitionRefused, match="找到 2 个"):
        parse(two.encode())


def test_utf16_and_gb18030_are_read() -> None:
    for encoding in ("utf-16", "gb18030"):
        text = (
            f'<?xml version="1.0" encoding="{encoding}"?>'
            + xml(PLAIN.replace('id="a"', 'id="a" name="受理"')).decode()
        )
        assert parse(text.encode(encoding)).nodes["a"].name == "受理"


GATEWAY = (
    '<startEvent id="st"/><exclusiveGateway id="x"/>' + tasks("a") + ends("e") + path("st", "x", "a", "e")
)
EVENTS = '<startEvent id="st"/>{gateway}' + ends("e") + "{events}"
CATCH = '<intermediateCatchEvent id="{0}">{1}</intermediateCatchEvent>'
DEFAULT = GATEWAY.replace('id="x"/>', 'id="x" default="f_x_a"/>') + ends("e2")
REFUSED = {
    "flow without id": (PLAIN.replace('id="f_a_e" ', ""), None),
    "node without id": (PLAIN + "<userTask/>", None),
    "script": (PLAIN.replace("userTask", "scriptTask"), "a"),
    "business rule": (PLAIN.replace("userTask", "businessRuleTask"), "a"),
    "ad hoc": (PLAIN.replace("userTask", "adHocSubProcess"), "a"),
    "transaction": (PLAIN.replace("userTask", "transaction"), "a"),
    "complex gateway": (PLAIN.replace("userTask", "complexGateway"), "a"),
    "event sub-process": (
        PLAIN
        + '<subProcess id="s" triggeredByEvent="true"><startEvent id="i"/>'
        + ends("ie")
        + path("i", "ie")
        + "</subProcess>",
        "s",
    ),
    "unreached": (PLAIN + tasks("b") + ends("e2") + path("b", "e2"), "b"),
    "no way on": (
        '<startEvent id="st"/>' + tasks("a", "b") + ends("e") + path("st", "a") + path("b", "e"),
        "a",
    ),
    "no end": ('<startEvent id="st"/>' + tasks("a") + path("st", "a"), "p"),
    "two starts": (PLAIN + '<startEvent id="st2"/>' + path("st2", "a"), "p"),
    "two ways out of a task": (PLAIN + ends("e2") + path("a", "e2"), "a"),
    "self loop": (GATEWAY + flow("a", "a"), "f_a_a"),
    "flow from nowhere": (PLAIN + flow("ghost", "a"), "f_ghost_a"),
    "flow into a boundary event": (
        PLAIN + tasks("b") + boundary("bd", "a", message()) + path("bd", "b", "bd"),
        "f_b_bd",
    ),
    "boundary on nothing": (PLAIN + boundary("b", "ghost", message()) + ends("e2") + path("b", "e2"), "b"),
    "boundary on a gateway": (GATEWAY + boundary("b", "x", message()) + ends("e2") + path("b", "e2"), "b"),
    "two rivals": (
        PLAIN
        + boundary("b", "a", message())
        + boundary("c", "a", message())
        + ends("e2", "e3")
        + path("b", "e2")
        + path("c", "e3"),
        "c",
    ),
    "condition on a task's flow": (PLAIN.replace(flow("a", "e"), flow("a", "e", "n == 1")), "f_a_e"),
    "way without condition": (GATEWAY + ends("e2") + flow("x", "e2", "n == 1"), "f_x_a"),
    "bad condition": (DEFAULT + flow("x", "e2", "${n}"), "f_x_e2"),
    "code as condition": (DEFAULT + flow("x", "e2", "__import__('os')"), "f_x_e2"),
    "dangling message": (PLAIN + boundary("b", "a", message("ghost")) + ends("e2") + path("b", "e2"), "b"),
    "conditional event": (
        PLAIN.replace(
            '<userTask id="a"/>',
            CATCH.format(
                "a", "<conditionalEventDefinition><condition>n</condition></conditionalEventDefinition>"
            ),
        ),
        "a",
    ),
    "event without definition": (PLAIN.replace('<userTask id="a"/>', CATCH.format("a", "")), "a"),
    "two definitions": (
        PLAIN.replace('<userTask id="a"/>', CATCH.format("a", message() + timer('"P1D"'))),
        "a",
    ),
    "signal end": (
        PLAIN.replace('<endEvent id="e"/>', '<endEvent id="e"><signalEventDefinition/></endEvent>'),
        "e",
    ),
    "collection": (
        PLAIN.replace(
            '<userTask id="a"/>',
            '<userTask id="a"><multiInstanceLoopCharacteristics><loopDataInputRef>x</loopDataInputRef></multiInstanceLoopCharacteristics></userTask>',
        ),
        "a",
    ),
    "no count": (
        PLAIN.replace(
            '<userTask id="a"/>', '<userTask id="a"><multiInstanceLoopCharacteristics/></userTask>'
        ),
        "a",
    ),
    "function as count": (
        PLAIN.replace('<userTask id="a"/>', f'<userTask id="a">{many("len(x)")}</userTask>'),
        "a",
    ),
    "data input": (
        PLAIN.replace('<userTask id="a"/>', '<userTask id="a"><ioSpecification/></userTask>'),
        "a",
    ),
    "service without operation": (PLAIN.replace("userTask", "serviceTask"), "a"),
    "call of nothing": (PLAIN.replace("userTask", "callActivity"), "a"),
    "same id twice": (PLAIN + tasks("a"), "a"),
    "id of the engine's own": (PLAIN.replace('"a"', '"Start"'), "Start"),
    "two flows into one join": (
        '<startEvent id="st"/><parallelGateway id="f"/><parallelGateway id="j"/>'
        + ends("e")
        + path("st", "f", "j", "e")
        + flow("f", "j", "", "g"),
        "g",
    ),
    "two timers behind an event gateway": (
        '<startEvent id="st"/><eventBasedGateway id="g"/>'
        + ends("e", "e2")
        + CATCH.format("t1", timer('"P1D"'))
        + CATCH.format("t2", timer('"P2D"'))
        + path("st", "g", "t1", "e")
        + path("g", "t2", "e2"),
        "g",
    ),
    "task behind an event gateway": (
        '<startEvent id="st"/><eventBasedGateway id="g"/>'
        + tasks("a")
        + ends("e")
        + path("st", "g", "a", "e"),
        "g",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_not_run_as_drawn_is_refused_at_its_element(case: str) -> None:
    body, element = REFUSED[case]
    with pytest.raises(DefinitionRefused) as refused:
        parse(xml(body))
    assert refused.value.element_id == element
    assert refused.value.message


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"\x00\xff",
        b"<html/>",
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
        b'<!DOCTYPE d [<!ENTITY x "1">]>' + xml(PLAIN),
        b'<!DOCTYPE d SYSTEM "http://example.invalid/d.dtd">' + xml(PLAIN),
        xml(PLAIN).replace(b'isExecutable="true"', b'isExecutable="false"'),
        xml(PLAIN) + b" " * 2_000_001,
    ],
)
def test_bytes_that_are_no_process_are_refused_without_a_crash(data: bytes) -> None:
    with pytest.raises(DefinitionRefused):
        parse(data)
