"""Slips 督办单: a late step is urged in writing, answered by whoever has it, checked and closed by the supervisor."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from assistance import supervision
from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from assistance.supervision import Slip
from casework import flow, limits, paging, scope, shapes, steps
from casework.casefile import Open, find_case, open_by_id
from casework.inbox import write
from casework.names import Names
from casework.office import Command, Office, matches
from engine import tasks
from engine.errors import Fault, Forbidden, FormRefused, NotFound, WrongState
from engine.ids import register_no
from engine.limits import Limit
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
        if task.slip_id is not None:
            raise WrongState(why="step_of_slip", slip=file.slips.load(task.slip_id).no)
        _demand_text("text", "督办要求", text)
        known = command.work.slips.having(task_id=task_id, state=supervision.OPEN)
        if any(slip.state in supervision.URGED for slip in known):
            raise WrongState(why="already_urged", slip=known[0].no)
        file.slips.lay(known)
        slip = known[0] if known else _new(command, file, task, None)
        _send(command, file, slip, task, text)
        command.status = 201
    return dict(command.answer)


def propose(command: Command, file: Open, task: Task, limit: Limit) -> str:
    """A slip 待发 for a step that stays late; nothing goes out before the supervisor issues it. Its id."""
    slip = _new(command, file, task, limit)
    command.note("slip.propose", step=task.step, step_name=task.name, task_id=task.id, text=slip.no)
    return slip.id


def issue_proposed(office: Office, by: Actor, slip_id: str, *, text: str) -> Shape:
    """发出 a proposed slip, to whoever has the late step by now."""
    with office.command("slip.send", by, {"slip": slip_id, "text": text}) as command:
        file, slip = _proposed(command, slip_id, "slip.issue")
        _demand_text("text", "督办要求", text)
        task = _late_step(slip, file.tasks, file.limits.get(slip.limit_id or ""))
        if task is None:
            raise WrongState(why="nothing_to_urge", slip=slip.no)
        _send(command, file, slip, task, text)
    return dict(command.answer)


def drop(office: Office, by: Actor, slip_id: str, *, reason: str) -> Shape:
    """不发: the supervisor does not urge what was proposed, and says why."""
    with office.command("slip.drop", by, {"slip": slip_id, "reason": reason}) as command:
        file, slip = _proposed(command, slip_id, "slip.drop")
        _demand_text("reason", "不发的理由", reason)
        file.slips.keep(supervision.decline(slip, command.now, reason))
        command.note("slip.drop", step=slip.step, task_id=slip.task_id, text=slip.no, reason=reason)
        _finish(command, file, slip_id)
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
        out = below_any(table.area, scope.areas(by, "slip.read")) | own
        watched = below_any(table.area, scope.areas(by, "supervision.overdue"))
        where = [watched | (out & table.issued_at.is_not(None))]
        for key, value in (filters or {}).items():
            where.append(paging.column(table, key, ("state", "case_no", "task_id")) == value)
        page, following = paging.newest(work.slips, "proposed_at", where, cursor=cursor, limit=limit)
        return {"items": _shapes(office, work, by, page), "next": following}


def count_proposed(office: Office, by: Actor) -> int:
    """How many slips the ladder has proposed in one's area and nobody has decided on yet."""
    with office.store.read() as work:
        return work.count_slips(scope.areas(by, "slip.issue"), "proposed")


def show(office: Office, by: Actor, slip_id: str) -> Shape:
    """One slip."""
    with office.store.read() as work:
        row = work.slips.get(slip_id)
        if row.issued_at is None:
            demand(by.grants, "supervision.overdue", Place(area=row.area), PERMISSIONS)
        elif not _is_urged(by, row):
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


def _new(command: Command, file: Open, task: Task, limit: Limit | None) -> Slip:
    """A slip that waits for the supervisor's word; `limit` is the late one for which the ladder proposes it."""
    year = legal_day(command.now).year
    slip = Slip(
        id=command.new_id(),
        revision=1,
        no=register_no("DB", file.case.area, year, command.serial(f"DB-{file.case.area}-{year}")),
        case_id=file.case.id,
        case_no=file.case.no or "",
        area=file.case.area,
        task_id=task.id,
        step=task.step,
        row=limit.row if limit else task.effective_row,
        overdue=_days_late(command.office, command.work, file.limits, limit, task, command.now),
        to_login=task.holder,
        to_group=task.group,
        instance_id=None,
        state="proposed",
        text="",
        reply=None,
        check_reason=None,
        issued_by=None,
        issued_at=None,
        closed_at=None,
        proposed_at=command.now,
        limit_id=limit.id if limit else None,
    )
    return file.slips.keep(slip)


def _send(command: Command, file: Open, slip: Slip, task: Task, text: str) -> None:
    """From 待发 to 已发起: the process starts, and with it the time for the reply."""
    limit = file.limits.get(slip.limit_id or "")
    late = _days_late(command.office, command.work, file.limits, limit, task, command.now)
    issued = supervision.issue(
        replace(slip, overdue=late),
        by=command.by.login,
        at=command.now,
        text=text,
        to=(task.holder, task.group),
        task=(task.id, task.step),
    )
    file.slips.keep(issued)
    flow.start(file, command.office.versions.in_force(command.work, SUPERVISE), slip=issued)
    command.note("slip.issue", step=task.step, step_name=task.name, task_id=task.id, text=text)
    _finish(command, file, slip.id)


def _proposed(command: Command, slip_id: str, act: str) -> tuple[Open, Slip]:
    """Lock the case of a slip that has not gone out; raises NotFound, Forbidden, Stale, WrongState."""
    seen = command.work.slips.get(slip_id)
    _may_judge(command.by, seen, act)
    file = open_by_id(command, seen.case_id)
    slip = file.slips.load(slip_id)
    matches(command.by, slip.revision)
    if slip.state != "proposed":
        raise WrongState(state=slip.state)
    return file, slip


def _demand_text(path: str, label: str, text: str) -> None:
    if not text.strip():
        raise FormRefused([Fault(path=path, code="E_REQUIRED", facts={"label": label})])


def _late_step(slip: Slip, at_work: Iterable[Task], limit: Limit | None) -> Task | None:
    """The step that a proposed slip would urge now: its own while it is open, else the next one under the same limit."""
    tasks = [task for task in at_work if task.state in OPEN]
    for task in tasks:
        if task.id == slip.task_id:
            return task
    if limit is None or limit.state != "open":
        return None
    return next(iter(limits.working_under(limit, tasks)), None)


def _days_late(
    office: Office, work: Work, open_limits: Iterable[Limit], limit: Limit | None, task: Task, now: datetime
) -> int | None:
    """How many working days (or hours) a step is late, by the limit that is urged or the one that counts; None while it is not."""
    calendar = office.calendars.current(work)
    counting = (
        [limit]
        if limit
        else [one for one in open_limits if one.row == task.effective_row and one.state == "open"]
    )
    found = [days_overdue(calendar, one.due, now) for one in counting]
    return max((late[0] for late in found if late), default=None)


def _may_judge(by: Actor, slip: Slip, act: str) -> None:
    """Checking and closing are the supervisor's; whoever was urged sees the slip, so its existence is no secret to them."""
    place = Place(area=slip.area)
    if slip.issued_at is not None and _is_urged(by, slip) and may(by.grants, act, place, PERMISSIONS):
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
    return _shapes(office, work, by, [row])[0]


def _shapes(office: Office, work: Work, by: Actor, rows: Sequence[Slip]) -> list[Shape]:
    """Slips as they are shown; what they need of limits and tasks is read for all of them together."""
    now = office.now()
    names, calendar = Names(work, legal_day(now)), office.calendars.current(work)
    limit, task = work.limits.table.c, work.tasks.table.c
    waiting = [row for row in rows if row.state == "proposed"]
    found = work.limits.find(
        limit.slip_id.in_([row.id for row in rows])
        | limit.id.in_([row.limit_id for row in rows if row.limit_id])
    )
    known = {one.id: one for one in work.tasks.find(task.id.in_({row.task_id for row in rows}))}
    at_work = (
        work.tasks.find(task.case_id.in_({row.case_id for row in waiting}), task.state.in_(OPEN))
        if waiting
        else []
    )
    shown = []
    for row in rows:
        own = [one for one in found if one.subject.slip_id == row.id]
        shape = shapes.slip(row, names, own, calendar, now, allowed=_acts(by, row))
        shape["step_name"] = known[row.task_id].name if row.task_id in known else None
        late = next((one for one in found if one.id == row.limit_id), None)
        shape["limit_step"] = late.step if late else None
        if row.state == "proposed":
            tasks = [one for one in at_work if one.case_id == row.case_id]
            shape |= _as_it_stands(office, work, names, row, tasks, late)
        shown.append(shape)
    return shown


def _as_it_stands(
    office: Office, work: Work, names: Names, row: Slip, at_work: Sequence[Task], limit: Limit | None
) -> Shape:
    """Whom a proposed slip would go to by now, and how late the step is."""
    task = _late_step(row, at_work, limit)
    if task is None:
        return {}
    late = _days_late(office, work, [limit] if limit else [], limit, task, office.now())
    return {
        "task_id": task.id,
        "step": task.step,
        "step_name": task.name,
        "overdue_days": late,
        **shapes.addressee(task.holder, task.group, names),
    }


def _acts(by: Actor, row: Slip) -> list[str]:
    """What this person may do with a slip now."""
    able = {
        "issue": row.state == "proposed" and _supervises(by, row, "slip.issue"),
        "drop": row.state == "proposed" and _supervises(by, row, "slip.drop"),
        "reply": row.state in ("issued", "redo") and _is_urged(by, row),
        "check": row.state == "replied" and _supervises(by, row, "slip.check"),
        "close": row.state == "passed" and _supervises(by, row, "slip.close"),
    }
    return [act for act, now in able.items() if now]


def _supervises(by: Actor, row: Slip, act: str) -> bool:
    return may(by.grants, act, Place(area=row.area), PERMISSIONS) is None
