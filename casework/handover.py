"""The handover desk 转办: lists, one handover, and its acts; each act completes the open task of its step."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistance import handover as handovers
from assistance.cases import still_open
from assistance.handover import Handover
from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from casework import flow, paging, scope, shapes, steps
from casework.casefile import CaseFile, Open, find_case, open_by_id
from casework.effects import handover as effects
from casework.inbox import write
from casework.lookups import Tables
from casework.names import Names
from casework.office import Command, Office, matches
from engine import tasks
from engine.errors import (
    AlreadySigned,
    Fault,
    FormRefused,
    NoConsent,
    NoReturn,
    WrongState,
)
from engine.ids import register_no
from engine.permissions import Place, demand, may
from engine.tasks import OPEN, READY, Task
from engine.time import legal_day
from store.conditions import among, below_any
from store.work import Work

Shape = dict[str, Any]
PROCESS = {"transfer": "handover-transfer", "refer": "handover-refer"}
PREFIX = {"transfer": "ZB", "refer": "ZJ"}
Way = tuple[str, str, str | None]
TRANSFER: Mapping[str, Way] = {
    "send": ("transfer_send", "sent", "F15"),
    "sign": ("transfer_sign", "signed", None),
    "return": ("transfer_sign", "returned", "F16"),
    "name-unit": ("name_unit", "named", "name_unit"),
    "result": ("transfer_handle", "resulted", "F16"),
    "feed-back": ("transfer_feedback", "fed_back", "F16"),
    "tell": ("transfer_tell", "told", "F17"),
    "file": ("transfer_file", "filed", None),
}
REFER: Mapping[str, Way] = {
    "consent": ("refer_consent", "consented", "F05b"),
    "send": ("refer_send", "sent", "F15"),
    "take": ("refer_answer", "taken", None),
    "decline": ("refer_answer", "declined", None),
    "feed-back": ("refer_feedback", "fed_back", "F16"),
    "tell": ("refer_tell", "told", "F17"),
    "file": ("refer_file", "filed", None),
}
STEPS: Mapping[str, Mapping[str, Way]] = {"transfer": TRANSFER, "refer": REFER}
"""Kind and act → step, outcome and form of the process."""
TRANSFER_STATES: Mapping[str, tuple[str, ...]] = {
    "send": ("drafted", "returned"),
    "sign": ("sent",),
    "return": ("sent",),
    "recall": ("sent",),
    "name-unit": ("naming",),
    "result": ("signed",),
    "feed-back": ("resulted",),
    "tell": ("fed_back",),
    "file": ("told",),
}
REFER_STATES: Mapping[str, tuple[str, ...]] = {
    "consent": ("drafted",),
    "send": ("consented",),
    "recall": ("sent",),
    "take": ("sent",),
    "decline": ("sent",),
    "feed-back": ("taken", "serving"),
    "tell": ("fed_back", "declined"),
    "file": ("told",),
}
EXPECTED = {"transfer": TRANSFER_STATES, "refer": REFER_STATES}


def make(file: Open, process: str, unit: str | None = None) -> Handover:
    """The row of a handover that is about to begin: drafted, for the unit named at 分办 or by the routing table; a referral's
    receiver is the one the person consents to."""
    kind = next(kind for kind, key in PROCESS.items() if key == process)
    year = legal_day(file.now).year
    prefix = PREFIX[kind]
    serial = file.command.serial(f"{prefix}-{file.case.area}-{year}")
    chosen = unit if kind == "refer" else unit or file.facts.get("unit") or file.facts.get("routed_unit")
    if chosen is None and kind == "transfer":
        raise FormRefused([Fault(path="dispatch.unit", code="E_REQUIRED", facts={"label": "承办单位"})])
    row = Handover(
        id=file.command.new_id(),
        revision=1,
        no=register_no(prefix, file.case.area, year, serial),
        kind=kind,
        case_id=file.case.id,
        case_no=file.case.no or "",
        aid=file.case.aid,
        head_name=file.case.head_name or "",
        area=file.case.area,
        instance_id=None,
        state="drafted",
        unit=chosen,
        matter=None,
        reason=None,
        attachments=[],
        proposed_unit=None,
        named=0,
        returns=0,
        result=None,
        amount=None,
        ground=None,
        text=None,
        told_at=None,
        told_how=None,
        told_by=None,
        created_at=file.now,
    )
    return file.handovers.keep(row)


flow.STARTERS["handover"] = make


def start_handover(
    office: Office,
    by: Actor,
    no: str,
    *,
    kind: str,
    unit: str | None = None,
    form: Mapping[str, Any] | None = None,
) -> Shape:
    """Begin another handover of an accepted case, beside the flow that is open; with F15 it is sent at once."""
    given = {"case": no, "kind": kind, "unit": unit, "form": form}
    with office.command("handover.start", by, given) as command:
        case = find_case(command.work, no, lock=True)
        demand(by.grants, "handover.start", scope.place_of_case(case), PERMISSIONS)
        still_open(case)
        if kind not in PROCESS:
            raise FormRefused([Fault(path="kind", code="E_CHOICE", facts={"label": "种类"})])
        if case.accepted_on is None:
            raise WrongState(state=case.state)
        file = Open(command, case)
        matches(by, case.revision)
        _known_unit(file, kind, unit)
        version = office.versions.in_force(command.work, PROCESS[kind])
        row = make(file, PROCESS[kind], unit)
        flow.start(file, version, handover=row)
        command.note("handover.start", unit=row.unit)
        if form is not None and kind == "refer":
            raise NoConsent(handover=row.no)
        if form is not None:
            task = _claimed(command, file, row.id, "transfer_send")
            steps.complete(file, task, outcome="sent", given=_forms(row, "F15", form))
        _finish(command, file, row.id)
        command.status = 201
    return dict(command.answer)


def _known_unit(file: Open, kind: str, unit: str | None) -> None:
    if unit is not None and not Tables(file.work, legal_day(file.now), file.case.id).unit(unit):
        raise FormRefused([Fault(path="unit", code="E_CHOICE", facts={"label": "承办单位"})])
    if kind == "refer":
        effects.agency(file, "unit", unit)
    else:
        effects.authority(file, "unit", unit)


def list_handovers(
    office: Office,
    by: Actor,
    *,
    filters: Mapping[str, str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Shape:
    """Handovers of one's area or unit, newest first."""
    demand(
        by.grants, "handover.read", Place(units=frozenset(g.unit for g in by.grants if g.unit)), PERMISSIONS
    )
    now = office.now()
    with office.store.read() as work:
        table = work.handovers.table.c
        where = [_in_scope(table, by)]
        for key, value in (filters or {}).items():
            where.append(paging.column(table, key, ("kind", "state", "unit", "case_no")) == value)
        page, following = paging.newest(work.handovers, "created_at", where, cursor=cursor, limit=limit)
        names = Names(work, legal_day(now))
        return {"items": [shape_of(office, work, by, row, names) for row in page], "next": following}


def show_handover(office: Office, by: Actor, handover_id: str) -> Shape:
    """One handover with both clocks; the read is logged."""
    with office.store.read() as work:
        row = work.handovers.get(handover_id)
        demand(by.grants, "handover.read", place_of(row), PERMISSIONS)
        case = work.cases.get(row.case_id)
        shape = shape_of(office, work, by, row, Names(work, legal_day(office.now())))
        if row.unit in {grant.unit for grant in by.grants} and handovers.passes(row, "phone"):
            shape["phone"] = case.head_phone
    scope.log_read(office, by, f"handover:{row.no}", case)
    return shape


def act(office: Office, by: Actor, handover_id: str, act: str, body: Mapping[str, Any]) -> Shape:
    """One act on a handover; the same as completing its open task."""
    given = {"handover": handover_id, "act": act, "body": dict(body)}
    with office.command("handover.act", by, given) as command:
        _act(command, handover_id, act, body)
    return dict(command.answer)


def place_of(row: Handover) -> Place:
    """Where a handover lies: the township it comes from, and the unit it went to; a draft has gone nowhere."""
    gone = row.state != "drafted" and row.matter is not None
    return Place(area=row.area, units=frozenset({row.unit} if row.unit and gone else ()))


def _act(command: Command, handover_id: str, act: str, body: Mapping[str, Any]) -> None:
    row = command.work.handovers.get(handover_id)
    demand(command.by.grants, f"handover.{act}", place_of(row), PERMISSIONS)
    if act not in EXPECTED[row.kind]:
        raise WrongState(state=row.state)
    file = open_by_id(command, row.case_id)
    row = file.handovers.load(handover_id)
    matches(command.by, row.revision)
    _lawful(file, row, act)
    if act == "recall":
        _recall(command, file, row, str(body.get("reason") or ""))
    else:
        step, outcome, form = STEPS[row.kind][act]
        task = _claimed(command, file, row.id, step)
        reason, given = _said(act, body)
        steps.complete(file, task, outcome=outcome, given=_forms(row, form, given), reason=reason)
    _finish(command, file, row.id)


def _said(act: str, body: Mapping[str, Any]) -> tuple[str | None, Mapping[str, Any]]:
    """A decline is explained beside its forms; every other reason stands in one."""
    if act != "decline":
        return None, body
    return str(body.get("reason") or ""), {key: value for key, value in body.items() if key != "reason"}


def _lawful(file: Open, row: Handover, act: str) -> None:
    """The wrong state answers with its own code, before anything else is looked at."""
    if act in ("return", "recall") and row.state in handovers.SIGNED:
        raise AlreadySigned(state=row.state)
    over = row.named or effects.signing_over(file.limits, row, file.now)
    if act == "return" and row.state == "sent" and over:
        raise NoReturn(returns=row.returns, named=bool(row.named))
    if act == "send" and row.kind == "refer" and row.state == "drafted":
        raise NoConsent(handover=row.no)
    if row.state not in EXPECTED[row.kind][act]:
        raise WrongState(state=row.state)


def _recall(command: Command, file: Open, row: Handover, reason: str) -> None:
    """撤回发出 before the unit signs; L05 stops, L04 runs on from its own start."""
    if not reason.strip():
        raise FormRefused([Fault(path="reason", code="E_REQUIRED", facts={"label": "撤回理由"})])
    file.handovers.keep(handovers.recall(row))
    leg = effects.last_leg(file, row.id)
    file.legs.keep(replace(leg, recalled_at=file.now))
    assert row.instance_id is not None
    flow.send(file, row.instance_id, "recall")
    command.note("handover.recall", unit=row.unit, reason=reason)


def _claimed(command: Command, file: Open, handover_id: str, step: str) -> Task:
    """The open task of a step of this handover, claimed by whoever acts."""
    for task in file.tasks:
        if task.handover_id == handover_id and task.step == step and task.state in OPEN:
            if task.state == READY or task.holder != command.by.login:
                scope.may_see_task(command.work, command.by, task)
                task = file.tasks.keep(tasks.claim(task, command.by.login, command.by.groups, file.now))
            return task
    raise WrongState(step=step)


def _forms(row: Handover, form: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
    if form is None:
        if body:
            names = [Fault(path=key, code="E_UNKNOWN_FIELD", facts={"label": key}) for key in body]
            raise FormRefused(names)
        return {}
    return {form: {**_sent_before(row), **body} if form == "F15" else dict(body)}


def _sent_before(row: Handover) -> dict[str, Any]:
    """What F15 begins with: the unit chosen at 分办 or proposed with the return, and what was sent the last time."""
    known = {
        "kind": row.kind,
        "unit": row.proposed_unit if row.state == "returned" else row.unit,
        "matter": row.matter,
        "reason": row.reason,
        "attachments": list(row.attachments),
        "consent_id": row.consent_id,
    }
    return {key: value for key, value in known.items() if value}


def _finish(command: Command, file: Open, handover_id: str) -> None:
    write(file)
    names = Names(command.work, legal_day(command.now))
    command.answer = shape_of(
        command.office, command.work, command.by, file.handovers[handover_id], names, file
    )


def shape_of(
    office: Office, work: Work, by: Actor, row: Handover, names: Names, file: CaseFile | None = None
) -> Shape:
    limit, leg = work.limits.table.c, work.legs.table.c
    everything = list(file.limits) if file else work.limits.find(limit.case_id == row.case_id)
    own = sorted(
        (one for one in everything if one.subject.handover_id == row.id), key=lambda one: one.started_at
    )
    legs = work.legs.find(leg.handover_id == row.id, order=[leg.n])
    late = effects.signing_over(own, row, office.now())
    shape = shapes.handover(
        row,
        legs,
        own,
        everything,
        by,
        names,
        office.calendars.current(work),
        office.now(),
        returnable=row.state == "sent" and not row.named and not late,
        allowed=_allowed(by, row, late),
        task_id=_open_step(work, by, row, file),
    )
    return _as_agreed(by, row, shape)


def _as_agreed(by: Actor, row: Handover, shape: Shape) -> Shape:
    """An agency reads what the person has agreed to pass on, and no more."""
    if row.unit not in {grant.unit for grant in by.grants if grant.role == "referral"}:
        return shape
    hidden = {"name": ("head_name",), "need": ("matter", "reason")}
    kept_back = {key for data, keys in hidden.items() if not handovers.passes(row, data) for key in keys}
    return {**shape, **dict.fromkeys(kept_back)}


def _open_step(work: Work, by: Actor, row: Handover, file: CaseFile | None) -> str | None:
    """The open task of a handover that this person could do now: in their group, held by nobody else."""
    table = work.tasks.table.c
    rows = file.tasks if file else work.tasks.find(table.handover_id == row.id, table.state.in_(OPEN))
    for task in rows:
        mine = task.group in by.groups and task.holder in (None, by.login)
        if mine and task.handover_id == row.id and task.state in OPEN:
            return task.id
    return None


def _allowed(by: Actor, row: Handover, late: bool) -> list[str]:
    return [
        act
        for act, states in EXPECTED[row.kind].items()
        if row.state in states
        and not (act == "return" and (row.named or late))
        and may(by.grants, f"handover.{act}", place_of(row), PERMISSIONS) is None
    ]


def _in_scope(table: Any, by: Actor) -> Any:
    readers = PERMISSIONS["handover.read"]
    areas = [grant.area for grant in by.grants if grant.area and grant.role in readers]
    units = [grant.unit for grant in by.grants if grant.unit and grant.role in readers]
    sent = (table.state != "drafted") & table.matter.is_not(None)
    return below_any(table.area, areas) | (among(table.unit, units) & sent)
