"""Where an instance stands 所在环节: the drawing of its process with what was passed, and the same as a table."""

from datetime import date
from typing import Any

from casework.casefile import CaseFile
from casework.office import Office
from casework.versions import Version
from documents import diagram
from engine import runtime
from engine.tasks import DONE, OPEN
from store.tables.flow import Instance
from store.work import Work

Shape = dict[str, Any]


def drawn(office: Office, work: Work, file: CaseFile, instance: Instance) -> Shape:
    """What was passed comes from the finished tasks; where it stands from the engine's own answer."""
    version = office.versions.get(work, instance.process, instance.version)
    table = work.tasks.table.c
    done = work.tasks.find(table.instance_id == instance.id, table.state == DONE)
    passed = {task.element_id for task in done}
    tokens, calls = set(), {}
    if instance.state == "running":
        standing = runtime.look(version.definition, instance.tokens)
        calls = {call.task_id: call.node.id for call in standing.calls}
        tokens = {task.node.id for task in standing.open_tasks} | set(calls.values())
    starts = {node.id for node in version.definition.nodes.values() if node.kind == "startEvent"}
    notes = {
        task.element_id: _day_in_short(task.effective_due)
        for task in file.tasks
        if task.instance_id == instance.id and task.state in OPEN and task.effective_due
    }
    reached = passed | tokens | starts
    return {
        "instance_id": instance.id,
        "process": version.key,
        "name": version.name,
        "version": version.number,
        "state": instance.state,
        "called_by": (instance.parent_id, instance.parent_token),
        "calls": calls,
        "tokens": sorted(tokens),
        "passed": sorted(passed | starts),
        "svg": diagram.svg(
            version.bpmn,
            tokens=tokens,
            passed=passed | starts,
            passed_flows=_flows(version, reached),
            notes=notes,
            title=version.name,
        ),
        "table": [vars(row) for row in diagram.table(version.bpmn)],
    }


def _day_in_short(due: str) -> str:
    """A deadline on a badge: `11月17日`."""
    day = date.fromisoformat(due[:10])
    return f"{day.month}月{day.day}日"


def _flows(version: Version, reached: set[str]) -> set[str]:
    """Flows between two reached elements; enough to see the way that was taken."""
    return {flow.id for flow in version.definition.flows if flow.source in reached and flow.target in reached}
