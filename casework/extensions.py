"""Extensions 延期: asked once by whom a limit concerns, decided by another person before the deadline passes."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from assistance import handover as handovers
from assistance.cases import Case, still_open
from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from casework import avoidance, flow, limits, scope, shapes
from casework.casefile import Open, find_case
from casework.handover import place_of
from casework.inbox import write
from casework.office import Office, matches
from engine.errors import Forbidden, NotFound, NotHolder, OnlyOnce, WrongState
from engine.limits import Limit, check_extension, due_if_extended, extend
from engine.limits.explain import due_text
from engine.permissions import demand, may
from engine.tasks import OPEN
from store.tables.handover import Extension
from store.work import Work

Shape = dict[str, Any]


def ask(office: Office, by: Actor, no: str, *, row: str, reason: str, n: int | None = None) -> Shape:
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


def approve(office: Office, by: Actor, no: str, extension_id: str) -> Shape:
    """批准延期, by another person, before the old deadline passes."""
    return _decide(office, by, no, extension_id, approve=True)


def refuse(office: Office, by: Actor, no: str, extension_id: str) -> Shape:
    """不同意延期."""
    return _decide(office, by, no, extension_id, approve=False)


def to_decide(office: Office, by: Actor) -> list[Shape]:
    """Requests that wait for this person's yes or no, the oldest first, with the case each belongs to."""
    with office.store.read() as work:
        table = work.extensions.table.c
        found = []
        for row in work.extensions.find(table.state == "asked", order=[table.asked_at]):
            case, limit = work.cases.get(row.case_id), work.limits.get(row.limit_id)
            act = "extension.decide_transfer" if limit.subject.kind == "handover" else "extension.decide"
            if (
                row.asked_by != by.login
                and may(by.grants, act, scope.place_of_case(case), PERMISSIONS) is None
            ):
                name = shapes.shown_name(by, case.head_name)
                found.append(
                    {**shapes.extension(row), "step": limit.step, "case_no": case.no, "head_name": name}
                )
    return found


def case_of(office: Office, extension_id: str) -> str:
    """The number of the case an extension was asked in; who may decide it is asked when it is decided."""
    with office.store.read() as work:
        return work.cases.get(work.extensions.get(extension_id).case_id).no or ""


def of_case(work: Work, case_id: str) -> list[Shape]:
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
        _may_decide(command.work, by, case, command.work.limits.get(asked.limit_id))
        matches(by, asked.revision)
        file = Open(command, case)
        avoidance.demand_none(file)
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


def _may_decide(work: Work, by: Actor, case: Case, limit: Limit) -> None:
    """A unit knows of the request for its own handover, so it is told that the decision is not its own to take."""
    act = "extension.decide_transfer" if limit.subject.kind == "handover" else "extension.decide"
    place = scope.place_of_case(case)
    if limit.subject.handover_id and may(by.grants, act, place, PERMISSIONS):
        row = work.handovers.get(limit.subject.handover_id)
        if may(by.grants, "handover.read", place_of(row), PERMISSIONS) is None:
            raise Forbidden(act=act, why="role")
    demand(by.grants, act, place, PERMISSIONS)


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
