"""For every rule of the gate files it must refuse, with the element it must name, and files it must let pass."""

from dataclasses import dataclass, field

from engine.gate.values import Profile, Surroundings
from tests.engine.gate.gate_drawings import (
    CATCH_MESSAGE,
    ERROR,
    MESSAGE,
    MODEL,
    NAMESPACES,
    boundary,
    chain,
    choice,
    file,
    flow,
    line,
    own,
    sub,
    task,
    timer,
)

KNOWN = Surroundings(
    roles={"window": "窗口", "head": "乡镇负责人"},
    forms=frozenset({"F01", "F08"}),
    limits=frozenset({"L01", "accept"}),
    processes=frozenset({"p", "notice", "round"}),
    operations=frozenset({"remind"}),
    moments=frozenset({"acceptance", "decided", "told"}),
    documents=frozenset({"receipt"}),
    facts={"amount": "money", "urgent": "bool", "aid_process": "choice"},
    outcomes={"close": {"closed": ()}, "accept": {"yes": ("F08",), "no": ()}},
    calls={"round": frozenset({"p"})},
    scenarios=1,
)


@dataclass(frozen=True, kw_only=True)
class Examples:
    """`bad`: (file, id of the element the finding names); `good`: files without this finding."""

    bad: tuple[tuple[bytes, str | None], ...]
    good: tuple[bytes, ...]
    severity: str = "error"
    profile: Profile = "engine"
    alone: bool = True  # with this rule off, and the run stage, the first bad file passes
    known: Surroundings = field(default=KNOWN)


def full(key: str, **changes: str) -> str:
    """A user task with all that publishing demands; a change to "" drops the property."""
    properties = {
        "step": "accept",
        "role": "window",
        "form": "F08",
        "limit": "L01",
        "outcomes": "yes,no",
    } | changes
    return task(key, **{name: value for name, value in properties.items() if value})


PLAIN = chain(task("u"))
GOOD = chain(full("u"))
MANY = "".join(f'<textAnnotation id="n{at}"/>' for at in range(20_001))
DEEP = b"<a>" * 300 + b"</a>" * 300
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">'
    b'<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">]>'
    b'<definitions xmlns="' + MODEL.encode() + b'"><process id="p">&f;&f;&f;&f;</process></definitions>'
)
EXTERNAL = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + PLAIN.replace(
    b"</process>", b"&x;</process>"
)
INTERNAL = b'<!DOCTYPE d [<!ENTITY c "true">]>' + choice("&c;", None, default="two")


def _bad(*files: bytes) -> tuple[tuple[bytes, str | None], ...]:
    return tuple((each, None) for each in files)


def _no_id(xml: bytes, key: str) -> bytes:
    return xml.replace(f' id="{key}"'.encode(), b"")


def event_gateway(*catches: str) -> bytes:
    """A gateway g that waits for the given events c0, c1 …"""
    body = line('<startEvent id="s"/>', '<eventBasedGateway id="g"/>') + '<endEvent id="e"/>'
    for at, inner in enumerate(catches):
        body += f'<intermediateCatchEvent id="c{at}">{inner}</intermediateCatchEvent>'
        body += flow(f"g{at}", "g", f"c{at}") + flow(f"h{at}", f"c{at}", "e")
    return file(body, root=MESSAGE)


FILE_RULES = {
    "file-too-large": Examples(
        bad=_bad(PLAIN + b" " * 2_000_001, file(line('<startEvent id="s"/>', '<endEvent id="e"/>') + MANY)),
        good=(PLAIN,),
    ),
    "xml-broken": Examples(
        bad=_bad(
            b"",
            b"no xml at all",
            PLAIN[:-5],
            DEEP,
            b'<?xml version="1.0" encoding="x-none"?><a/>',
        ),
        good=(PLAIN,),
    ),
    "doctype": Examples(
        bad=_bad(
            b"<!DOCTYPE definitions>" + PLAIN,
            INTERNAL,
            b'<!DOCTYPE d SYSTEM "http://example.org/d.dtd">' + PLAIN,
            LAUGHS,
            EXTERNAL,
        ),
        good=(PLAIN,),
    ),
    "not-bpmn": Examples(
        bad=_bad(
            b"<html><body/></html>",
            PLAIN.replace(b"20100524/MODEL", b"20990101/MODEL"),
            f'<process xmlns="{MODEL}"/>'.encode(),
        ),
        good=(PLAIN,),
    ),
    "process-none": Examples(
        bad=(
            (f"<definitions {NAMESPACES}/>".encode(), None),
            (
                PLAIN.replace(
                    b"</definitions>", PLAIN.partition(b'"urn:example">')[2].replace(b'id="', b'id="q')
                ),
                "qp",
            ),
        ),
        good=(PLAIN,),
    ),
    "not-executable": Examples(
        bad=tuple(
            (file(line('<startEvent id="s"/>', '<endEvent id="e"/>'), process=f'id="p" {said}'), "p")
            for said in ("", 'isExecutable="false"', 'isExecutable="0"', 'isExecutable="yes"')
        ),
        good=(PLAIN, PLAIN.replace(b'isExecutable="true"', b'isExecutable="1"')),
    ),
}

PART_RULES = {
    "id-missing": Examples(
        bad=(
            *_bad(
                _no_id(PLAIN, "s_0"),
                _no_id(boundary(timer('"P1D"')), "x"),
                file("", process='isExecutable="true"'),
                chain(task("")),
            ),
        ),
        good=(PLAIN,),
        alone=False,
    ),
    "id-invalid": Examples(
        bad=(
            (chain(task("End")), "End"),
            (chain(task("a b")), "a b"),
            (chain(task("u.BoundaryEventSplit")), "u.BoundaryEventSplit"),
        ),
        good=(PLAIN, chain(task("受理_1")), chain(task("sid-1.2"))),
    ),
    "id-duplicate": Examples(
        bad=(
            (
                chain(
                    task(
                        "u",
                        inner='<extensionElements><camunda:formData><camunda:formField id="e"/></camunda:formData></extensionElements>',
                    )
                ),
                "e",
            ),
            (chain(task("u"), more=task("u")), "u"),
            (chain(task("u"), after='<bpmndi:BPMNDiagram id="u"/>'), "u"),
        ),
        good=(PLAIN,),
    ),
    "reference-dangling": Examples(
        bad=(
            (chain(task("u"), more=flow("x", "u", "nobody")), "x"),
            (chain(task("u"), more=flow("x", "nobody", "u")), "x"),
            (chain(task("u"), more='<sequenceFlow id="x" sourceRef="u"/>'), "x"),
            (boundary(timer('"P1D"')).replace(b'attachedToRef="h"', b'attachedToRef="nobody"'), "x"),
            (boundary('<messageEventDefinition id="d" messageRef="nobody"/>'), "d"),
            (boundary('<errorEventDefinition id="d" errorRef="nobody"/>', host=sub("h", task("u"))), "d"),
            (
                boundary(
                    '<escalationEventDefinition id="d" escalationRef="nobody"/>', host=sub("h", task("u"))
                ),
                "d",
            ),
            (boundary('<signalEventDefinition id="d" signalRef="nobody"/>'), "d"),
            (
                chain(
                    task("u"),
                    more='<laneSet id="l"><lane id="lane"><flowNodeRef>nobody</flowNodeRef></lane></laneSet>',
                ),
                "lane",
            ),
            (
                chain(
                    task("u"),
                    root='<collaboration id="c"><participant id="pool" processRef="nobody"/></collaboration>',
                ),
                "pool",
            ),
            (choice("true", None, default="nobody"), "g"),
            (boundary('<messageEventDefinition id="d" messageRef="tns:m"/>', root=MESSAGE), "d"),
        ),
        good=(PLAIN, boundary(CATCH_MESSAGE, root=MESSAGE)),
    ),
    "element-not-offered": Examples(
        bad=(
            (chain(task("u"), more='<correlationSubscription id="x"/>'), "x"),
            (chain(task("u", kind="businessRuleTask")), "u"),
            (chain(task("u", kind="sendTask")), "u"),
            (chain(task("u"), more='<complexGateway id="x"/>'), "x"),
            (chain(task("u"), more='<adHocSubProcess id="x"/>'), "x"),
            (chain(task("u"), more='<transaction id="x"/>'), "x"),
            (chain(task("u", inner='<ioSpecification id="x"/>')), "x"),
            (chain(task("u", inner='<dataInputAssociation id="x"/>')), "x"),
            (chain(task("u", inner='<dataOutputAssociation id="x"/>')), "x"),
            (
                chain(
                    task(
                        "u",
                        inner='<multiInstanceLoopCharacteristics><loopDataInputRef id="x"/></multiInstanceLoopCharacteristics>',
                    )
                ),
                "x",
            ),
            (chain(task("u", inner='<property id="x"/>')), "x"),
            (chain(task("u"), root='<dataStore id="x" name="q"/>'), "x"),
            (
                chain(
                    task(
                        "u",
                        inner='<extensionElements><process id="x" isExecutable="false"/></extensionElements>',
                    )
                ),
                "x",
            ),
            (chain(task("u", inner='<other:note><timerEventDefinition id="x"/></other:note>')), "x"),
            (chain(task("u", inner='<whatever id="x"/>')), "x"),
            (boundary('<eventDefinitionRef id="x">d</eventDefinitionRef>'), "x"),
        ),
        good=(
            PLAIN,
            chain(
                task("u"),
                more='<textAnnotation id="n"><text>批注</text></textAnnotation><association id="as" sourceRef="u" targetRef="n"/>',
            ),
        ),
    ),
    "script-task": Examples(
        bad=((chain(task("u", kind="scriptTask", inner="<script>1</script>")), "u"),), good=(PLAIN,)
    ),
    "attribute-not-offered": Examples(
        bad=(
            (
                event_gateway(timer('"P1D"'), CATCH_MESSAGE).replace(
                    b'<eventBasedGateway id="g"', b'<eventBasedGateway id="g" eventGatewayType="Parallel"'
                ),
                "g",
            ),
            (chain(task("u", attributes='startQuantity="2"')), "u"),
            (chain(task("u", attributes='completionQuantity="2"')), "u"),
            (chain(task("u", attributes='isForCompensation="true"')), "u"),
            (chain(task("u", attributes='scriptFormat="groovy"')), "u"),
            (
                chain(
                    task(
                        "u",
                        inner='<multiInstanceLoopCharacteristics id="x" behavior="None"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
                    )
                ),
                "x",
            ),
            (
                chain(
                    task(
                        "u",
                        inner='<multiInstanceLoopCharacteristics id="x" isSequential="1"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
                    )
                ),
                "x",
            ),
            (
                chain(
                    task("u", kind="receiveTask", attributes='messageRef="m" instantiate="true"'),
                    root=MESSAGE,
                ),
                "u",
            ),
            (boundary(timer('"P1D"'), cancel="1"), "x"),
            (boundary(timer('"P1D"'), cancel="FALSE"), "x"),
            (
                chain(task("u"))
                .replace(b"<definitions", b'<definitions xmlns:b="' + MODEL.encode() + b'"')
                .replace(b'<userTask id="u"', b'<userTask id="u" b:isForCompensation="true"'),
                "u",
            ),
        ),
        good=(PLAIN, chain(task("u", attributes='startQuantity="1" isForCompensation="false"'))),
    ),
    "extension-acts": Examples(
        bad=(
            (chain(task("u", attributes='camunda:delegateExpression="${x}"')), "u"),
            (chain(task("u", attributes='camunda:class="org.example.Delegate"')), "u"),
            (chain(task("u", attributes='flowable:skipExpression="${x}"')), "u"),
            (
                chain(
                    task(
                        "u",
                        inner='<extensionElements><camunda:taskListener event="create"/></extensionElements>',
                    )
                ),
                "u",
            ),
            (
                chain(
                    task(
                        "u",
                        inner='<extensionElements><camunda:executionListener event="start"/></extensionElements>',
                    )
                ),
                "u",
            ),
            (chain(task("u", inner="<extensionElements><camunda:inputOutput/></extensionElements>")), "u"),
            (chain(task("u", inner="<extensionElements><camunda:connector/></extensionElements>")), "u"),
            (
                chain(
                    task(
                        "u",
                        inner="<extensionElements><spiffworkflow:preScript>x=1</spiffworkflow:preScript></extensionElements>",
                    )
                ),
                "u",
            ),
            (
                chain(
                    task(
                        "u",
                        inner="<extensionElements><spiffworkflow:postScript>x=1</spiffworkflow:postScript></extensionElements>",
                    )
                ),
                "u",
            ),
            (
                chain(
                    task(
                        "u",
                        inner='<multiInstanceLoopCharacteristics id="x" camunda:collection="list"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
                    )
                ),
                "x",
            ),
            (chain(task("u", attributes='other:onEntryScript="x"')), "u"),
        ),
        good=(PLAIN, chain(task("u", attributes='camunda:assignee="demo"'))),
    ),
    "extension-ignored": Examples(
        bad=(
            (chain(task("u", attributes='camunda:assignee="demo" camunda:candidateGroups="a"')), "u"),
            (
                chain(
                    task(
                        "u", inner="<extensionElements><other:metaData>x</other:metaData></extensionElements>"
                    )
                ),
                "u",
            ),
            (
                chain(
                    task("u"),
                    after='<bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="pl"><bpmndi:BPMNShape id="sh" bpmnElement="u" color:background-color="#fff"/></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>',
                ),
                "sh",
            ),
        ),
        good=(PLAIN, GOOD),
        severity="warning",
    ),
    "property-unknown": Examples(
        bad=((chain(task("u", rolle="window")), "u"),), good=(GOOD,), severity="warning"
    ),
    "lane-node": Examples(
        bad=(
            (
                chain(
                    task("u"),
                    more='<laneSet id="l"><lane id="lane"><flowNodeRef> u </flowNodeRef></lane></laneSet>',
                ),
                "lane",
            ),
            (
                chain(
                    task("u"),
                    more='<laneSet id="l"><lane id="l1"><flowNodeRef>u</flowNodeRef></lane><lane id="l2"><flowNodeRef>u</flowNodeRef></lane></laneSet>',
                ),
                "u",
            ),
        ),
        good=(
            chain(
                task("u"),
                more='<laneSet id="l"><lane id="l1"><flowNodeRef>u</flowNodeRef><childLaneSet id="c"><lane id="l2"><flowNodeRef>u</flowNodeRef></lane></childLaneSet></lane></laneSet>',
            ),
        ),
    ),
    "diagram-bounds": Examples(
        bad=(
            (
                chain(
                    task("u"),
                    after='<bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="pl"><bpmndi:BPMNShape id="sh" bpmnElement="u"><dc:Bounds x="left" y="1" width="1" height="1"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>',
                ),
                "u",
            ),
        ),
        good=(PLAIN,),
    ),
}

EVENT_RULES = {
    "event-not-offered": Examples(
        bad=(
            *(
                (boundary(f"<{kind}EventDefinition/>"), "x")
                for kind in ("signal", "conditional", "compensate", "cancel", "link", "multiple")
            ),
            *(
                (
                    file(
                        line('<startEvent id="s"/>', f'<endEvent id="e"><{kind}EventDefinition/></endEvent>')
                    ),
                    "e",
                )
                for kind in ("signal", "terminate", "compensate", "cancel", "message")
            ),
            *(
                (
                    chain(
                        f'<intermediateThrowEvent id="t"><{kind}EventDefinition/></intermediateThrowEvent>'
                    ),
                    "t",
                )
                for kind in ("signal", "link", "compensate", "message")
            ),
            *(
                (
                    chain(
                        f'<intermediateCatchEvent id="t"><{kind}EventDefinition/></intermediateCatchEvent>'
                    ),
                    "t",
                )
                for kind in ("signal", "link", "conditional")
            ),
            *(
                (
                    file(
                        line(
                            f'<startEvent id="s"><{kind}EventDefinition/></startEvent>', '<endEvent id="e"/>'
                        )
                    ),
                    "s",
                )
                for kind in ("signal", "conditional", "error")
            ),
            (
                file(
                    line(
                        f'<startEvent id="s">{timer(chr(34) + "P1D" + chr(34))}</startEvent>',
                        '<endEvent id="e"/>',
                    )
                ),
                "s",
            ),
        ),
        good=(PLAIN, boundary(timer('"P1D"')), chain('<intermediateThrowEvent id="t"/>')),
    ),
    "event-definition": Examples(
        bad=(
            (chain('<intermediateCatchEvent id="t"/>'), "t"),
            (boundary(""), "x"),
            (boundary(timer('"P1D"') + timer('"PT1H"')), "x"),
        ),
        good=(boundary(timer('"P1D"')),),
    ),
    "message-name": Examples(
        bad=(
            (chain(task("u", kind="receiveTask")), "u"),
            (boundary("<messageEventDefinition/>"), "x"),
            (boundary(CATCH_MESSAGE, root='<message id="m"/>'), "m"),
        ),
        good=(
            boundary(CATCH_MESSAGE, root=MESSAGE),
            chain(task("u", kind="receiveTask", attributes='messageRef="m"'), root=MESSAGE),
        ),
    ),
    "error-caught": Examples(
        bad=(
            (
                file(
                    line(
                        '<startEvent id="s"/>',
                        '<endEvent id="e"><errorEventDefinition errorRef="er"/></endEvent>',
                    ),
                    root=ERROR,
                ),
                "e",
            ),
            (boundary('<errorEventDefinition errorRef="er"/>', root=ERROR), "x"),
            (boundary("<errorEventDefinition/>", host=sub("h", task("u")), root=ERROR), "x"),
            (
                boundary(
                    '<errorEventDefinition errorRef="er"/>',
                    host=task("h", kind="serviceTask", operation="remind"),
                    root=ERROR,
                ),
                "x",
            ),
            (
                boundary(
                    '<errorEventDefinition errorRef="er"/>',
                    host=sub("h", task("v", kind="serviceTask", operation="remind")),
                    root=ERROR,
                ),
                "x",
            ),
        ),
        good=(
            boundary(
                '<errorEventDefinition errorRef="er"/>',
                host=f'<subProcess id="h">{line("""<startEvent id="hs"/>""", """<endEvent id="he"><errorEventDefinition errorRef="er"/></endEvent>""")}</subProcess>',
                root=ERROR,
            ),
        ),
    ),
    "throw-goes-on": Examples(
        bad=(
            (
                boundary(
                    '<escalationEventDefinition escalationRef="es"/>',
                    host=sub(
                        "h",
                        '<intermediateThrowEvent id="t"><escalationEventDefinition escalationRef="es"/></intermediateThrowEvent>',
                    ),
                    root=ERROR,
                ),
                "t",
            ),
        ),
        good=(
            boundary(
                '<escalationEventDefinition escalationRef="es"/>',
                cancel="false",
                host=sub(
                    "h",
                    '<intermediateThrowEvent id="t"><escalationEventDefinition escalationRef="es"/></intermediateThrowEvent>',
                ),
                root=ERROR,
            ),
        ),
    ),
    "boundary-host": Examples(
        bad=(
            (boundary(timer('"P1D"'), host='<parallelGateway id="h"/>'), "x"),
            (boundary(timer('"P1D"'), host='<intermediateThrowEvent id="h"/>'), "x"),
            (boundary(timer('"P1D"')).replace(b' attachedToRef="h"', b""), "x"),
            (boundary(timer('"P1D"'), host=sub("w", task("h"))), "x"),
        ),
        good=(boundary(timer('"P1D"')), boundary(timer('"P1D"'), host=sub("h", task("u")))),
        alone=False,
    ),
    "event-subprocess": Examples(
        bad=((chain(task("u"), more=sub("es", attributes='triggeredByEvent="true"')), "es"),),
        good=(chain(sub("es", attributes='triggeredByEvent="false"')),),
        alone=False,
    ),
    "timer-syntax": Examples(
        bad=tuple(
            (boundary(timer(text, kind), cancel="false"), "x")
            for kind, text in (
                ("timeDuration", "PT5S"),
                ("timeDuration", '"5 days"'),
                ("timeDuration", '"P1D2H"'),
                ("timeDuration", '"P"'),
                ("timeDuration", '""'),
                ("timeDuration", ""),
                ("timeDuration", '"PT0S"'),
                ("timeDuration", '"-PT5S"'),
                ("timeDuration", '"xyzT5S"'),
                ("timeDuration", '"P99999999Y"'),
                ("timeDuration", "days"),
                ("timeDuration", "5"),
                ("timeDuration", "limit_end('L01')"),
                ("timeDuration", '__import__("os").getcwd()'),
                ("timeDate", '"P5D"'),
                ("timeDate", '"tomorrow"'),
                ("timeDate", "limit_end(L01)"),
                ("timeDate", "limit_end('L01') == 1"),
                ("timeDate", "workdays(5)"),
                ("timeCycle", '"R/PT0S"'),
                ("timeCycle", '"R/PT1S"'),
                ("timeCycle", '"R3"'),
                ("timeCycle", '"PT1H"'),
                ("timeCycle", '"0 0 * * *"'),
                ("timeCycle", '"R0/P1D"'),
                ("timeDuration", '"P1D"<!-- x -->'),
            )
        )
        + (
            (boundary("<timerEventDefinition/>"), "x"),
            (
                boundary(
                    '<timerEventDefinition><timeDate>"2026-01-01"</timeDate><timeDuration>"P1D"</timeDuration></timerEventDefinition>'
                ),
                "x",
            ),
        ),
        good=(
            *(
                boundary(timer(text, kind), cancel="false")
                for kind, text in (
                    ("timeDuration", '"P5D"'),
                    ("timeDuration", " 'PT36H' "),
                    ("timeDate", '"2026-02-13T09:00:00+08:00"'),
                    ("timeDate", '"2026-02-13"'),
                    ("timeDate", "limit_end('L01')"),
                    ("timeCycle", '"R3/P1D"'),
                    ("timeCycle", '"R/P1D"'),
                )
            ),
        ),
    ),
    "timer-cycle": Examples(
        bad=(
            (boundary(timer('"R3/P1D"', "timeCycle")), "x"),
            (
                chain(
                    f'<intermediateCatchEvent id="t">{timer(chr(34) + "R3/P1D" + chr(34), "timeCycle")}</intermediateCatchEvent>'
                ),
                "t",
            ),
        ),
        good=(boundary(timer('"R3/P1D"', "timeCycle"), cancel="false"),),
    ),
}


def _wide(rows: int) -> str:
    """A choice between rows of twenty tasks, twenty rows to a gateway."""
    body = (
        line('<startEvent id="s"/>', task("u"), '<exclusiveGateway id="g" default="d"/>')
        + '<endEvent id="e"/>'
    )
    body += flow("d", "g", "e")
    for at in range(rows // 10):
        body += f'<exclusiveGateway id="g{at}" default="d{at}"/>' + flow(
            f"c{at}", "g", f"g{at}", f"a == {at}"
        )
        body += flow(f"d{at}", f"g{at}", "e")
        for row in range(10):
            tasks = [task(f"t{at}_{row}_{each}") for each in range(20)]
            body += line(*tasks) + flow(f"r{at}_{row}", f"g{at}", f"t{at}_{row}_0", f"b == {row}")
            body += flow(f"q{at}_{row}", f"t{at}_{row}_19", "e")
    return body


FLOW_RULES = {
    "start-count": Examples(
        bad=(
            (chain(task("u"), more='<startEvent id="s2"/>' + flow("x", "s2", "u")), "s2"),
            (file(task("u") + '<endEvent id="e"/>' + flow("x", "u", "e")), "p"),
            (chain('<subProcess id="w"/>'), "w"),
        ),
        good=(PLAIN,),
    ),
    "end-none": Examples(
        bad=(
            (file(line('<startEvent id="s"/>', task("u"))), "p"),
            (chain('<subProcess id="w"><startEvent id="ws"/></subProcess>'), "w"),
        ),
        good=(PLAIN,),
    ),
    "flow-direction": Examples(
        bad=(
            (
                boundary(timer('"P1D"')).replace(
                    b"</process>",
                    (line('<exclusiveGateway id="q"/>') + flow("z", "e2", "h")).encode() + b"</process>",
                ),
                "z",
            ),
            (
                choice("true", None, default="two").replace(
                    b'sourceRef="g" targetRef="a"', b'sourceRef="g" targetRef="s"'
                ),
                "one",
            ),
            (
                boundary(timer('"P1D"')).replace(
                    b'sourceRef="h" targetRef="e"', b'sourceRef="h" targetRef="x"'
                ),
                "s_1",
            ),
        ),
        good=(PLAIN,),
        alone=False,
    ),
    "flow-crosses": Examples(
        bad=(
            (
                file(
                    line('<startEvent id="s"/>', sub("w", task("u")), '<endEvent id="e"/>')
                    + '<exclusiveGateway id="g"/>'
                    + flow("x", "g", "u")
                ),
                "x",
            ),
            (chain(sub("w", task("u"), more=flow("x", "w", "e"))), "x"),
        ),
        good=(chain(sub("w", task("u"))),),
        alone=False,
    ),
    "flow-repeated": Examples(
        bad=(
            (
                choice("outcome == 'yes'", None, default="two").replace(b'targetRef="b"', b'targetRef="a"'),
                "two",
            ),
            (
                choice("outcome == 'yes'", None, default="two").replace(
                    b'sourceRef="g" targetRef="a"', b'sourceRef="g" targetRef="g"'
                ),
                "one",
            ),
        ),
        good=(choice("outcome == 'yes'", None, default="two"),),
        alone=False,
    ),
    "flow-forks": Examples(
        bad=(
            (chain(task("u"), more='<endEvent id="e2"/>' + flow("x", "u", "e2")), "u"),
            (chain(sub("w", task("u")), more='<endEvent id="e2"/>' + flow("x", "w", "e2")), "w"),
        ),
        good=(PLAIN, chain(task("u"), more='<endEvent id="e2"/>' + flow("x", "s", "e2"))),
    ),
    "condition-ignored": Examples(
        bad=(
            (
                chain(task("u")).replace(
                    b'targetRef="e"></', b'targetRef="e"><conditionExpression>true</conditionExpression></'
                ),
                "s_1",
            ),
            (choice("true", "false", kind="parallelGateway"), "one"),
            (choice("outcome == 'yes'", "true", default="two"), "two"),
        ),
        good=(choice("outcome == 'yes'", None, default="two"),),
    ),
    "default-wrong": Examples(
        bad=(
            (choice("true", "false", default="s_0"), "g"),
            (chain(task("u", attributes='default="s_1"')), "u"),
            (choice(None, None, kind="parallelGateway", default="one"), "g"),
        ),
        good=(choice("outcome == 'yes'", None, default="two"),),
    ),
    "condition-none": Examples(
        bad=(
            (choice("outcome == 'yes'", None), "two"),
            (choice(None, None, kind="inclusiveGateway", default="one"), "two"),
        ),
        good=(choice("outcome == 'yes'", None, default="two"),),
    ),
    "condition-syntax": Examples(
        bad=tuple(
            (choice(text, None, default="two"), "one")
            for text in (
                "${amount > 3}",
                "#{amount}",
                "= amount &gt; 3",
                "amount = 3",
                "",
                "   ",
                "amount ＞ 3",
                "outcome == “yes”",
                "case.amount > 3",
                "amount > 3 &amp;&amp; urgent",
                "!urgent",
                '__import__("os").system("id") == 0',
                "().__class__.__mro__ == 1",
                "'{0.__class__}'.format(1) == 'x'",
                "9**9**9 > 1",
                "'a' * 10000000000 == 'b'",
                "1",
                "'yes'",
                "amount + 1",
                "1 == 'a'",
                "not 3",
                "urgent and 'yes'",
                "3 in 4",
                "len(members) > 1",
                "[x for x in y] == 1",
                "lambda: 1",
                "amount > 3 <!-- or true -->",
                "(" * 30 + "true" + ")" * 30,
                "a" * 1001,
            )
        )
        + (
            (
                chain(
                    task(
                        "u",
                        inner='<standardLoopCharacteristics loopMaximum="3"><loopCondition>${x}</loopCondition></standardLoopCharacteristics>',
                    )
                ),
                "u",
            ),
            (
                chain(
                    task(
                        "u",
                        inner="<multiInstanceLoopCharacteristics><loopCardinality>len(x)</loopCardinality></multiInstanceLoopCharacteristics>",
                    )
                ),
                "u",
            ),
            (
                chain(
                    task(
                        "u",
                        inner='<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality><completionCondition>exec("x")</completionCondition></multiInstanceLoopCharacteristics>',
                    )
                ),
                "u",
            ),
        ),
        good=(
            choice("outcome == 'yes'", None, default="two"),
            choice("amount &gt;= 1000.50 and not urgent or aid in ['110', '120']", None, default="two"),
        ),
    ),
    "expression-language": Examples(
        bad=(
            (
                choice("true", None, default="two").replace(
                    b"<conditionExpression>", b'<conditionExpression language="groovy">'
                ),
                "one",
            ),
            (
                choice("true", None, default="two").replace(
                    b"<conditionExpression>", b'<conditionExpression xsi:type="tScript">'
                ),
                "one",
            ),
        ),
        good=(
            choice("true", None, default="two").replace(
                b"<conditionExpression>", b'<conditionExpression xsi:type="tFormalExpression">'
            ),
        ),
    ),
    "loop-count": Examples(
        bad=(
            *(
                (
                    chain(
                        task(
                            "u",
                            inner=f"<standardLoopCharacteristics {said}><loopCondition>true</loopCondition></standardLoopCharacteristics>",
                        )
                    ),
                    "u",
                )
                for said in (
                    "",
                    'loopMaximum="-1"',
                    'loopMaximum="0"',
                    'loopMaximum="1000"',
                    'loopMaximum="x"',
                )
            ),
            *(
                (
                    chain(
                        task(
                            "u",
                            inner=f"<multiInstanceLoopCharacteristics>{said}</multiInstanceLoopCharacteristics>",
                        )
                    ),
                    "u",
                )
                for said in (
                    "",
                    *(
                        f"<loopCardinality>{count}</loopCardinality>"
                        for count in ("-1", "0", "201", "1000000", '"x"', "true", "1.5")
                    ),
                )
            ),
        ),
        good=(
            chain(task("u", inner='<standardLoopCharacteristics loopMaximum="3"/>')),
            chain(
                task(
                    "u",
                    inner='<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>members</loopCardinality></multiInstanceLoopCharacteristics>',
                )
            ),
        ),
    ),
    "loop-twice": Examples(
        bad=(
            (
                chain(
                    task(
                        "u",
                        inner='<standardLoopCharacteristics loopMaximum="3"/><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
                    )
                ),
                "u",
            ),
            (
                choice("true", None, default="two").replace(
                    b"</conditionExpression>",
                    b"</conditionExpression><conditionExpression>false</conditionExpression>",
                ),
                "one",
            ),
        ),
        good=(PLAIN,),
    ),
    "event-gateway": Examples(
        bad=(
            (event_gateway(timer('"P1D"'), timer('"PT1H"')), "g"),
            (event_gateway(CATCH_MESSAGE), "g"),
            (choice(None, None, kind="eventBasedGateway"), "g"),
        ),
        good=(
            event_gateway(timer('"P1D"'), CATCH_MESSAGE),
            file(
                line('<startEvent id="s"/>', '<eventBasedGateway id="g"/>')
                + task("r", kind="receiveTask", attributes='messageRef="m"')
                + f'<intermediateCatchEvent id="c">{timer(chr(34) + "P1D" + chr(34))}</intermediateCatchEvent>'
                + flow("w1", "g", "r")
                + flow("w2", "g", "c")
                + '<endEvent id="e"/>'
                + flow("w3", "r", "e")
                + flow("w4", "c", "e"),
                root=MESSAGE,
            ),
        ),
    ),
    "call-target": Examples(
        bad=(
            (chain('<callActivity id="c"/>'), "c"),
            (chain('<callActivity id="c" calledElement="p"/>'), "c"),
            (chain(task("c", kind="callActivity", called="aid_process")), "c"),
        ),
        good=(
            chain('<callActivity id="c" calledElement="notice"/>'),
            chain(task("c", kind="callActivity", called="fact:aid_process")),
        ),
    ),
    "service-operation": Examples(
        bad=(
            (chain(task("v", kind="serviceTask")), "v"),
            (chain(task("v", kind="serviceTask", operation="remind", in__x="${y}")), "v"),
            (chain(task("v", kind="serviceTask", operation="remind", out__x="a b")), "v"),
        ),
        good=(chain(task("v", kind="serviceTask", operation="remind", in__x="amount + 1", out__y="amount")),),
    ),
    "node-unreached": Examples(
        bad=(
            (chain(task("u"), more=line(task("w"), '<endEvent id="e2"/>')), "w"),
            (chain(task("u"), more='<endEvent id="e2"/>'), "e2"),
        ),
        good=(PLAIN,),
    ),
    "node-dead-end": Examples(
        bad=(
            (
                choice("outcome == 'yes'", None, default="two")
                .replace(b'<endEvent id="eb"/>', b"")
                .replace(b'<sequenceFlow id="b_0" sourceRef="b" targetRef="eb"></sequenceFlow>', b""),
                "b",
            ),
        ),
        good=(PLAIN,),
    ),
    "loop-automatic": Examples(
        bad=(
            (
                file(
                    line(
                        '<startEvent id="s"/>',
                        '<exclusiveGateway id="g"/>',
                        '<exclusiveGateway id="k" default="out"/>',
                    )
                    + flow("back", "k", "g", "true")
                    + '<endEvent id="e"/>'
                    + flow("out", "k", "e")
                ),
                "g",
            ),
            (
                file(
                    line(
                        '<startEvent id="s"/>',
                        task("v", kind="serviceTask", operation="remind"),
                        '<exclusiveGateway id="k" default="out"/>',
                    )
                    + flow("back", "k", "v", "urgent")
                    + '<endEvent id="e"/>'
                    + flow("out", "k", "e")
                ),
                "v",
            ),
            (
                file(
                    line(
                        '<startEvent id="s"/>',
                        sub("w", '<intermediateThrowEvent id="t"/>'),
                        '<exclusiveGateway id="k" default="out"/>',
                    )
                    + flow("back", "k", "w", "urgent")
                    + '<endEvent id="e"/>'
                    + flow("out", "k", "e")
                ),
                "w",
            ),
        ),
        good=(
            file(
                line('<startEvent id="s"/>', task("v"), '<exclusiveGateway id="k" default="out"/>')
                + flow("back", "k", "v", "urgent")
                + '<endEvent id="e"/>'
                + flow("out", "k", "e")
            ),
            file(
                line('<startEvent id="s"/>', sub("w", task("v")), '<exclusiveGateway id="k" default="out"/>')
                + flow("back", "k", "w", "urgent")
                + '<endEvent id="e"/>'
                + flow("out", "k", "e")
            ),
        ),
    ),
    "path-too-long": Examples(
        bad=((chain(*(task(f"t{at}") for at in range(320))), "p"),),
        good=(chain(*(task(f"t{at}") for at in range(250))),),
    ),
    "branches-too-many": Examples(
        bad=(
            (
                chain(
                    '<parallelGateway id="g"/>',
                    '<parallelGateway id="j"/>',
                    more="".join(
                        task(f"t{at}") + flow(f"i{at}", "g", f"t{at}") + flow(f"o{at}", f"t{at}", "j")
                        for at in range(21)
                    ),
                ).replace(b'<sequenceFlow id="s_1" sourceRef="g" targetRef="j"></sequenceFlow>', b""),
                "g",
            ),
        ),
        good=(
            chain(
                '<parallelGateway id="g"/>',
                task("a"),
                '<parallelGateway id="j"/>',
                more=task("b") + flow("i", "g", "b") + flow("o", "b", "j"),
            ),
        ),
    ),
    "nodes-too-many": Examples(
        bad=((file(_wide(60)), "p"),),
        good=(file(_wide(40)),),
    ),
    "join-waits": Examples(
        bad=(
            (
                file(
                    line('<startEvent id="s"/>', task("u"), '<exclusiveGateway id="g" default="two"/>')
                    + task("a")
                    + task("b")
                    + flow("one", "g", "a", "urgent")
                    + flow("two", "g", "b")
                    + line('<parallelGateway id="j"/>', '<endEvent id="e"/>')
                    + flow("aj", "a", "j")
                    + flow("bj", "b", "j")
                ),
                "j",
            ),
        ),
        good=(
            chain(
                '<parallelGateway id="g"/>',
                task("a"),
                '<parallelGateway id="j"/>',
                more=task("b") + flow("i", "g", "b") + flow("o", "b", "j"),
            ),
        ),
        severity="warning",
    ),
    "gateway-order": Examples(
        bad=(
            (choice("amount &gt; 3", "amount &gt; 5"), "g"),
            (choice("urgent", "amount &gt; 5"), "g"),
            (choice("amount &gt; limit", "amount &lt; limit"), "g"),
        ),
        good=(
            choice("outcome == 'yes'", "outcome == 'no'"),
            choice("amount &gt; 3", "amount &lt;= 3"),
            choice("urgent", "not urgent"),
            choice("aid in ['110', '120']", "aid == '210'"),
        ),
        severity="warning",
    ),
}

PUBLISH_RULES = {
    "user-task-role": Examples(bad=((chain(full("u", role="")), "u"),), good=(GOOD,), profile="publish"),
    "user-task-step": Examples(
        bad=((chain(full("u", step="")), "u"), (chain(full("u", outcomes="")), "u")),
        good=(GOOD,),
        profile="publish",
        alone=False,
    ),
    "user-task-form": Examples(
        bad=(
            (chain(full("u", form="")), "u"),
            (chain(full("u", step="other", form="")), "u"),
            (chain(full("u", form="F01")), "u"),
        ),
        good=(GOOD, chain(full("u", step="close", outcomes="closed", form=""))),
        profile="publish",
    ),
    "user-task-limit": Examples(
        bad=(
            (chain(full("u", limit="")), "u"),
            (chain(full("u", limit="none:")), "u"),
            (chain(full("u", limit="none")), "u"),
        ),
        good=(
            GOOD,
            chain(full("u", limit="total")),
            chain(full("u", limit="none:等待申请人")),
            chain(full("u", limit="accept")),
        ),
        profile="publish",
    ),
    "role-unknown": Examples(
        bad=((chain(full("u", role="boss")), "u"),),
        good=(GOOD, chain(full("u", role="*"))),
        profile="publish",
    ),
    "role-lane": Examples(
        bad=(
            (
                chain(
                    full("u"),
                    more='<laneSet id="l"><lane id="lane" name="乡镇负责人"><flowNodeRef>u</flowNodeRef></lane></laneSet>',
                ),
                "u",
            ),
        ),
        good=(
            chain(
                full("u"),
                more='<laneSet id="l"><lane id="lane" name="窗口"><flowNodeRef>u</flowNodeRef></lane></laneSet>',
            ),
            chain(
                full("u"),
                more='<laneSet id="l"><lane id="lane" name="乡镇"><flowNodeRef>u</flowNodeRef></lane></laneSet>',
            ),
        ),
        profile="publish",
    ),
    "form-unknown": Examples(bad=((chain(full("u", form="F08,F99")), "u"),), good=(GOOD,), profile="publish"),
    "limit-unknown": Examples(
        bad=(
            (chain(full("u", limit="Z99")), "u"),
            (boundary(timer("limit_end('Z99')", "timeDate"), host=full("h"), cancel="false"), "x"),
        ),
        good=(GOOD, boundary(timer("limit_end('L01')", "timeDate"), host=full("h"), cancel="false")),
        profile="publish",
    ),
    "call-unknown": Examples(
        bad=(
            (chain('<callActivity id="c" calledElement="nowhere"/>'), "c"),
            (chain('<callActivity id="c" calledElement="round"/>'), "c"),
        ),
        good=(chain('<callActivity id="c" calledElement="notice"/>'),),
        profile="publish",
    ),
    "operation-unknown": Examples(
        bad=((chain(task("v", kind="serviceTask", operation="explode")), "v"),),
        good=(chain(task("v", kind="serviceTask", operation="remind")),),
        profile="publish",
    ),
    "vocabulary-unknown": Examples(
        bad=(
            (chain(full("u", moment="never")), "u"),
            (chain(full("u", documents="receipt,novel")), "u"),
            (chain(full("u", decides="maybe")), "u"),
        ),
        good=(chain(full("u", moment="told", documents="receipt", decides="granted")),),
        profile="publish",
    ),
    "fact-unknown": Examples(
        bad=(
            (choice("weight &gt; 3", None, default="two", before=full("u")), "one"),
            (chain(task("c", kind="callActivity", called="fact:nothing")), "c"),
        ),
        good=(chain(task("c", kind="callActivity", called="fact:aid_process")),),
        profile="publish",
        alone=False,
    ),
    "gateway-incomplete": Examples(
        bad=(
            (choice("outcome == 'yes'", "outcome == 'perhaps'"), "g"),
            (choice("amount &gt; 3", "amount &lt; 3"), "g"),
            (choice("urgent", "urgent", kind="inclusiveGateway"), "g"),
        ),
        good=(
            choice("outcome == 'yes'", "outcome == 'no'"),
            choice("amount &gt;= 3", "amount &lt; 3"),
            choice("urgent", "not urgent"),
            choice("urgent", None, default="two"),
        ),
        profile="publish",
        alone=False,
    ),
    "timer-decides": Examples(
        bad=(
            (
                boundary(timer('"P5D"'), host=full("h")).replace(
                    b'<endEvent id="e2"/>',
                    ('<endEvent id="e2">' + own(decides="granted") + "</endEvent>").encode(),
                ),
                "x",
            ),
            (
                chain(
                    f'<intermediateCatchEvent id="t">{timer(chr(34) + "P1D" + chr(34))}</intermediateCatchEvent>',
                    task("v", kind="serviceTask", operation="remind", moment="decided"),
                ),
                "t",
            ),
            (
                chain(
                    sub(
                        "w",
                        f'<intermediateCatchEvent id="t">{timer(chr(34) + "P1D" + chr(34))}</intermediateCatchEvent>',
                    ),
                    task("v", kind="serviceTask", operation="remind", decides="stopped"),
                ),
                "t",
            ),
        ),
        good=(
            chain(
                f'<intermediateCatchEvent id="t">{timer(chr(34) + "P1D" + chr(34))}</intermediateCatchEvent>',
                full("u", decides="granted"),
            ),
            boundary(timer('"P5D"'), host=full("h"), cancel="false"),
        ),
        profile="publish",
    ),
    "scenario-none": Examples(
        bad=((GOOD, "p"),),
        good=(),
        profile="publish",
        known=Surroundings(scenarios=0, outcomes=KNOWN.outcomes),
    ),
}

# Of the last stage only what a file can bring about; nodes and states that get lost would be faults of the engine.
RUN_RULES = {
    "process-stuck": Examples(
        bad=((FLOW_RULES["join-waits"].bad[0][0], "j"),),
        good=(PLAIN,),
        severity="warning",
    ),
    "process-endless": Examples(
        bad=(
            (
                chain(
                    *(
                        task(
                            f"v{at}",
                            kind="serviceTask",
                            operation="remind",
                            inner='<standardLoopCharacteristics loopMaximum="200"/>',
                        )
                        for at in range(4)
                    )
                ),
                None,
            ),
        ),
        good=(PLAIN,),
    ),
}

ALL_EXAMPLES = FILE_RULES | PART_RULES | EVENT_RULES | FLOW_RULES | PUBLISH_RULES | RUN_RULES
