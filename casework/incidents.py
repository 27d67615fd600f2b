"""Incidents 异常: a command the flow could not carry out was rolled back; somebody sees it, mends the cause and tries again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistance.people import SYSTEM, Actor
from assistance.permissions import PERMISSIONS
from casework import facts as case_facts
from casework import paging
from casework.casefile import CaseFile, Open, open_by_id
from casework.names import Names
from casework.office import FILERS, Command, Office, matches
from engine.errors import Fault, FormRefused, Refused, WrongState
from engine.permissions import Place, demand, may
from engine.runtime import StepFailed
from engine.tasks import CLAIMED, INCIDENT, READY
from engine.time import legal_day
from store.conditions import below_any
from store.tables.flow import Incident
from store.work import Work

OPEN, MENDED, CANCELLED = "open", "mended", "cancelled"
STATES = {OPEN: "待处理", MENDED: "已解决", CANCELLED: "已放弃"}
Shape = dict[str, Any]


class IncidentFiled(Refused):
    """The flow could not go on; nothing was changed, and an incident was filed for the head."""

    code, status = "E_INCIDENT", 409


class CannotBegin(Refused):
    """The flow of a new case could not even begin; nothing was stored, so there is no case to file an incident with."""

    code, status = "E_INCIDENT", 409


def answer_for(office: Office, command: Command, fault: StepFailed) -> Refused:
    """The refusal of a command that the flow could not carry out and that was rolled back."""
    case_id = command.chain.name if command.chain else None
    with office.store.read() as work:
        if case_id is None or not work.cases.having(id=case_id):
            return CannotBegin(why="not_begun", message=_told(work, command, fault))
        task_id, instance_id = _at_work(work, command)
    return file_away(
        office,
        command.by,
        command.name,
        command.given,
        fault,
        case_id=case_id,
        task_id=task_id,
        instance_id=instance_id,
    )


FILERS.append(answer_for)


def _told(work: Work, command: Command, fault: StepFailed) -> str:
    """The engine's message with the names that the processes begun in a command give to their facts."""
    begun = [key.removeprefix("process:") for key in command.used if key.startswith("process:")]
    found = [command.office.versions.in_force(work, key) for key in begun]
    return case_facts.in_words(fault.message, case_facts.facts_of(found))


def _at_work(work: Work, command: Command) -> tuple[str | None, str | None]:
    """The task a command was to complete, and the instance it was to move, as far as its input names them."""
    given, name = command.given, command.name
    if name == "task.complete":
        return given["task"], work.tasks.get(given["task"]).instance_id
    if name == "handover.act":
        return None, work.handovers.get(given["handover"]).instance_id
    if name == "slip.act":
        return None, work.slips.get(given["slip"]).instance_id
    if name == "objection.close":
        return None, work.notices.get(work.objections.get(given["objection"]).notice_id).instance_id
    if name.startswith("notice."):
        return None, work.notices.get(given["notice"]).instance_id
    return None, None


def file_away(
    office: Office,
    by: Actor,
    name: str,
    given: Mapping[str, Any],
    fault: StepFailed,
    *,
    case_id: str,
    task_id: str | None = None,
    instance_id: str | None = None,
) -> IncidentFiled:
    """Write the incident of a command that was rolled back; the task shows it, what was typed stays with the incident."""
    with office.store.read() as work:
        file = CaseFile(work, work.cases.get(case_id))
        message = case_facts.in_words(fault.message, case_facts.declared(file, office.versions))
    recorded = {
        "command": name,
        "given": dict(given),
        "case": case_id,
        "task": task_id,
        "instance": instance_id,
        "element": [fault.element_id, fault.element_kind, fault.element_name],
        "message": message,
    }
    incident = _file(office, by, recorded)
    return IncidentFiled(why="filed", incident=incident.id, message=message)


def file_again(office: Office, by: Actor, given: Mapping[str, Any]) -> None:
    """The same incident once more: only in replay."""
    _file(office, by, given)


def _file(office: Office, by: Actor, given: Mapping[str, Any]) -> Incident:
    task_id = given["task"]
    # The refused command's key and revision are its own; under its key nothing was answered.
    with office.command("incident.file", replace(by, once=None, if_match=None), given) as command:
        file = open_by_id(command, _case_of(command.work, given))
        if task_id and file.tasks.load(task_id).state in (READY, CLAIMED):
            file.tasks.keep(replace(file.tasks.load(task_id), state=INCIDENT))
        incident = _incident(command, file, given)
        command.work.incidents.add(incident)
        command.note("incident.file", text=incident.message, task_id=task_id)
        file.write()
    return incident


def _case_of(work: Work, given: Mapping[str, Any]) -> str:
    """The case of what was filed; before the case was recorded, only commands on a task or an instance were."""
    if "case" in given:
        return str(given["case"])
    task_id = given["task"]
    return work.tasks.get(task_id).case_id if task_id else work.instances.get(given["instance"]).case_id


def _incident(command: Command, file: Open, given: Mapping[str, Any]) -> Incident:
    element_id, element_kind, element_name = given["element"]
    return Incident(
        id=command.new_id(),
        revision=1,
        case_id=file.case.id,
        area=file.case.area,
        instance_id=file.tasks.load(given["task"]).instance_id if given["task"] else given["instance"],
        task_id=given["task"],
        command=given["command"],
        by=command.by.login,
        at=command.now,
        element_id=element_id,
        element_kind=element_kind,
        element_name=element_name,
        message=given["message"],
        state=OPEN,
        retries=0,
        mended_by=None,
        mended_at=None,
        reason=None,
        given=dict(given["given"]),
    )


def list_incidents(
    office: Office,
    by: Actor,
    *,
    filters: Mapping[str, str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Shape:
    """Incidents in one's area, newest first."""
    demand(by.grants, "incident.read", Place(), PERMISSIONS)
    with office.store.read() as work:
        table = work.incidents.table.c
        where = [below_any(table.area, _areas(by))]
        for key, value in (filters or {}).items():
            where.append(paging.column(table, key, ("state", "area")) == value)
        page, following = paging.newest(work.incidents, "at", where, cursor=cursor, limit=limit)
        names, numbers = Names(work, legal_day(office.now())), work.case_numbers(row.case_id for row in page)
        items = [_in_full(office, work, by, row, names, numbers.get(row.case_id)) for row in page]
        return {"items": items, "next": following}


def show_incident(office: Office, by: Actor, incident_id: str) -> Shape:
    """One incident, with the facts this person may put right."""
    with office.store.read() as work:
        row = work.incidents.get(incident_id)
        demand(by.grants, "incident.read", Place(area=row.area), PERMISSIONS)
        names, numbers = Names(work, legal_day(office.now())), work.case_numbers([row.case_id])
        return _in_full(office, work, by, row, names, numbers.get(row.case_id))


def mended(
    office: Office, by: Actor, incident_id: str, *, facts: Mapping[str, Any] | None = None, reason: str
) -> tuple[Incident, Shape]:
    """Close an incident as mended, with its task back where it was; `retrying.retry` then gives the command again."""
    _explained(reason)
    with office.command(
        "incident.retry", by, {"incident": incident_id, "facts": facts, "reason": reason}
    ) as command:
        act = "incident.mend" if facts else "incident.retry"
        incident, file = _open_incident(command, incident_id, act)
        if facts:
            _mend(file, facts)
        _task_back(file, incident)
        done = replace(
            incident,
            state=MENDED,
            retries=incident.retries + 1,
            mended_by=by.login,
            mended_at=command.now,
            reason=reason,
        )
        done = command.work.incidents.save(done)
        command.note("incident.retry", reason=reason, task_id=incident.task_id)
        file.write()
        command.answer = shape(done, Names(command.work, legal_day(command.now)), file.case.no)
    return incident, dict(command.answer)


def still_acts(office: Office, by: Actor, incident_id: str) -> None:
    """Refuse to give a command again in the name of somebody who signs in no more; it can be cancelled, the task assigned."""
    with office.store.read() as work:
        incident = work.incidents.get(incident_id)
        demand(by.grants, "incident.retry", Place(area=incident.area), PERMISSIONS)
        if incident.by != SYSTEM.login and not work.people.having(login=incident.by, state="active"):
            raise WrongState(why="giver_gone", by=incident.by)


def cancel(office: Office, by: Actor, incident_id: str, *, reason: str) -> Shape:
    """Give the command up: its task is back with whoever held it."""
    _explained(reason)
    with office.command("incident.cancel", by, {"incident": incident_id, "reason": reason}) as command:
        incident, file = _open_incident(command, incident_id, "incident.mend")
        _task_back(file, incident)
        done = replace(incident, state=CANCELLED, mended_by=by.login, mended_at=command.now, reason=reason)
        done = command.work.incidents.save(done)
        command.note("incident.cancel", reason=reason, task_id=incident.task_id)
        file.write()
        command.answer = shape(done, Names(command.work, legal_day(command.now)), file.case.no)
    return dict(command.answer)


def shape(row: Incident, names: Names, case_no: str | None) -> Shape:
    """One incident; what was typed is not shown."""
    return {
        "id": row.id,
        "revision": row.revision,
        "case_no": case_no,
        "instance_id": row.instance_id,
        "task_id": row.task_id,
        "command": row.command,
        "by": row.by,
        "by_name": names.person(row.by),
        "at": row.at,
        "element_id": row.element_id,
        "element_kind": row.element_kind,
        "element_name": row.element_name,
        "message": row.message,
        "state": row.state,
        "state_name": STATES[row.state],
        "retries": row.retries,
        "reason": row.reason,
    }


def of_case(work: Work, case_id: str, names: Names, case_no: str | None) -> list[Shape]:
    """The incidents of one case, newest first."""
    table = work.incidents.table.c
    rows = work.incidents.find(table.case_id == case_id, order=[table.at.desc()])
    return [shape(row, names, case_no) for row in rows]


def end_all(file: Open) -> None:
    """The case is at its end, and with it what could not go on."""
    table = file.work.incidents.table.c
    for incident in file.work.incidents.find(table.case_id == file.case.id, table.state == OPEN):
        ended = replace(incident, state=CANCELLED, mended_by=file.command.by.login, mended_at=file.now)
        file.work.incidents.save(replace(ended, reason="办件已终止"))


def _open_incident(command: Command, incident_id: str, act: str) -> tuple[Incident, Open]:
    """An open incident with its case; the case is locked first, as by whoever files and ends incidents."""
    seen = command.work.incidents.get(incident_id)
    demand(command.by.grants, act, Place(area=seen.area), PERMISSIONS)
    file = open_by_id(command, seen.case_id)
    incident = command.work.incidents.get(incident_id)
    matches(command.by, incident.revision)
    if incident.state != OPEN:
        raise WrongState(state=incident.state)
    return incident, file


def _task_back(file: Open, incident: Incident) -> None:
    """The task is again with whoever held it, unless the flow has left it in the meantime."""
    task = file.tasks.load(incident.task_id) if incident.task_id else None
    if task is not None and task.state == INCIDENT:
        file.tasks.keep(replace(task, state=CLAIMED if task.holder else READY))


def _in_full(
    office: Office, work: Work, by: Actor, row: Incident, names: Names, case_no: str | None
) -> Shape:
    return {**shape(row, names, case_no), "facts": _offered(office, work, by, row)}


def _offered(office: Office, work: Work, by: Actor, row: Incident) -> list[Shape]:
    """The facts this person may put right before the command is given again, with what they are now."""
    if row.state != OPEN or may(by.grants, "incident.mend", Place(area=row.area), PERMISSIONS) is not None:
        return []
    file = CaseFile(work, work.cases.get(row.case_id))
    known = case_facts.of_case(file)
    return [
        {"key": fact.name, "name": fact.title, "type": fact.type, "value": known.get(fact.name)}
        for fact in case_facts.mendable(file, office.versions).values()
    ]


def _mend(file: Open, given: Mapping[str, Any]) -> None:
    """Put facts of the case right, each of the type its process declares."""
    known = case_facts.mendable(file, file.command.office.versions)
    mended, faults = {}, []
    for name, value in given.items():
        if name not in known:
            faults.append(Fault(path=f"facts.{name}", code="E_UNKNOWN_FIELD", facts={"label": name}))
            continue
        try:
            mended[name] = case_facts.store(case_facts.typed(known[name].type, value))
        except ValueError:
            faults.append(Fault(path=f"facts.{name}", code="E_TYPE", facts={"label": known[name].title}))
    if faults:
        raise FormRefused(faults)
    file.facts.update(mended)
    file.command.note("facts.mended", changes=[{"path": name, "new": value} for name, value in given.items()])


def _explained(reason: str) -> None:
    if not reason.strip():
        raise FormRefused([Fault(path="reason", code="E_REQUIRED", facts={"label": "理由"})])


def _areas(by: Actor) -> list[str]:
    return [
        grant.area
        for grant in by.grants
        if grant.area and may([grant], "incident.read", Place(area=grant.area), PERMISSIONS) is None
    ]
