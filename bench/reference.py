"""Reference processes 参照流程, drawn here so that both engines read the very same file."""

from collections.abc import Iterable
from itertools import pairwise

from assistance.cases import Case
from casework import flow, inbox
from casework.casefile import Open
from casework.office import Office
from casework.people import SYSTEM
from engine.tasks import FAR
from store.tables.flow import ProcessVersion

TOWN, WORKER, AID = "130399100", "ck1", "310"
VARIABLES = {f"v{n:02d}": f"第{n}项的内容，示例文字" for n in range(30)}
"""30 form variables, 1.5 kB as JSON; each step hands them in anew."""
LIMITS = (
    "id,regime,aid,step,n,unit,kind,clock_starts_at,clock_ends_at,scope,applies_when,extended_n,extended_unit,"
    "label,source,valid_from,valid_to\n"
)
HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core" targetNamespace="urn:yimen:bench">'
)


def variables(step: int) -> dict[str, str]:
    """What the form of one step says."""
    return {name: f"{text}{step:04d}" for name, text in VARIABLES.items()}


def task(name: str) -> str:
    """A user task with a P5D reminder that does not interrupt."""
    properties = {"step": name, "role": "window", "limit": "none:bench", "outcomes": "a,b"}
    listed = "".join(f'<s:property name="{key}" value="{value}"/>' for key, value in properties.items())
    return (
        f'<bpmn:userTask id="{name}" name="{name}"><bpmn:extensionElements><s:properties>{listed}</s:properties>'
        f"</bpmn:extensionElements></bpmn:userTask>"
        f'<bpmn:boundaryEvent id="{name}_late" attachedToRef="{name}" cancelActivity="false">'
        f'<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">"P5D"</bpmn:timeDuration>'
        f'</bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:endEvent id="{name}_told"/>'
        f'<bpmn:sequenceFlow id="{name}_tell" sourceRef="{name}_late" targetRef="{name}_told"/>'
    )


def diagram(key: str, nodes: Iterable[str], flows: Iterable[tuple[str, ...]]) -> str:
    """A process file; a flow is (from, to) or (from, to, outcome)."""
    drawn = []
    for n, (source, target, *outcome) in enumerate(flows):
        condition = (
            f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">outcome == "{outcome[0]}"'
            f"</bpmn:conditionExpression>"
            if outcome
            else ""
        )
        drawn.append(
            f'<bpmn:sequenceFlow id="f{n}" sourceRef="{source}" targetRef="{target}">{condition}</bpmn:sequenceFlow>'
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{HEAD}<bpmn:process id="{key}" name="{key}" isExecutable="true">'
        f'<bpmn:startEvent id="begin"/>{"".join(nodes)}<bpmn:endEvent id="done"/>{"".join(drawn)}'
        f"</bpmn:process></bpmn:definitions>"
    )


def branches() -> str:
    """Start, 7 user tasks, a fork and a choice; a walk completes 6 of them."""
    nodes = [
        *map(task, ("t1", "t2", "t3", "t4", "t5", "t6", "t7")),
        '<bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/>',
        '<bpmn:exclusiveGateway id="choice" default="f8"/><bpmn:exclusiveGateway id="merge"/>',
    ]
    flows = [
        ("begin", "t1"),
        ("t1", "fork"),
        ("fork", "t2"),
        ("fork", "t3"),
        ("t2", "join"),
        ("t3", "join"),
        ("join", "t4"),
        ("t4", "choice"),
        ("choice", "t5"),
        ("choice", "t6", "b"),
        ("t5", "merge"),
        ("t6", "merge"),
        ("merge", "t7"),
        ("t7", "done"),
    ]
    return diagram("bench-branches", nodes, flows)


def loop() -> str:
    """Three tasks in a circle that outcome `b` leaves."""
    nodes = [
        *map(task, ("t1", "t2", "t3")),
        '<bpmn:exclusiveGateway id="again" default="f4"/><bpmn:exclusiveGateway id="merge"/>',
    ]
    flows = [
        ("begin", "merge"),
        ("merge", "t1"),
        ("t1", "t2"),
        ("t2", "t3"),
        ("again", "merge"),
        ("t3", "again"),
        ("again", "done", "b"),
    ]
    return diagram("bench-loop", nodes, flows)


def chain(length: int) -> str:
    """So many tasks one after the other."""
    names = [f"t{n}" for n in range(1, length + 1)]
    flows = [("begin", names[0]), *pairwise(names), (names[-1], "done")]
    return diagram(f"bench-chain-{length}", map(task, names), flows)


def publish(office: Office, key: str, bpmn: str) -> None:
    """A reference process as version 1, past the gate: it is no process of an administration."""
    with office.command("bench.publish", SYSTEM, {}) as command:
        command.work.processes.add(
            ProcessVersion(
                id=f"{key}-1",
                key=key,
                number=1,
                name=key,
                kind="aid",
                state="published",
                in_force=False,
                origin="bench",
                based_on=None,
                sha256="",
                editor="system",
                publisher="system",
                published_at=command.now,
                effective_from=None,
                closure=[],
                files={
                    "process.bpmn": bpmn,
                    "manifest.toml": f'key = "{key}"\nname = "{key}"\nkind = "aid"\n',
                    "limits.csv": LIMITS,
                },
            )
        )


def open_case(office: Office, key: str) -> str:
    """Start a reference process in a case of its own; the id of the case."""
    with office.command("bench.open", SYSTEM, {"process": key}) as command:
        now = command.now
        case = Case(
            id=command.new_id(),
            no=None,
            revision=1,
            aid=AID,
            regime="R2026",
            state="accepted",
            result=None,
            unit_result=None,
            decided=False,
            county=TOWN[:6],
            area=TOWN,
            village=None,
            head_name="示例甲",
            head_id=None,
            head_id_index=None,
            head_phone=None,
            household_no=None,
            members=None,
            flags=[],
            versions=[],
            applied_on=now.date(),
            accepted_at=now,
            accepted_on=now.date(),
            created_by="system",
            created_at=now,
            closed_at=None,
            effective_due=None,
            effective_row=None,
            amber_at=None,
            late_at=None,
            sort_at=FAR,
            event_seq=0,
            event_hash=None,
            event_at=now,
        )
        file = Open(command, case, new=True)
        file.numbered(f"BENCH-{case.id}")
        file.facts.update(variables(0))
        flow.start(file, office.versions.get(command.work, key, 1))
        inbox.write(file)
    return case.id
