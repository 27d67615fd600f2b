"""The notice desk 公示: lists, taking down, objections and their answers; what the public may read of a notice.

An objector is known to the township's investigators only (domain.md 15): lists, the window and the applicant see that somebody
objected, when, and what came of it.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from assistance import notices
from assistance.cases import AIDS, Case, still_open
from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from casework import avoidance, flow, paging, scope, shapes, steps
from casework.casefile import Open, open_by_id
from casework.effects import notices as effects
from casework.inbox import write
from casework.names import Names
from casework.office import Command, Office, matches
from engine import tasks
from engine.errors import Fault, FormRefused, NotFound, PurposeMissing, WrongState
from engine.money import yuan
from engine.permissions import Place, demand, may
from engine.tasks import OPEN, READY, Task
from engine.time import iso, legal_day, start_of
from store.conditions import below_any
from store.tables.notice import Notice, Objection
from store.work import Work

Shape = dict[str, Any]
MESSAGE, INQUIRY = "objection", "reinvestigate"
LONGEST, LONGEST_WAY, LONGEST_NAME = 2000, 20, 50


def list_notices(
    office: Office,
    by: Actor,
    *,
    filters: Mapping[str, str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Shape:
    """Notices of one's area, newest first."""
    demand(by.grants, "notice.read", Place(), PERMISSIONS)
    if by.purpose is None and by.roles <= {"auditor"}:
        raise PurposeMissing(act="notice.read")
    with office.store.read() as work:
        table = work.notices.table.c
        where = [_mine(table, by)]
        for key, value in (filters or {}).items():
            if key == "area":
                where.append(below_any(table.village if len(value) > 9 else table.area, [value]))
            else:
                where.append(paging.column(table, key, ("state", "case_no")) == value)
        page, following = paging.newest(work.notices, "posted_at", where, cursor=cursor, limit=limit)
        found = _raised(work, [row.id for row in page])
        names = Names(work, legal_day(office.now()))
        items = [_shape(row, found.get(row.id, ()), by, names) for row in page]
    if by.purpose is not None:
        scope.log_read(office, by, "notices", None)
    return {"items": items, "next": following}


def show_notice(office: Office, by: Actor, notice_id: str) -> Shape:
    """One notice with what may be done; its investigators read the objections in full. The read is logged."""
    with office.store.read() as work:
        row = work.notices.get(notice_id)
        case = work.cases.get(row.case_id)
        scope.may_see_case(by, case, "notice.read")
        shape = _in_full(office, work, by, case, row)
    scope.log_read(office, by, "notice", case)
    return shape


def of_case(office: Office, work: Work, by: Actor, case: Case) -> list[Shape]:
    """The notices of one case, oldest first, for its page."""
    rows = work.notices.having(order=["seq"], case_id=case.id)
    found, names = _raised(work, [row.id for row in rows]), Names(work, legal_day(office.now()))
    return [_shape(row, found.get(row.id, ()), by, names) for row in rows]


def object_to(
    office: Office,
    by: Actor,
    notice_id: str,
    *,
    received_on: date,
    way: str,
    content: str,
    name: str | None = None,
) -> Shape:
    """记录异议: while the notice hangs. The first one stops the notice and calls for an inquiry; later ones join it."""
    given = {
        "notice": notice_id,
        "received_on": received_on,
        "way": way,
        "content": content,
        "name": name,
    }
    with office.command("notice.object", by, given) as command:
        file, notice = _opened(command, notice_id, "notice.object")
        still_open(file.case)
        _takes_objections(notice, command.now)
        _demand(_faults(notice, command.now, received_on, way, content, name))
        objection = _new(command, file, notice, received_on, way, content, name)
        _inquire(file, notice, received_on)
        command.note("notice.object", to_state=file.case.state)
        write(file)
        names = Names(command.work, legal_day(command.now))
        command.answer = _objection(objection, notice, _knows(by, file.case), names)
        command.status = 201
    return dict(command.answer)


def remove(
    office: Office, by: Actor, notice_id: str, *, removed_at: datetime, photos: Iterable[str] = ()
) -> Shape:
    """撤下: the same as completing the open task of the notice's step."""
    given = {"notice": notice_id, "removed_at": removed_at, "photos": list(photos)}
    with office.command("notice.remove", by, given) as command:
        file, notice = _opened(command, notice_id, "notice.remove")
        effects.demand_over(notice, removed_at)
        task = _claimed(command, file, notice, f"notice_{notice.round}_close")
        form = {"removed_at": iso(removed_at), "photos": given["photos"]}
        steps.complete(file, task, outcome="ended", given={"F11": form})
        write(file)
        command.answer = _in_full(command.office, command.work, by, file.case, file.notices[notice.id])
    return dict(command.answer)


def close_objection(
    office: Office,
    by: Actor,
    objection_id: str,
    *,
    outcome: str,
    reason: str,
    forms: Mapping[str, Any] | None = None,
) -> Shape:
    """Answer one objection; answering the last one that waits completes the inquiry, if its forms are there."""
    handed_in = dict(forms or {})
    given = {"objection": objection_id, "outcome": outcome, "reason": reason, "forms": handed_in}
    with office.command("objection.close", by, given) as command:
        seen = command.work.objections.get(objection_id)
        file, notice = _opened(command, seen.notice_id, "objection.close", check=False)
        objection = file.objections.load(objection_id)
        matches(by, objection.revision)
        if objection.state != "open":
            raise WrongState(state=objection.state)
        _demand(_answer_faults(outcome, reason))
        task = _claimed(command, file, notice, INQUIRY)
        _answer(file, notice, objection, task, outcome, reason, handed_in)
        command.note("objection.close", outcome=outcome, outcome_name=notices.OBJECTION_STATES[outcome])
        write(file)
        names = Names(command.work, legal_day(command.now))
        command.answer = _objection(file.objections[objection_id], notice, _knows(by, file.case), names)
    return dict(command.answer)


def public_notices(office: Office) -> Shape:
    """What hangs now, newest first: name, members, amount, aid and village, nothing else."""
    now = office.now()
    with office.store.read() as work:
        table, names = work.notices.table.c, Names(work, legal_day(now))
        rows = work.notices.find(
            table.state == "posted", table.free_from > now, order=[table.posted_at.desc(), table.id]
        )
        return {"items": [_public(row, names) for row in rows]}


def public_notice(office: Office, notice_id: str) -> Shape:
    """One notice that hangs now; gone with its last day, or when it is taken down. Raises NotFound."""
    now = office.now()
    with office.store.read() as work:
        row = work.notices.get(notice_id)
        if row.state != "posted" or now >= row.free_from:
            raise NotFound(what="notice", key=notice_id)
        return _public(row, Names(work, legal_day(now)))


def _opened(command: Command, notice_id: str, act: str, *, check: bool = True) -> tuple[Open, Notice]:
    """The locked case of a notice and the notice, for whoever may do this to it."""
    seen = command.work.notices.get(notice_id)
    place = scope.place_of_case(command.work.cases.get(seen.case_id))
    demand(command.by.grants, act, place, PERMISSIONS)
    file = open_by_id(command, seen.case_id)
    avoidance.demand_none(file)
    notice = file.notices.load(notice_id)
    if check:
        matches(command.by, notice.revision)
    return file, notice


def _takes_objections(notice: Notice, now: datetime) -> None:
    if notice.state != "posted" or now >= notice.free_from:
        raise WrongState(why="notice_over")


def _faults(
    notice: Notice, now: datetime, received_on: date, way: str, content: str, name: str | None
) -> list[Fault]:
    faults = []
    if not legal_day(notice.posted_at) <= received_on <= legal_day(now):
        faults.append(Fault(path="received_on", code="E_DATE", facts={"label": "收到日期"}))
    for path, text, label, most in (
        ("way", way, "方式", LONGEST_WAY),
        ("content", content, "异议内容", LONGEST),
        ("name", name or "-", "异议人", LONGEST_NAME),
    ):
        if not text.strip():
            faults.append(Fault(path=path, code="E_REQUIRED", facts={"label": label}))
        elif len(text) > most:
            faults.append(Fault(path=path, code="E_LENGTH", facts={"label": label, "min": 1, "max": most}))
    return faults


def _answer_faults(outcome: str, reason: str) -> list[Fault]:
    faults = []
    if outcome not in notices.OUTCOMES:
        faults.append(Fault(path="outcome", code="E_CHOICE", facts={"label": "复查结果"}))
    if not reason.strip():
        faults.append(Fault(path="reason", code="E_REQUIRED", facts={"label": "理由"}))
    return faults


def _demand(faults: list[Fault]) -> None:
    if faults:
        raise FormRefused(faults)


def _new(
    command: Command, file: Open, notice: Notice, received_on: date, way: str, content: str, name: str | None
) -> Objection:
    return file.objections.keep(
        Objection(
            id=command.new_id(),
            revision=1,
            notice_id=notice.id,
            case_id=file.case.id,
            state="open",
            received_on=received_on,
            received_at=command.now,
            received_by=command.by.login,
            way=way.strip(),
            content=content,
            name=(name or "").strip() or None,
            closed_at=None,
            closed_by=None,
            reason=None,
        )
    )


def _inquire(file: Open, notice: Notice, received_on: date) -> None:
    """The moment first, so that limits run; then the notice's process and whoever called it hear of the objection.

    While an inquiry runs nobody waits for the message, and the objection is answered with the others. Raises WrongState.
    """
    at = file.now if received_on == legal_day(file.now) else start_of(received_on)
    instance = file.instances.load(notice.instance_id)
    version = flow.version_of(file, instance)
    flow.record(file, "objection_received", instance, version, when=(at, received_on))
    heard = flow.tell(file, instance.id, MESSAGE)
    flow.tell(file, instance.parent_id, MESSAGE)
    if not heard and _open_task(file, notice, INQUIRY) is None:
        raise WrongState(why="nobody_inquires")


def _open_task(file: Open, notice: Notice, step: str) -> Task | None:
    for task in file.tasks:
        if task.instance_id == notice.instance_id and task.step == step and task.state in OPEN:
            return task
    return None


def _claimed(command: Command, file: Open, notice: Notice, step: str) -> Task:
    """The open task of a step of the notice's process, claimed by whoever acts. Raises WrongState, Taken."""
    task = _open_task(file, notice, step)
    if task is None:
        raise WrongState(step=step)
    if task.state == READY or task.holder != command.by.login:
        scope.may_see_task(command.work, command.by, task)
        task = file.tasks.keep(tasks.claim(task, command.by.login, command.by.groups, file.now))
    return task


def _answer(
    file: Open,
    notice: Notice,
    objection: Objection,
    task: Task,
    outcome: str,
    reason: str,
    forms: Mapping[str, Any],
) -> None:
    """While others wait, or the new opinion of an upheld one, only this objection is answered and the inquiry stays open."""
    others = [one for one in effects.raised(file, notice) if one.id != objection.id]
    whole = "upheld" if "upheld" in (outcome, *(one.state for one in others)) else outcome
    waits = any(one.state == "open" for one in others)
    if waits and forms:
        raise FormRefused([Fault(path="forms", code="E_UNKNOWN_FIELD", facts={"label": "表"})])
    effects.close(file, objection, outcome, reason)
    if not waits and (forms or whole == "dismissed"):
        steps.complete(file, task, outcome=whole, given=forms, reason=reason)


def _mine(table: Any, by: Actor) -> Any:
    """A specialist's grant is a village, all others' a township or more."""
    areas = scope.areas(by, "notice.read")
    townships = [area for area in areas if len(area) < 12]
    return below_any(table.area, townships) | below_any(
        table.village, [area for area in areas if len(area) == 12]
    )


def _knows(by: Actor, case: Case) -> bool:
    """Whether somebody may read who objected, and in which words: a relative of the household no more than the household."""
    return (
        by.login not in case.avoid
        and may(by.grants, "objection.read", scope.place_of_case(case), PERMISSIONS) is None
    )


def _raised(work: Work, ids: list[str]) -> dict[str, list[Objection]]:
    found: dict[str, list[Objection]] = {}
    for one in work.objections.having(order=["received_at", "id"], notice_id=tuple(ids)) if ids else ():
        found.setdefault(one.notice_id, []).append(one)
    return found


def _in_full(office: Office, work: Work, by: Actor, case: Case, row: Notice) -> Shape:
    names = Names(work, legal_day(office.now()))
    raised = _raised(work, [row.id]).get(row.id, [])
    knows = _knows(by, case)
    return {
        **_shape(row, raised, by, names),
        "objections": [_objection(one, row, knows, names) for one in raised],
        "allowed": _allowed(work, by, case, row, office.now()),
    }


def _allowed(work: Work, by: Actor, case: Case, row: Notice, now: datetime) -> list[str]:
    """What this person may do with a notice now: its process has to stand where that is a step."""
    open_steps = {task.step for task in work.tasks.having(instance_id=row.instance_id, state=tuple(OPEN))}
    able = {
        "object": row.state == "posted" and now < row.free_from and not case.decided,
        "remove": now >= row.free_from and f"notice_{row.round}_close" in open_steps,
        "close": INQUIRY in open_steps,
    }
    acts = {"object": "notice.object", "remove": "notice.remove", "close": "objection.close"}
    place = scope.place_of_case(case)
    return [act for act in able if able[act] and may(by.grants, acts[act], place, PERMISSIONS) is None]


def _shape(row: Notice, raised: Iterable[Objection], by: Actor, names: Names) -> Shape:
    return {
        "id": row.id,
        "revision": row.revision,
        "case_no": row.case_no,
        "round": row.round,
        "area": row.area,
        "area_name": names.area(row.area),
        "posted_at": row.posted_at,
        "last_day": row.last_day,
        "free_from": row.free_from,
        "removed_at": row.removed_at,
        "state": row.state,
        "state_name": notices.STATES[row.state],
        "place": row.place,
        "hot_line": row.hot_line,
        "photos": list(row.photos),
        "objections": [
            {
                "id": one.id,
                "received_at": one.received_at,
                "received_on": one.received_on,
                "state": one.state,
                "state_name": notices.OBJECTION_STATES[one.state],
            }
            for one in raised
        ],
        "public": {**_said(row, names), "name": shapes.shown_name(by, row.name)},
    }


def _said(row: Notice, names: Names) -> Shape:
    """What hangs on the wall."""
    return {
        "name": row.name,
        "members": row.members,
        "amount": None if row.amount is None else yuan(row.amount),
        "aid": row.aid,
        "aid_name": AIDS[row.aid],
        "village": row.village,
        "village_name": names.area(row.village),
    }


def _public(row: Notice, names: Names) -> Shape:
    return {**_said(row, names), "last_day": row.last_day}


def _objection(row: Objection, notice: Notice, knows: bool, names: Names) -> Shape:
    """One objection; who raised it and how it was put stay with those who look into it."""
    shape: Shape = {
        "id": row.id,
        "revision": row.revision,
        "notice_id": row.notice_id,
        "case_no": notice.case_no,
        "received_on": row.received_on,
        "received_at": row.received_at,
        "received_by": row.received_by,
        "received_by_name": names.person(row.received_by),
        "way": row.way,
        "way_name": notices.WAYS.get(row.way, row.way),
        "state": row.state,
        "state_name": notices.OBJECTION_STATES[row.state],
        "closed_at": row.closed_at,
        "closed_by": row.closed_by,
        "closed_by_name": names.person(row.closed_by),
    }
    if knows:
        shape |= {"content": row.content, "name": row.name, "reason": row.reason}
    return shape
