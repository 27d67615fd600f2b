"""Departures 死亡与迁移: what becomes of a case when a member dies, or when the household moves to another township."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assistance.identifiers import birth_of
from assistance.people import TOWNSHIP_ROLES, Actor, county_of, group, place_of
from casework import intake, limits, steps
from casework.casefile import Open
from casework.office import Office
from engine.errors import Fault, FormRefused
from engine.tasks import OPEN, put_back
from engine.time import legal_day

TOWNSHIP, VILLAGE = 9, 12
"""Digits of an area's code."""
Forms = dict[str, Any]
Shape = dict[str, Any]


def record_death(
    office: Office, by: Actor, no: str, *, member: str, died_on: date, new_head: str | None = None
) -> Shape:
    """死亡: the case ends 终止(死亡) with its applicant, or goes on with a new head 新户主 (`domain.md` 5.4, 县规定).

    `member` and `new_head` are identity numbers of F01 and F02. Faults: E_CHOICE for a number the forms do not know, E_DATE for a
    day to come. When the head dies and nobody is named, the case ends; when another member dies, the household goes on without.
    """
    given = {"case": no, "member": member, "died_on": died_on, "new_head": new_head}
    with office.command("case.death", by, given) as command:
        file = intake.acting(command, no, "case.death")
        faults = _death_faults(file, member, died_on, new_head)
        if faults:
            raise FormRefused(faults)
        if member == file.case.head_id and new_head is None:
            _end(file, died_on)
        else:
            _without(file, member, new_head)
        command.note("case.death", text=died_on.isoformat(), to_state=file.case.state)
        intake.finish(command, file)
    return dict(command.answer)


def move_case(office: Office, by: Actor, no: str, *, to_area: str, moved_on: date, reason: str) -> Shape:
    """迁移: the new township's window takes over; acceptance, limits and county steps stay, both townships are on record.

    `to_area` is the new township, or its village where that is known.
    """
    given = {"case": no, "to_area": to_area, "moved_on": moved_on, "reason": reason}
    with office.command("case.move", by, given) as command:
        file = intake.acting(command, no, "case.move")
        faults = _move_faults(file, to_area, moved_on, reason)
        if faults:
            raise FormRefused(faults)
        left, here = file.case.area, to_area[:TOWNSHIP]
        village = None if to_area == here else to_area
        file.case = replace(file.case, area=here, village=village, moved_from=[*file.case.moved_from, left])
        file.record("moved", on=moved_on)
        limits.follow(file)
        _take_along(file)
        command.note("case.move", text=f"{left} → {to_area}", reason=reason)
        intake.finish(command, file)
    return dict(command.answer)


def _death_faults(file: Open, member: str, died_on: date, new_head: str | None) -> list[Fault]:
    known = {row["id_no"] for row in _rows(file, "F02")} | {file.case.head_id}
    faults = []
    if member not in known:
        faults.append(Fault(path="member", code="E_CHOICE", facts={"label": "家庭成员"}))
    elif died_on < birth_of(member):
        faults.append(Fault(path="died_on", code="E_DATE", facts={"label": "死亡日期"}))
    if died_on > legal_day(file.now):
        faults.append(Fault(path="died_on", code="E_DATE", facts={"label": "死亡日期"}))
    if new_head is not None and (new_head not in known - {member} or member != file.case.head_id):
        faults.append(Fault(path="new_head", code="E_CHOICE", facts={"label": "新户主"}))
    return faults


def _end(file: Open, died_on: date) -> None:
    file.record("died", on=died_on)
    limits.follow(file)
    intake.end_everything(file)


def _without(file: Open, member: str, new_head: str | None) -> None:
    """The forms anew without whoever died; the entries of before stay as they were."""
    known = {form: dict(entry.content) for form, entry in file.entries().items()}
    after: Forms = {
        form: {**known[form], "rows": [row for row in known[form]["rows"] if row[key] != member]}
        for form, key in (("F02", "id_no"), ("F03", "member"))
        if form in known
    }
    if new_head is not None:
        rows = after.get("F02", {}).get("rows", [])
        row = next(row for row in rows if row["id_no"] == new_head)
        row_as_head = {**row, "relation": "head"}
        after["F02"]["rows"] = [row_as_head if one is row else one for one in rows]
        after["F01"] = _headed(known["F01"], row)
    version = intake.runs_on(file.command, file.case)
    steps.store_forms(file, after, version, None)
    intake.project(file.command, file, {**known, **after})


def _headed(first: Mapping[str, Any], row: Mapping[str, Any]) -> Forms:
    """F01 with another head; what follows from the identity number goes with the old one."""
    kept = {key: value for key, value in first.items() if key not in ("sex", "birth_on")}
    return {**kept, "head_name": row["name"], "head_id": row["id_no"]}


def _rows(file: Open, form: str) -> list[Mapping[str, Any]]:
    entry = file.entries().get(form)
    return list(entry.content.get("rows") or ()) if entry else []


def _move_faults(file: Open, to_area: str, moved_on: date, reason: str) -> list[Fault]:
    known = {row.code for row in file.work.areas.having(code=to_area) if len(row.code) in (TOWNSHIP, VILLAGE)}
    faults = []
    stays = to_area[:TOWNSHIP] == file.case.area
    if to_area not in known or county_of(to_area) != file.case.county or stays:
        faults.append(Fault(path="to_area", code="E_CHOICE", facts={"label": "迁入乡镇（街道）"}))
    if moved_on > legal_day(file.now):
        faults.append(Fault(path="moved_on", code="E_DATE", facts={"label": "迁移日期"}))
    if not reason.strip():
        faults.append(Fault(path="reason", code="E_REQUIRED", facts={"label": "迁移理由"}))
    return faults


def _take_along(file: Open) -> None:
    """Open steps of the township wait for the new one's people; handovers, notices and incidents are theirs as well."""
    to_area = file.case.area
    for task in list(file.tasks):
        if task.state in OPEN and task.role in TOWNSHIP_ROLES:
            place = place_of(task.role, to_area, file.case.village)
            file.tasks.keep(replace(put_back(task), area=place, group=group(task.role, place)))
        elif task.state in OPEN and task.unit is not None:
            file.tasks.keep(replace(task, area=to_area))
    for row in list(file.handovers):
        file.handovers.keep(replace(row, area=to_area))
    for notice in file.notices.everything():
        file.notices.load(notice.id)
        file.notices.keep(replace(notice, area=to_area, village=file.case.village))
    for incident in file.work.incidents.having(case_id=file.case.id, state="open"):
        file.work.incidents.save(replace(incident, area=to_area))
