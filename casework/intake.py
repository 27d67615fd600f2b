"""Intake 申请: hand in an application, or keep a draft of it; withdraw, correct."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assistance import handover as handovers
from assistance import supervision
from assistance.cases import AIDS, Case, still_open
from assistance.fields import TYPES
from assistance.manifest import Manifest
from assistance.moments import MOMENTS
from assistance.people import Actor, county_of
from assistance.permissions import PERMISSIONS
from casework import avoidance, facts, flow, incidents, limits, scope, steps, taskview
from casework.casefile import Open, find_case
from casework.effects import computed
from casework.effects import notices as hanging
from casework.inbox import write
from casework.office import Command, Office, matches
from casework.versions import Version
from engine import expressions
from engine.errors import Fault, FormRefused, NotFound, WrongState
from engine.forms import masked
from engine.ids import case_no
from engine.permissions import Place, demand
from engine.tasks import FAR
from engine.time import legal_day
from store.tables.case import FormEntry, Member
from store.tables.flow import Draft
from store.work import Work

MAIN = "one-window"
Forms = Mapping[str, Any]
Shape = dict[str, Any]
APPLICATION = ("F01", "F02", "F03", "F04", "F05", "F07")
EMERGENCIES = ("urgent", "small_fast", "expenditure")


def open_case(
    office: Office,
    by: Actor,
    *,
    aid: str,
    area: str,
    forms: Forms,
    emergency_kind: str | None = None,
    as_draft: bool = False,
) -> Shape:
    """提交申请 at the window: case number, receipt, first task; or a draft that nobody checks yet."""
    given = {
        "aid": aid,
        "area": area,
        "forms": dict(forms),
        "emergency_kind": emergency_kind,
        "as_draft": as_draft,
    }
    with office.command("case.open", by, given) as command:
        demand(by.grants, "case.open", Place(), PERMISSIONS)
        _place(command.work, by, aid, area, forms, emergency_kind, legal_day(command.now))
        file = _new_file(command, aid, area, emergency_kind, forms)
        if as_draft:
            keep_draft(command, file, forms)
        else:
            _submit(command, file, forms)
        finish(command, file, status=201)
    return dict(command.answer)


def submit_case(office: Office, by: Actor, no: str, *, forms: Forms | None = None) -> Shape:
    """Hand in a draft, with its forms as they were kept or as they are now."""
    given = {"case": no, "forms": None if forms is None else dict(forms)}
    with office.command("case.submit", by, given) as command:
        case = find_case(command.work, no, lock=True)
        demand(by.grants, "case.submit", scope.place_of_case(case), PERMISSIONS)
        if case.state != "draft":
            raise WrongState(state=case.state)
        file = Open(command, case)
        matches(by, case.revision)
        table = command.work.drafts.table.c
        draft = command.work.drafts.first(table.subject == case.id)
        handed_in = forms if forms is not None else (draft.content if draft else {})
        village = village_of(handed_in, case.area)
        demand(by.grants, "case.submit", Place(area=village or case.area), PERMISSIONS)
        _submit(command, file, handed_in)
        command.work.drafts.remove(table.subject == case.id)
        finish(command, file)
    return dict(command.answer)


def withdraw_case(
    office: Office, by: Actor, no: str, *, reason: str, signed_on: date, signature: str
) -> Shape:
    """撤回: possible until the decision, written and signed; the file stays, nothing is left to do."""
    given = {"case": no, "reason": reason, "signed_on": signed_on, "signature": signature}
    with office.command("case.withdraw", by, given) as command:
        file = acting(command, no, "case.withdraw")
        faults = _withdrawal_faults(command, file.case, reason, signed_on, signature)
        if faults:
            raise FormRefused(faults)
        file.record("withdrawn")
        limits.follow(file)
        end_everything(file)
        file.attachments.append(signature)
        command.note("case.withdraw", reason=reason, to_state=file.case.state)
        finish(command, file)
    return dict(command.answer)


def correct_case(office: Office, by: Actor, no: str, *, form: str, data: Any, reason: str) -> Shape:
    """更正 a form handed in before, as its next revision; before the decision only."""
    given = {"case": no, "form": form, "data": data, "reason": reason}
    with office.command("case.correct", by, given) as command:
        file = acting(command, no, "case.correct")
        if not reason.strip():
            raise FormRefused([Fault(path="reason", code="E_REQUIRED", facts={"label": "理由"})])
        known = file.entries()
        if form not in known or known[form].handover_id is not None:
            raise NotFound(what="form", form=form)  # what a department wrote is not the window's to correct
        version = runs_on(command, file.case)
        clean, faults = steps.check_forms(
            file, version, {form: data}, allowed=(form,), needed=(form,), around={"correcting": True}
        )
        faults = (*faults, *_moved_moments(form, known[form].content, clean.get(form) or {}))
        if faults:
            raise FormRefused(faults)
        clean = computed.completed(file, clean)
        steps.store_forms(file, clean, version, None)
        facts.learn(file, version.manifest, "correct", "corrected", clean)
        project(command, file, {**{key: entry.content for key, entry in known.items()}, **clean})
        _kin(file, clean)
        command.note("case.correct", reason=reason, changes=_changed(command, known[form], clean[form]))
        finish(command, file)
    return dict(command.answer)


def window_form(office: Office, by: Actor, aid: str | None, emergency_kind: str | None = None) -> Shape:
    """What the application page needs: aids, areas, and the forms this aid asks for."""
    with office.store.read() as work:
        version = office.versions.in_force(work, MAIN)
        townships = _townships(work, by)
        needed = forms_needed(version.manifest, aid, emergency_kind) if aid else ()
        table = work.areas.table.c
        villages = [
            row
            for row in work.areas.find(order=[table.code])
            if len(row.code) == 12 and any(row.code.startswith(place["code"]) for place in townships)
        ]
        return {
            "aids": [{"code": code, "name": name} for code, name in AIDS.items()],
            "areas": townships,
            "villages": [{"code": row.code, "name": row.name} for row in villages],
            "needed": list(needed),
            "materials": materials(version.manifest, aid) if aid else [],
            "forms": {
                form: office.versions.schema(work, form, version.pinned("form", form)).raw for form in needed
            },
        }


def forms_needed(manifest: Manifest, aid: str, emergency_kind: str | None) -> tuple[str, ...]:
    """The forms an application for an aid must bring (`domain.md` 11.1)."""
    found: dict[str, None] = {}
    for papers in manifest.papers:
        if aid in papers.aids and _holds(papers.when, emergency_kind):
            found.update(dict.fromkeys(papers.forms))
    return tuple(found)


def materials(manifest: Manifest, aid: str) -> list[str]:
    """The papers asked for beside the forms."""
    return [material for papers in manifest.papers if aid in papers.aids for material in papers.materials]


def end_everything(file: Open) -> None:
    """What a case's end takes along: instances, their tasks and timers, handovers, slips, notices."""
    flow.cancel_all(file)
    work = file.work
    for row in work.handovers.find(work.handovers.table.c.case_id == file.case.id):
        file.handovers.keep(handovers.cancel(file.handovers.load(row.id)))
    for slip in work.slips.find(work.slips.table.c.case_id == file.case.id):
        file.slips.keep(supervision.drop(file.slips.load(slip.id), file.now, "办件已终止"))
    hanging.end_all(file)
    incidents.end_all(file)


def _holds(when: str | None, emergency_kind: str | None) -> bool:
    if when is None:
        return True
    return expressions.evaluate(expressions.parse(when), {"emergency_kind": emergency_kind}) is True


def _main(command: Command) -> Version:
    return command.office.versions.in_force(command.work, MAIN)


def runs_on(command: Command, case: Case) -> Version:
    """The version of the one-window flow this case began on: its forms are the case's forms."""
    number = next(int(number) for key, number in case.versions if key == MAIN)
    return command.office.versions.get(command.work, MAIN, number)


def _townships(work: Work, by: Actor) -> list[Shape]:
    codes = {grant.area[:9] for grant in by.grants if grant.area and grant.role in ("window", "specialist")}
    return [{"code": row.code, "name": row.name} for row in work.areas.find() if row.code in codes]


def _place(
    work: Work, by: Actor, aid: str, area: str, forms: Forms, emergency_kind: str | None, on: date
) -> None:
    """Refuse a wrong aid or area by field, and whoever may not open a case there."""
    faults = []
    if aid not in AIDS:
        faults.append(Fault(path="aid", code="E_CHOICE", facts={"label": "救助事项"}))
    if len(area) != 9 or not any(
        row.code == area for row in work.areas.find(work.areas.table.c.code == area)
    ):
        faults.append(Fault(path="area", code="E_CHOICE", facts={"label": "乡镇（街道）"}))
    if aid == "220" and emergency_kind not in EMERGENCIES:
        code = "E_REQUIRED" if emergency_kind is None else "E_CHOICE"
        faults.append(Fault(path="emergency_kind", code=code, facts={"label": "临时救助类型"}))
    if faults:
        raise FormRefused(faults)
    demand(by.grants, "case.open", Place(area=village_of(forms, area) or area), PERMISSIONS)


def village_of(forms: Forms, area: str) -> str | None:
    """The village in the application, if it lies in the township."""
    first = forms.get("F01")
    village = first.get("registered_village") if isinstance(first, Mapping) else None
    return village if isinstance(village, str) and len(village) == 12 and village.startswith(area) else None


def _new_file(command: Command, aid: str, area: str, emergency_kind: str | None, forms: Forms) -> Open:
    now = command.now
    case = Case(
        id=command.new_id(),
        no=None,
        revision=1,
        aid=aid,
        regime=None,
        state="draft",
        result=None,
        unit_result=None,
        decided=False,
        county=county_of(area),
        area=area,
        village=village_of(forms, area),
        head_name=None,
        head_id=None,
        head_id_index=None,
        head_phone=None,
        household_no=None,
        members=None,
        flags=[],
        versions=[],
        applied_on=None,
        accepted_at=None,
        accepted_on=None,
        created_by=command.by.login,
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
    if emergency_kind:
        file.facts["emergency_kind"] = emergency_kind
    return file


def keep_draft(command: Command, file: Open, forms: Forms) -> None:
    """Keep the forms of a draft as they are, unchecked; lists show the name that stands in them."""
    first = forms.get("F01")
    name = first.get("head_name") if isinstance(first, Mapping) else None
    file.case = replace(
        file.case,
        head_name=name if isinstance(name, str) else None,
        village=village_of(forms, file.case.area),
    )
    command.work.drafts.add(
        Draft(subject=file.case.id, login=command.by.login, at=command.now, content=dict(forms))
    )
    command.note("case.draft", to_state="draft")


def _submit(command: Command, file: Open, forms: Forms) -> None:
    """Check every form at once, give the number, and let the flow begin."""
    version = _main(command)
    needed = forms_needed(version.manifest, file.case.aid, file.facts.get("emergency_kind"))
    allowed = tuple(dict.fromkeys((*needed, *APPLICATION)))
    clean, faults = steps.check_forms(file, version, forms, allowed=allowed, needed=needed, around={})
    if faults:
        raise FormRefused(faults)
    clean = computed.completed(file, clean)
    year = legal_day(command.now).year
    serial = command.serial(f"case-{file.case.area}-{year}")
    file.numbered(case_no(file.case.area, year, serial))
    steps.store_forms(file, clean, version, None)
    facts.learn(file, version.manifest, "apply", "submitted", clean)
    project(command, file, clean)
    _kin(file, clean)
    routed = command.work.routed_unit(file.case.aid, legal_day(command.now))
    if routed:
        file.facts["routed_unit"] = routed
    flow.start(file, version)
    command.note("case.open", step="apply", step_name="申请", to_state=file.case.state)


def _kin(file: Open, clean: Forms) -> None:
    """Relatives among staff, by the register and by what the applicant declares."""
    declared = clean.get("F07") or {}
    if declared.get("declared"):
        avoidance.mark_key(file, "relative")
    avoidance.look(file, declared.get("rows") or ())


def project(command: Command, file: Open, forms: Forms) -> None:
    """Write what lists and searches need of the forms: the head and the members."""
    first, rows = forms.get("F01") or {}, (forms.get("F02") or {}).get("rows") or []
    blind = command.work.cases.blind
    head_id = first.get("head_id")
    file.case = replace(
        file.case,
        head_name=first.get("head_name"),
        head_id=head_id,
        head_id_index=blind(head_id) if head_id else None,
        head_phone=first.get("phone"),
        household_no=first.get("household_no"),
        village=village_of(forms, file.case.area),
        members=len(rows) or None,
        applied_on=date.fromisoformat(first["apply_on"]) if first.get("apply_on") else None,
    )
    people = [(row["name"], row["id_no"], row["relation"]) for row in rows]
    if head_id and not any(id_no == head_id for _, id_no, _ in people):
        people.append((first["head_name"], head_id, "head"))
    file.members = [
        Member(
            id=command.new_id(),
            case_id=file.case.id,
            name=name,
            id_no=id_no,
            id_index=blind(id_no),
            relation=relation,
        )
        for name, id_no, relation in people
    ]


def acting(command: Command, no: str, act: str) -> Open:
    """An open, undecided case for an act upon the whole of it, in the scope of whoever acts."""
    case = find_case(command.work, no, lock=True)
    demand(command.by.grants, act, scope.place_of_case(case), PERMISSIONS)
    still_open(case)
    if case.state == "draft":
        raise WrongState(state=case.state)
    matches(command.by, case.revision)
    return Open(command, case)


def _withdrawal_faults(
    command: Command, case: Case, reason: str, signed_on: date, signature: str
) -> list[Fault]:
    faults = []
    if not reason.strip():
        faults.append(Fault(path="reason", code="E_REQUIRED", facts={"label": "撤回理由"}))
    if signed_on > legal_day(command.now) or (case.applied_on and signed_on < case.applied_on):
        faults.append(Fault(path="signed_on", code="E_DATE", facts={"label": "签字日期"}))
    if not signature:
        faults.append(Fault(path="signature", code="E_REQUIRED", facts={"label": "签字"}))
    elif not command.work.attachment_free(signature, case.id):
        faults.append(Fault(path="signature", code="E_FILE", facts={"label": "签字"}))
    return faults


def _moved_moments(form: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Fault]:
    """A moment that a form has fixed stays where it is: limits and the regime hang on it."""
    return [
        Fault(path=f"{form}.{key}", code="E_DATE", facts={"label": MOMENTS[moment].title})
        for moment, of, key in facts.TIMES
        if of == form and before.get(key) != after.get(key)
    ]


def _changed(command: Command, before: FormEntry, after: Mapping[str, Any]) -> list[Shape]:
    """Which fields are different, old → new; the history shows personal ones masked, the entries hold them."""
    schema = command.office.versions.schema(command.work, before.form, before.version)
    old, new = masked(schema, before.content, TYPES), masked(schema, after, TYPES)
    return [
        {"path": f"{before.form}.{key}", "old": old.get(key), "new": new.get(key)}
        for key in sorted({*before.content, *after})
        if before.content.get(key) != after.get(key)
    ]


def finish(command: Command, file: Open, status: int = 200) -> None:
    """Write the file and answer with the case."""
    write(file)
    command.answer = taskview.case(command.office, command.work, command.by, file)
    command.status = status
