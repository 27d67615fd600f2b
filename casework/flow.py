"""The flow 流程: start instances, move them, and carry what the engine answers into tasks, moments, calls and due moments."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from assistance import handover as handovers
from assistance.handover import Handover
from assistance.people import UNIT_ROLES, county_of, group, place_of
from assistance.supervision import Slip
from casework import avoidance, facts, limits, operations, papers, registering
from casework.casefile import Open
from casework.versions import Version
from engine import runtime, tasks
from engine.errors import WrongState
from engine.runtime import Advance, Call, Context, Node, OpenTask
from engine.tasks import CLAIMED, FAR, OPEN, READY, Task
from engine.values import changed
from store.tables.flow import DueMoment, Instance

RUNNING, ENDED, CANCELLED = "running", "ended", "cancelled"
SLIP_ROLE = "*"
"""The role of a task that goes to whoever a slip names."""


STARTERS: dict[str, Callable[[Open, str], Handover]] = {}
"""Kinds of process whose instances carry a row of their own, made when the call starts."""
TIMES: dict[str, Callable[[Open, Instance], tuple[datetime | None, date | None]]] = {}
"""Moments of which a row of the case knows the time, by name; asked when they are recorded, so the row may follow them."""


def start(
    file: Open,
    version: Version,
    *,
    parent: Instance | None = None,
    call: Call | None = None,
    handover: Handover | None = None,
    slip: Slip | None = None,
) -> Instance:
    """Start an instance of a version and carry it to its first tasks."""
    instance = Instance(
        id=file.command.new_id(),
        case_id=file.case.id,
        process=version.key,
        version=version.number,
        kind=version.kind,
        parent_id=parent.id if parent else None,
        parent_token=call.task_id if call else None,
        handover_id=handover.id if handover else None,
        slip_id=slip.id if slip else None,
        state=RUNNING,
        tokens=b"",
        started_at=file.now,
        ended_at=None,
        wake_at=None,
        revision=1,
    )
    file.instances.keep(instance)
    file.runs_on(version.key, version.number)
    if handover:
        file.handovers.keep(replace(handover, instance_id=instance.id))
        limits.follow(
            file
        )  # a drafted handover has no moment of its own yet, and its time for sending already runs
    if slip:
        file.slips.keep(replace(slip, instance_id=instance.id))
    for node in version.definition.nodes.values():
        if node.kind == "startEvent":
            record_node(file, instance, version, node, None)
    context = replace(context_of(file, instance, version), seed=instance.id)
    return settle(file, instance, version, runtime.start(version.definition, context))


def complete(file: Open, task: Task, outcome: str) -> Instance:
    """Move an instance past a task that a person has completed; its moments are recorded first, so that timers see their limits."""
    instance = file.instances.load(task.instance_id)
    version = version_of(file, instance)
    record_node(file, instance, version, version.definition.nodes[task.element_id], outcome)
    context = replace(context_of(file, instance, version), outcome=outcome)
    advance = runtime.complete(version.definition, instance.tokens, task.token, context)
    return settle(file, instance, version, advance)


def send(file: Open, instance_id: str, message: str) -> Instance:
    """Send a message to one instance."""
    instance = file.instances.load(instance_id)
    version = version_of(file, instance)
    advance = runtime.send(version.definition, instance.tokens, message, context_of(file, instance, version))
    return settle(file, instance, version, advance)


def tell(file: Open, instance_id: str | None, message: str) -> bool:
    """Send a message to an instance that waits for it; False when there is none that does."""
    if instance_id is None:
        return False
    instance = file.instances.load(instance_id)
    version = version_of(file, instance)
    waits = instance.state == RUNNING and message in runtime.waiting_messages(
        version.definition, instance.tokens
    )
    if waits:
        send(file, instance_id, message)
    return waits


def wake(file: Open, instance_id: str) -> Instance:
    """Fire the timers of an instance that are due."""
    instance = file.instances.load(instance_id)
    version = version_of(file, instance)
    advance = runtime.wake(version.definition, instance.tokens, context_of(file, instance, version))
    return settle(file, instance, version, advance)


def retime(file: Open) -> None:
    """Limits have moved: timers that wait for the end of one wait for where it is now. None fires here."""
    table = file.work.instances.table.c
    for stored in file.work.instances.find(
        table.case_id == file.case.id, table.state == RUNNING, table.wake_at.is_not(None)
    ):
        instance = file.instances.load(stored.id)
        version = version_of(file, instance)
        try:
            advance = runtime.retime(version.definition, instance.tokens, context_of(file, instance, version))
        except (runtime.StepFailed, WrongState):
            continue  # its limit has ended: the timer fires when it would have, and one case stops no calendar
        settle(file, instance, version, advance)


def cancel(file: Open, instance: Instance) -> None:
    """撤销 one instance: no task, timer or called process of it is left."""
    if instance.state != RUNNING:
        return
    version = version_of(file, instance)
    advance = runtime.cancel(version.definition, instance.tokens, context_of(file, instance, version))
    settle(file, replace(instance, state=CANCELLED, ended_at=file.now), version, advance)


def cancel_all(file: Open) -> None:
    """撤销 all running instances of the case, called ones with their callers."""
    table = file.work.instances.table.c
    for instance in file.work.instances.find(table.case_id == file.case.id, table.state == RUNNING):
        cancel(file, file.instances.load(instance.id))


def version_of(file: Open, instance: Instance) -> Version:
    """The version an instance runs on."""
    return file.command.office.versions.get(file.work, instance.process, instance.version)


def context_of(file: Open, instance: Instance, version: Version) -> Context:
    """What the engine sees in this command: facts at evaluation, limits for timers, operations for service tasks."""

    def limit_end(row: str) -> datetime:
        return limits.end_of(file, row, instance)

    return Context(
        now=file.now,
        facts=facts.visible(file, version.manifest, instance),
        functions={"limit_end": limit_end},
        operations=operations.bound(file, instance),
    )


def record_node(file: Open, instance: Instance, version: Version, node: Node, outcome: str | None) -> None:
    """Record the moments a node's completion makes, and what hangs on them: limits and documents."""
    names = [node.moment] if node.moment else []
    if node.step:
        names += version.manifest.moments_of(node.step, outcome)
    for name in names:
        record(file, name, instance, version)
    ruled = version.manifest.documents_of(node.step, outcome) if node.step else ()
    for kind in (*node.documents, *ruled):
        papers.make(file, kind, instance)
    if node.step:
        registering.enter(file, version.manifest.entries_of(node.step, outcome), instance, version)


def record(
    file: Open,
    name: str,
    instance: Instance,
    version: Version,
    *,
    when: tuple[datetime | None, date | None] | None = None,
) -> None:
    """One moment with its own time (or the time given), the limits it opens or closes, and the documents made at it."""
    at, on = when or (TIMES[name](file, instance) if name in TIMES else facts.time_of(file, name))
    file.record(name, at=at, on=on, handover_id=instance.handover_id, slip_id=instance.slip_id)
    limits.follow(file)
    for kind in version.manifest.documents_at(name):
        papers.make(file, kind, instance)
    registering.enter(file, version.manifest.entries_at(name), instance, version)


def settle(file: Open, instance: Instance, version: Version, advance: Advance) -> Instance:
    """Carry an advance into the file, then begin and end the instances linked to this one."""
    if file.command.office.trace:
        file.command.office.trace(version.key, advance)
    file.facts.update(advance.facts)
    ended = advance.ended and instance.state == RUNNING
    instance = changed(
        instance,
        tokens=advance.state,
        state=ENDED if ended else instance.state,
        ended_at=file.now if ended else instance.ended_at,
    )
    instance = file.instances.keep(_wake_at(file, instance, advance))
    for passed in advance.passed:
        if passed.node.kind not in ("userTask", "startEvent"):
            record_node(file, instance, version, passed.node, None)
    _tasks(file, instance, version, advance)
    for call in advance.cancelled:
        _cancel_call(file, instance, call)
    for call in advance.started:
        _start_call(file, instance, version, call)
    if ended and instance.parent_id:
        _finish_call(file, instance)
    return file.instances[instance.id]


def _wake_at(file: Open, instance: Instance, advance: Advance) -> Instance:
    """One due moment an instance: that of its earliest timer."""
    due = min((timer.due_at for timer in advance.timers), default=None)
    if due == instance.wake_at:
        return instance
    name = f"timer-{instance.id}"
    if instance.wake_at is not None:
        file.cancel_due(name)
    if due is not None:
        file.add_due(
            DueMoment(
                id=name, kind="timer", subject=instance.id, case_id=file.case.id, due_at=due, attempts=0
            )
        )
    return replace(instance, wake_at=due)


def _tasks(file: Open, instance: Instance, version: Version, advance: Advance) -> None:
    """Task rows follow the engine: what it no longer waits for is cancelled, what it newly waits for is made.

    A task that is being completed is known too: its effects may send its own instance a message before it moves on.
    """
    waiting = {task.id: task for task in advance.open_tasks}
    known = set()
    for task in file.tasks:
        if task.instance_id == instance.id:
            known.add(task.token)
            if task.state in OPEN and task.token not in waiting:
                file.tasks.keep(tasks.cancel(task, file.now))
    for token, open_task in waiting.items():
        if token not in known:
            _make_task(file, instance, version, open_task)


def _make_task(file: Open, instance: Instance, version: Version, open_task: OpenTask) -> None:
    node = open_task.node
    slip = file.slips.load(instance.slip_id) if instance.slip_id else None
    role, place, unit = _whose(file, instance, node, slip)
    task = Task(
        id=file.command.new_id(),
        revision=1,
        case_id=file.case.id,
        case_no=file.case.no or "",
        aid=file.case.aid,
        head_name=_name_for(file, instance, role),
        process=instance.process,
        version=instance.version,
        instance_id=instance.id,
        token=open_task.id,
        element_id=node.id,
        step=node.step or node.id,
        name=node.name,
        role=role,
        group=group(role, unit or place),
        area=file.case.area if unit else place,
        unit=unit,
        handover_id=instance.handover_id,
        slip_id=instance.slip_id,
        limit_row=node.limit,
        state=READY,
        holder=None,
        created_at=file.now,
        claimed_at=None,
        done_at=None,
        done_by=None,
        outcome=None,
        effective_due=None,
        effective_row=None,
        amber_at=None,
        late_at=None,
        sort_at=FAR,
        priority=0,
        follow_up_on=None,
    )
    if slip and node.properties.get("role") == SLIP_ROLE and slip.to_login:
        task = replace(task, state=CLAIMED, holder=slip.to_login, claimed_at=file.now)
    file.tasks.keep(task)
    file.exclusions += avoidance.excluded(file, task, kept_apart(file, version, task))


def _name_for(file: Open, instance: Instance, role: str) -> str:
    """The applicant's name, which an agency reads only where the person has agreed to it."""
    if role == "referral" and instance.handover_id:
        row = file.handovers.load(instance.handover_id)
        return row.head_name if handovers.passes(row, "name") else "（未同意提供姓名）"
    return file.case.head_name or ""


def _whose(file: Open, instance: Instance, node: Node, slip: Slip | None) -> tuple[str, str, str | None]:
    """Role, area and unit of a task: from the case's township or village, the handover's unit, or the slip's addressee."""
    role = node.role or ""
    if role == SLIP_ROLE and slip:
        role, place = slip.to_group.split("@")
        return role, place, place if role in UNIT_ROLES else None
    if role in UNIT_ROLES and instance.handover_id:
        unit = file.handovers.load(instance.handover_id).unit
        return role, county_of(file.case.area), unit
    return role, place_of(role, file.case.area, file.case.village), None


def kept_apart(file: Open, version: Version, task: Task) -> set[str]:
    """Who did a step that this one must be kept apart from 回避; asked when a task is made, and again when it is done.

    A visit is done by all who went, whoever hands in the record.
    """
    steps = version.manifest.apart(task.step)
    if not steps:
        return set()
    done = file.work.tasks.having(case_id=file.case.id, step=tuple(sorted(steps)))
    those = {other.id: other for other in [*done, *file.tasks] if other.done_by and other.step in steps}
    visits = [one.content for one in file.forms.everything() if one.form == "F08" and one.task_id in those]
    went = {login for visit in visits for login in visit["visitors"]}
    return {other.done_by for other in those.values() if other.done_by} | went


def _start_call(file: Open, parent: Instance, version: Version, call: Call) -> None:
    called = file.command.office.versions.called(file.work, version, call.called)
    maker = STARTERS.get(called.kind)
    start(file, called, parent=parent, call=call, handover=maker(file, call.called) if maker else None)


def _finish_call(file: Open, child: Instance) -> None:
    """The child's end is a step of its parent, in the same command."""
    assert child.parent_id
    assert child.parent_token
    parent = file.instances.load(child.parent_id)
    if parent.state != RUNNING:
        return
    version = version_of(file, parent)
    context = context_of(file, parent, version)
    settle(
        file,
        parent,
        version,
        runtime.finish_call(version.definition, parent.tokens, child.parent_token, context),
    )


def _cancel_call(file: Open, parent: Instance, call: Call) -> None:
    table = file.work.instances.table.c
    stored = file.work.instances.find(table.parent_id == parent.id, table.state == RUNNING)
    children = {child.id: child for child in (*stored, *file.instances) if child.parent_id == parent.id}
    for child in children.values():
        if child.parent_token == call.task_id:
            cancel(file, file.instances.load(child.id))
