"""Supervision 监督: what is late, how each place is doing, urging slips, extensions, the notices that went out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from assistance import handover as handovers
from assistance.cases import AIDS, still_open
from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from assistance.supervision import Slip
from casework import flow, limits, paging, scope, shapes, steps
from casework.casefile import Open, find_case, open_by_id
from casework.handover import place_of
from casework.inbox import write
from casework.names import Names
from casework.office import Command, Office, matches
from engine import tasks
from engine.errors import Fault, Forbidden, FormRefused, NotFound, NotHolder, OnlyOnce, WrongState
from engine.ids import register_no
from engine.limits import Limit, check_extension, due_if_extended, extend
from engine.limits.clock import overdue as days_overdue
from engine.limits.explain import due_text
from engine.permissions import Place, demand, may
from engine.tasks import OPEN, READY, Task
from engine.time import legal_day
from store.conditions import behind, below_any
from store.reads import supervision as reads
from store.tables.handover import Extension
from store.work import Work

Shape = dict[str, Any]
SUPERVISE = "supervise"
GROUPS = ("township", "village", "step", "unit", "person")


def overdue(
    office: Office,
    by: Actor,
    *,
    filters: Mapping[str, str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Shape:
    """Late limits, the longest late first; who holds the step and whether it was urged already."""
    demand(by.grants, "supervision.overdue", Place(), PERMISSIONS)
    number, after, now = paging.checked(limit), paging.decode(cursor), office.now()
    with office.store.read() as work:
        rows = reads.late_limits(
            work, _areas(by, "supervision.overdue"), now, dict(filters or {}), after, number + 1
        )
        page, following = rows[:number], None
        if len(rows) > number:
            following = paging.encode(page[-1].limit.late_at, page[-1].limit.id)
        names, calendar = Names(work, legal_day(now)), office.calendars.current(work)
        items = [_late(row, by, names, days_overdue(calendar, row.limit.due, now)) for row in page]
    if by.purpose is not None:
        scope.log_read(office, by, "overdue", None)
    return {"items": items, "next": following}


def board(
    office: Office,
    by: Actor,
    *,
    by_: str = "township",
    from_: date | None = None,
    to: date | None = None,
    aid: str | None = None,
    area: str | None = None,
) -> Shape:
    """Open steps by colour, and how the finished ones went, by township, village, step, unit or person."""
    demand(by.grants, "supervision.board", Place(), PERMISSIONS)
    if by_ not in GROUPS:
        raise FormRefused([Fault(path="by", code="E_CHOICE", facts={"label": "分组"})])
    now = office.now()
    with office.store.read() as work:
        rows = reads.board(work, _areas(by, "supervision.board"), by_, now, from_, to, aid, area)
        names = Names(work, legal_day(now))
        items = [_board_row(key, row, by_, names) for key, row in rows.items()]
    items.sort(key=lambda row: (row["rate"] is None, -(row["rate"] or 0), row["key"]))
    total = _board_row("total", _sum(list(rows.values())), by_, None)
    return {"items": [_without_rate(row) for row in items], "total": _without_rate(total)}


def messages(office: Office, by: Actor, *, cursor: str | None = None, limit: int = 50) -> Shape:
    """Notices that went out in one's area, newest first."""
    demand(by.grants, "supervision.messages", Place(), PERMISSIONS)
    number, after = paging.checked(limit), paging.decode(cursor)
    with office.store.read() as work:
        table = work.messages.table.c
        mine = below_any(table.area, _areas(by, "supervision.messages"))
        where = [mine, *behind((table.at, table.id), after, backwards=True)]
        rows = work.messages.find(*where, order=[table.at.desc(), table.id.desc()], limit=number + 1)
        page, following = paging.cut(rows, number, "at")
        return {"items": [message(row) for row in page], "next": following}


def message(row: Any) -> Shape:
    """One notice."""
    return {
        "id": row.id,
        "key": row.key,
        "to": row.to,
        "kind": row.kind,
        "subject": row.subject,
        "case_no": row.case_no,
        "at": row.at,
        "due_moment": row.due_moment,
    }


def issue_slip(office: Office, by: Actor, no: str, *, task_id: str, text: str) -> Shape:
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
        slip = _new_slip(command, file, task, text)
        flow.start(file, office.versions.in_force(command.work, SUPERVISE), slip=slip)
        command.note("slip.issue", step=task.step, step_name=task.name, task_id=task.id, text=text)
        _finish_slip(command, file, slip.id)
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
    number, after = paging.checked(limit), paging.decode(cursor)
    with office.store.read() as work:
        table = work.slips.table.c
        own = (table.to_login == by.login) | table.to_group.in_(by.groups)
        where = [
            below_any(table.area, _areas(by, "slip.read")) | own,
            *behind((table.issued_at, table.id), after, backwards=True),
        ]
        for key, value in (filters or {}).items():
            where.append(paging.column(table, key, ("state", "case_no", "task_id")) == value)
        rows = work.slips.find(*where, order=[table.issued_at.desc(), table.id.desc()], limit=number + 1)
        page, following = paging.cut(rows, number, "issued_at")
        return {"items": [_slip_shape(office, work, by, row) for row in page], "next": following}


def show_slip(office: Office, by: Actor, slip_id: str) -> Shape:
    """One slip."""
    with office.store.read() as work:
        row = work.slips.get(slip_id)
        if not _is_urged(by, row):
            demand(by.grants, "slip.read", Place(area=row.area), PERMISSIONS)
        return _slip_shape(office, work, by, row)


def reply_slip(office: Office, by: Actor, slip_id: str, *, text: str) -> Shape:
    """回复, by whoever was urged."""
    return slip_act(office, by, slip_id, "urge_reply", "replied", {"reply": {"text": text}}, None)


def check_slip(office: Office, by: Actor, slip_id: str, *, outcome: str, reason: str | None = None) -> Shape:
    """复核: passed, or redo with a reason."""
    if outcome not in ("passed", "redo"):
        raise FormRefused([Fault(path="outcome", code="E_CHOICE", facts={"label": "复核结论"})])
    return slip_act(office, by, slip_id, "urge_check", outcome, {}, reason)


def close_slip(office: Office, by: Actor, slip_id: str) -> Shape:
    """销号."""
    return slip_act(office, by, slip_id, "urge_close", "closed", {}, None)


def ask_extension(
    office: Office, by: Actor, no: str, *, row: str, reason: str, n: int | None = None
) -> Shape:
    """申请延期 of a running limit: once, with a reason, before the deadline; nothing moves until it is approved."""
    with office.command("extension.ask", by, {"case": no, "row": row, "reason": reason, "n": n}) as command:
        case = find_case(command.work, no, lock=True)
        file = Open(command, case)
        limit = _running(file, by, row)
        _may_ask(file, by, limit)
        still_open(case)
        matches(by, case.revision)
        table = command.work.extensions.table.c
        if command.work.extensions.first(table.limit_id == limit.id, table.state == "asked"):
            raise OnlyOnce(row=row)
        length = check_extension(limit, n=n, reason=reason, at=command.now)
        calendar = office.calendars.current(command.work)
        asked = Extension(
            id=command.new_id(),
            revision=1,
            case_id=case.id,
            limit_id=limit.id,
            row=row,
            n=length,
            reason=reason,
            asked_by=by.login,
            asked_at=command.now,
            due_before=due_text(limit.due),
            due_after=due_text(due_if_extended(limit, length, calendar)),
            state="asked",
            decided_by=None,
            decided_at=None,
        )
        command.work.extensions.add(asked)
        command.note("extension.ask", limit={"row": row, "due": asked.due_before}, reason=reason)
        file.write()
        command.answer, command.status = shapes.extension(asked), 201
    return dict(command.answer)


def approve_extension(office: Office, by: Actor, no: str, extension_id: str) -> Shape:
    """批准延期, by another person, before the old deadline passes."""
    return _decide(office, by, no, extension_id, approve=True)


def refuse_extension(office: Office, by: Actor, no: str, extension_id: str) -> Shape:
    """不同意延期."""
    return _decide(office, by, no, extension_id, approve=False)


def extensions_to_decide(office: Office, by: Actor) -> list[Shape]:
    """Requests that wait for this person's yes or no, the oldest first, with the case each belongs to."""
    with office.store.read() as work:
        table = work.extensions.table.c
        found = []
        for row in work.extensions.find(table.state == "asked", order=[table.asked_at]):
            case, of = work.cases.get(row.case_id), work.limits.get(row.limit_id).subject.kind
            act = "extension.decide_transfer" if of == "handover" else "extension.decide"
            if row.asked_by != by.login and may(by.grants, act, scope.place_of_case(case), PERMISSIONS) is None:
                name = shapes.shown_name(by, case.head_name)
                found.append({**shapes.extension(row), "case_no": case.no, "head_name": name})
    return found


def case_of_extension(office: Office, extension_id: str) -> str:
    """The number of the case an extension was asked in; who may decide it is asked when it is decided."""
    with office.store.read() as work:
        return work.cases.get(work.extensions.get(extension_id).case_id).no or ""


def extensions_of(work: Work, case_id: str) -> list[Shape]:
    """Requests to extend limits of a case, oldest first."""
    table = work.extensions.table.c
    return [
        shapes.extension(row)
        for row in work.extensions.find(table.case_id == case_id, order=[table.asked_at])
    ]


def _decide(office: Office, by: Actor, no: str, extension_id: str, *, approve: bool) -> Shape:
    given = {"case": no, "extension": extension_id}
    with office.command("extension.approve" if approve else "extension.refuse", by, given) as command:
        case = find_case(command.work, no, lock=True)
        asked = command.work.extensions.get(extension_id)
        if asked.case_id != case.id:
            raise NotFound(what="extension", id=extension_id)
        of_handover = command.work.limits.get(asked.limit_id).subject.kind == "handover"
        act = "extension.decide_transfer" if of_handover else "extension.decide"
        demand(by.grants, act, scope.place_of_case(case), PERMISSIONS)
        matches(by, asked.revision)
        file = Open(command, case)
        limit = file.limits[asked.limit_id]
        if asked.state != "asked":
            raise WrongState(state=asked.state)
        if approve:
            calendar = office.calendars.current(command.work)
            after = extend(
                limit,
                n=asked.n,
                reason=asked.reason,
                asked_by=asked.asked_by,
                approved_by=by.login,
                at=command.now,
                calendar=calendar,
            )
            limits.keep(file, after)
            flow.retime(file)
        state = "approved" if approve else "refused"
        done = command.work.extensions.save(
            replace(asked, state=state, decided_by=by.login, decided_at=command.now)
        )
        command.note(f"extension.{state}", limit={"row": asked.row, "due": asked.due_after})
        write(file)
        command.answer = shapes.extension(done)
    return dict(command.answer)


def _running(file: Open, by: Actor, row: str) -> Limit:
    """The limit of this row that is meant: of the asking unit's own handover, running, the latest."""
    found = [limit for limit in file.limits if limit.row == row]
    if not found:
        raise NotFound(what="limit", row=row)
    units = {grant.unit for grant in by.grants if grant.unit}

    def rank(limit: Limit) -> tuple[bool, bool, datetime]:
        handover = limit.subject.handover_id
        own = handover is not None and file.handovers.load(handover).unit in units
        return own, limit.state == "open", limit.started_at

    return max(found, key=rank)


def _may_ask(file: Open, by: Actor, limit: Limit) -> None:
    """Whoever holds an open task of the case asks; a handover's limit is the unit's to ask for."""
    if limit.subject.kind == "handover" and limit.subject.handover_id:
        row = file.handovers.load(limit.subject.handover_id)
        demand(by.grants, "case.extend", place_of(row), PERMISSIONS)
        if row.state in handovers.SIGNED and row.unit not in {grant.unit for grant in by.grants}:
            raise NotHolder(row=limit.row)
        return
    demand(by.grants, "case.extend", scope.place_of_case(file.case), PERMISSIONS)
    if not any(task.holder == by.login and task.state in OPEN for task in file.tasks):
        raise NotHolder(row=limit.row)


def _new_slip(command: Command, file: Open, task: Task, text: str) -> Slip:
    year = legal_day(command.now).year
    late = days_late(command, file, task)
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
    )
    return file.slips.keep(slip)


def days_late(command: Command, file: Open, task: Task) -> int | None:
    """How many working days (or hours) the step is late; None while it is not."""
    calendar = command.office.calendars.current(command.work)
    found = [
        days_overdue(calendar, limit.due, command.now)
        for limit in file.limits
        if limit.row == task.effective_row and limit.state == "open"
    ]
    return max((late[0] for late in found if late), default=None)


def slip_act(
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
        seen = command.work.slips.get(slip_id)
        if step == "urge_reply":
            if not _is_urged(by, seen):
                demand(by.grants, "slip.reply", Place(area=seen.area), PERMISSIONS)
        else:
            _may_judge(by, seen, "slip.close" if step == "urge_close" else "slip.check")
        file = open_by_id(command, seen.case_id)
        slip = file.slips.load(slip_id)
        matches(by, slip.revision)
        task = _slip_task(command, file, slip_id, step)
        steps.complete(file, task, outcome=outcome, given=given, reason=reason)
        _finish_slip(command, file, slip_id)
    return dict(command.answer)


def _may_judge(by: Actor, slip: Slip, act: str) -> None:
    """Checking and closing are the supervisor's; whoever was urged sees the slip, so its existence is no secret to them."""
    place = Place(area=slip.area)
    if _is_urged(by, slip) and may(by.grants, act, place, PERMISSIONS):
        raise Forbidden(act=act, why="role")
    demand(by.grants, act, place, PERMISSIONS)


def _slip_task(command: Command, file: Open, slip_id: str, step: str) -> Task:
    for task in file.tasks:
        if task.slip_id == slip_id and task.step == step and task.state in OPEN:
            if task.state == READY or task.holder != command.by.login:
                scope.may_see_task(command.work, command.by, task)
                task = file.tasks.keep(tasks.claim(task, command.by.login, command.by.groups, file.now))
            return task
    raise WrongState(step=step)


def _is_urged(by: Actor, slip: Slip) -> bool:
    return slip.to_login == by.login or slip.to_group in by.groups


def _finish_slip(command: Command, file: Open, slip_id: str) -> None:
    write(file)
    command.answer = _slip_shape(command.office, command.work, command.by, file.slips[slip_id])


def _slip_shape(office: Office, work: Work, by: Actor, row: Slip) -> Shape:
    own = work.limits.find(work.limits.table.c.slip_id == row.id)
    names = Names(work, legal_day(office.now()))
    calendar = office.calendars.current(work)
    return shapes.slip(row, names, own, calendar, office.now(), allowed=_slip_acts(by, row))


def _slip_acts(by: Actor, row: Slip) -> list[str]:
    """What this person may do with a slip now."""
    able = {
        "reply": row.state in ("issued", "redo") and _is_urged(by, row),
        "check": row.state == "replied" and _supervises(by, row, "slip.check"),
        "close": row.state == "passed" and _supervises(by, row, "slip.close"),
    }
    return [act for act, now in able.items() if now]


def _supervises(by: Actor, row: Slip, act: str) -> bool:
    return may(by.grants, act, Place(area=row.area), PERMISSIONS) is None


def _areas(by: Actor, act: str) -> list[str]:
    """Where a person may do this: another post of theirs, elsewhere, opens nothing."""
    return [grant.area for grant in by.grants if grant.area and grant.role in PERMISSIONS[act]]


def _late(row: reads.Late, by: Actor, names: Names, late: tuple[int, str] | None) -> Shape:
    return {
        "limit_id": row.limit.id,
        "case_no": row.case_no,
        "aid": row.aid,
        "aid_name": AIDS.get(row.aid),
        "head_name": shapes.shown_name(by, row.head_name),
        "row": row.limit.row,
        "step": row.step or row.limit.step,
        "step_name": row.step_name,
        "due": due_text(row.limit.due),
        "late_at": row.limit.late_at,
        "overdue": {"n": late[0], "unit": late[1]} if late else None,
        "label": row.limit.label,
        "source": row.limit.source,
        "holder": row.holder,
        "holder_name": names.person(row.holder),
        "role": row.role,
        "unit": row.unit,
        "unit_name": names.unit(row.unit),
        "area": row.area,
        "area_name": names.area(row.area),
        "task_id": row.task_id,
        "handover_id": row.limit.subject.handover_id,
        "slip_id": row.slip_id,
        "slip_state": row.slip_state,
    }


def _board_row(key: str, row: reads.Tally, by_: str, names: Names | None) -> Shape:
    name = {
        "township": names.area if names else None,
        "village": names.area if names else None,
        "unit": names.unit if names else None,
        "person": names.person if names else None,
    }.get(by_)
    rate = None if not row.finished else 100 * row.in_time / row.finished
    return {
        "key": key,
        "name": row.name or (name(key) if name else key),
        "open": row.green + row.amber + row.red + row.none,
        "green": row.green,
        "amber": row.amber,
        "red": row.red,
        "finished": row.finished,
        "in_time": row.in_time,
        "on_time_rate": None if rate is None else f"{_percent(row.in_time, row.finished)}",
        "average_days": None if not row.days_counted else f"{row.days / row.days_counted:.1f}",
        "slips": row.slips,
        "rate": rate,
    }


def _percent(part: int, whole: int) -> str:
    """Percent with two decimals, rounded half up, without floats."""
    hundredths = (part * 20000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _without_rate(row: Shape) -> Shape:
    return {key: value for key, value in row.items() if key != "rate"}


def _sum(rows: list[reads.Tally]) -> reads.Tally:
    total = reads.Tally(name="合计")
    for row in rows:
        total.add(row)
    return total
