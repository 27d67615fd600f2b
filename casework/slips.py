"""Slips 督办单: a late step is urged in writing, answered by whoever has it, checked and closed by the supervisor."""

from collections.abc import Mapping
from typing import Any

from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from assistance.supervision import Slip
from casework import flow, paging, scope, shapes, steps
from casework.casefile import Open, find_case, open_by_id
from casework.inbox import write
from casework.names import Names
from casework.office import Command, Office, matches
from engine import tasks
from engine.errors import Fault, Forbidden, FormRefused, NotFound, WrongState
from engine.ids import register_no
from engine.limits.clock import overdue as days_overdue
from engine.permissions import Place, demand, may
from engine.tasks import OPEN, READY, Task
from engine.time import legal_day
from store.conditions import below_any
from store.work import Work

Shape = dict[str, Any]
SUPERVISE = "supervise"


def issue(office: Office, by: Actor, no: str, *, task_id: str, text: str) -> Shape:
    """发起督办 of a step: whoever holds it (or the group it waits in) has to answer within L12."""
    with office.command("slip.issue", by, {"case": no, "task": task_id, "text": text}) as command:
        case = find_case(command.work, no, lock=True)
        demand(by.grants, "slip.issue", scope.place_of_case(case), PERMISSIONS)
        matches(by, case.revision)
        file = Open(command, case)
        task = file.tasks.get(task_id)
        if task is None or task.state not in OPEN:
            raise NotFound(what="task", id=task_id)
        if not text.strip():
            raise FormRefused([Fault(path="text", code="E_REQUIRED", facts={"label": "督办要求"})])
        table = command.work.slips.table.c
        running = command.work.slips.find(
            table.task_id == task_id, table.state.in_(("issued", "replied", "redo", "passed"))
        )
        if running:
            raise WrongState(why="already_urged", slip=running[0].no)
        slip = _new(command, file, task, text)
        flow.start(file, office.versions.in_force(command.work, SUPERVISE), slip=slip)
        command.note("slip.issue", step=task.step, step_name=task.name, task_id=task.id, text=text)
        _finish(command, file, slip.id)
        command.status = 201
    return dict(command.answer)


def list_slips(
    office: Office,
    by: Actor,
    *,
    filters: Mapping[str, str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Shape:
    """Slips of one's area, newest first; whoever was urged sees their own."""
    demand(by.grants, "slip.read", Place(units=frozenset(g.unit for g in by.grants if g.unit)), PERMISSIONS)
    with office.store.read() as work:
        table = work.slips.table.c
        own = (table.to_login == by.login) | table.to_group.in_(by.groups)
        where = [below_any(table.area, scope.areas(by, "slip.read")) | own]
        for key, value in (filters or {}).items():
            where.append(paging.column(table, key, ("state", "case_no", "task_id")) == value)
        page, following = paging.newest(work.slips, "proposed_at", where, cursor=cursor, limit=limit)
        return {"items": [_shape(office, work, by, row) for row in page], "next": following}


def show(office: Office, by: Actor, slip_id: str) -> Shape:
    """One slip."""
    with office.store.read() as work:
        row = work.slips.get(slip_id)
        if not _is_urged(by, row):
            demand(by.grants, "slip.read", Place(area=row.area), PERMISSIONS)
        return _shape(office, work, by, row)


def reply(office: Office, by: Actor, slip_id: str, *, text: str) -> Shape:
    """回复, by whoever was urged."""
    return act(office, by, slip_id, "urge_reply", "replied", {"reply": {"text": text}}, None)


def check(office: Office, by: Actor, slip_id: str, *, outcome: str, reason: str | None = None) -> Shape:
    """复核: passed, or redo with a reason."""
    if outcome not in ("passed", "redo"):
        raise FormRefused([Fault(path="outcome", code="E_CHOICE", facts={"label": "复核结论"})])
    return act(office, by, slip_id, "urge_check", outcome, {}, reason)


def close(office: Office, by: Actor, slip_id: str) -> Shape:
    """销号."""
    return act(office, by, slip_id, "urge_close", "closed", {}, None)


def act(
    office: Office,
    by: Actor,
    slip_id: str,
    step: str,
    outcome: str,
    given: Mapping[str, Any],
    reason: str | None,
) -> Shape:
    """One act of a slip's process, by the step that is open."""
    recorded = {"slip": slip_id, "step": step, "outcome": outcome, "forms": given, "reason": reason}
    with office.command("slip.act", by, recorded) as command:
        _carry_out(command, slip_id, step, outcome, given, reason)
    return dict(command.answer)


def _carry_out(
    command: Command, slip_id: str, step: str, outcome: str, given: Mapping[str, Any], reason: str | None
) -> None:
    by, seen = command.by, command.work.slips.get(slip_id)
    if step == "urge_reply":
        if not _is_urged(by, seen):
            demand(by.grants, "slip.reply", Place(area=seen.area), PERMISSIONS)
    else:
        _may_judge(by, seen, "slip.close" if step == "urge_close" else "slip.check")
    file = open_by_id(command, seen.case_id)
    slip = file.slips.load(slip_id)
    matches(by, slip.revision)
    task = _task(command, file, slip_id, step)
    steps.complete(file, task, outcome=outcome, given=given, reason=reason)
    _finish(command, file, slip_id)


def _new(command: Command, file: Open, task: Task, text: str) -> Slip:
    year = legal_day(command.now).year
    late = _days_late(command, file, task)
    slip = Slip(
        id=command.new_id(),
        revision=1,
        no=register_no("DB", file.case.area, year, command.serial(f"DB-{file.case.area}-{year}")),
        case_id=file.case.id,
        case_no=file.case.no or "",
        area=file.case.area,
        task_id=task.id,
        step=task.step,
        row=task.effective_row,
        overdue=late,
        to_login=task.holder,
        to_group=task.group,
        instance_id=None,
        state="issued",
        text=text,
        reply=None,
        check_reason=None,
        issued_by=command.by.login,
        issued_at=command.now,
        closed_at=None,
        proposed_at=command.now,
    )
    return file.slips.keep(slip)


def _days_late(command: Command, file: Open, task: Task) -> int | None:
    """How many working days (or hours) the step is late; None while it is not."""
    calendar = command.office.calendars.current(command.work)
    found = [
        days_overdue(calendar, limit.due, command.now)
        for limit in file.limits
        if limit.row == task.effective_row and limit.state == "open"
    ]
    return max((late[0] for late in found if late), default=None)


def _may_judge(by: Actor, slip: Slip, act: str) -> None:
    """Checking and closing are the supervisor's; whoever was urged sees the slip, so its existence is no secret to them."""
    place = Place(area=slip.area)
    if _is_urged(by, slip) and may(by.grants, act, place, PERMISSIONS):
        raise Forbidden(act=act, why="role")
    demand(by.grants, act, place, PERMISSIONS)


def _task(command: Command, file: Open, slip_id: str, step: str) -> Task:
    for task in file.tasks:
        if task.slip_id == slip_id and task.step == step and task.state in OPEN:
            if task.state == READY or task.holder != command.by.login:
                scope.may_see_task(command.work, command.by, task)
                task = file.tasks.keep(tasks.claim(task, command.by.login, command.by.groups, file.now))
            return task
    raise WrongState(step=step)


def _is_urged(by: Actor, slip: Slip) -> bool:
    return slip.to_login == by.login or slip.to_group in by.groups


def _finish(command: Command, file: Open, slip_id: str) -> None:
    write(file)
    command.answer = _shape(command.office, command.work, command.by, file.slips[slip_id])


def _shape(office: Office, work: Work, by: Actor, row: Slip) -> Shape:
    own = work.limits.find(work.limits.table.c.slip_id == row.id)
    names = Names(work, legal_day(office.now()))
    calendar = office.calendars.current(work)
    return shapes.slip(row, names, own, calendar, office.now(), allowed=_acts(by, row))


def _acts(by: Actor, row: Slip) -> list[str]:
    """What this person may do with a slip now."""
    able = {
        "reply": row.state in ("issued", "redo") and _is_urged(by, row),
        "check": row.state == "replied" and _supervises(by, row, "slip.check"),
        "close": row.state == "passed" and _supervises(by, row, "slip.close"),
    }
    return [act for act, now in able.items() if now]


def _supervises(by: Actor, row: Slip, act: str) -> bool:
    return may(by.grants, act, Place(area=row.area), PERMISSIONS) is None
