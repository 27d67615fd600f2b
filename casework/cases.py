"""The case desk 办件: lists, one case, its history, limits, moments, forms, documents, readers, messages, diagram."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from assistance.cases import Case
from assistance.people import Actor
from assistance.permissions import CASE_READERS, PERMISSIONS
from casework import (
    drawing,
    extensions,
    handover,
    history,
    incidents,
    limits,
    notices,
    paging,
    registers,
    scope,
    shapes,
    supervision,
    taskview,
    whereabouts,
)
from casework.casefile import CaseFile, find_case
from casework.names import Names
from casework.office import Office
from engine.errors import BadRequest, NotFound, PurposeMissing
from engine.limits import waiting
from engine.permissions import Place, demand
from engine.time import legal_day
from store.conditions import behind, below_any
from store.reads.tasks import colour_is
from store.work import Work

Shape = dict[str, Any]


def list_cases(
    office: Office,
    by: Actor,
    *,
    filters: Mapping[str, str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Shape:
    """Cases in one's area, what is late first."""
    demand(by.grants, "case.list", Place(), PERMISSIONS)
    if by.purpose is None and by.roles <= {"auditor"}:
        raise PurposeMissing(act="case.list")
    number, after, now = paging.checked(limit), paging.decode(cursor), office.now()
    with office.store.read() as work:
        table = work.cases.table.c
        areas = [grant.area for grant in by.grants if grant.area and grant.role in CASE_READERS]
        township = [area for area in areas if len(area) < 12]
        villages = [area for area in areas if len(area) == 12]
        mine = below_any(table.area, township) | below_any(table.village, villages)
        where = [mine, *behind((table.sort_at, table.id), after), *_filters(work, by, filters or {}, now)]
        rows = work.cases.find(*where, order=[table.sort_at, table.id], limit=number + 1)
        page, following = paging.cut(rows, number, "sort_at")
        names = Names(work, legal_day(now))
        calendar = office.calendars.current(work)
        items = [shapes.case_row(row, by, names, calendar, now) for row in page]
    if by.purpose is not None:
        scope.log_read(office, by, "cases", None)
    return {"items": items, "next": following}


def show_case(office: Office, by: Actor, no: str) -> Shape:
    """One case; the read is logged."""
    with office.store.read() as work:
        case = _visible(work, by, no)
        shape = taskview.case(office, work, by, CaseFile(work, case))
        if case.state == "draft":
            draft = work.drafts.first(work.drafts.table.c.subject == case.id)
            shape["draft"] = draft.content if draft and draft.login == by.login else None
    scope.log_read(office, by, "case", case)
    return shape


def case_history(office: Office, by: Actor, no: str) -> Shape:
    """What happened, in order: who did what, when, with what result, in time or late."""
    with office.store.read() as work:
        case = _visible(work, by, no)
        items = history.of_case(office, work, by, case)
    scope.log_read(office, by, "case:history", case)
    return {"items": items, "next": None}


def case_limits(office: Office, by: Actor, no: str) -> Shape:
    """All limits of the case with their reckoning, and what has not started yet."""
    with office.store.read() as work:
        case = _visible(work, by, no)
        return _limits(office, work, CaseFile(work, case))


def case_moments(office: Office, by: Actor, no: str) -> Shape:
    """All recorded moments."""
    with office.store.read() as work:
        case = _visible(work, by, no)
        names = Names(work, legal_day(office.now()))
        table = work.moments.table.c
        rows = work.moments.find(table.case_id == case.id, order=[table.seq])
        return {"items": [shapes.moment(row, names) for row in rows], "next": None}


def case_documents(office: Office, by: Actor, no: str) -> Shape:
    """Documents made for the case."""
    with office.store.read() as work:
        case = _visible(work, by, no)
    drawing.draw_of_case(office, case.id)
    with office.store.read() as work:
        return {"items": documents(work, case, Names(work, legal_day(office.now()))), "next": None}


def case_attachments(office: Office, by: Actor, no: str) -> Shape:
    """Files handed in for the case; names and hashes, not contents."""
    with office.store.read() as work:
        case = _visible(work, by, no)
        items = work.attachment_rows(case.id)
    scope.log_read(office, by, "case:attachments", case)
    return {"items": items, "next": None}


def case_forms(office: Office, by: Actor, no: str) -> Shape:
    """Every entry of every form, personal fields masked; the read is logged."""
    with office.store.read() as work:
        case = _visible(work, by, no)
        items = entries(office, work, by, case)
    scope.log_read(office, by, "case:forms", case)
    return {"items": items, "next": None}


def case_access(office: Office, by: Actor, no: str) -> Shape:
    """Who read this case, when, for what purpose."""
    with office.store.read() as work:
        case = _visible(work, by, no)
        demand(by.grants, "case.access", scope.place_of_case(case), PERMISSIONS)
        names = Names(work, legal_day(office.now()))
        table = work.accesses.table.c
        rows = work.accesses.find(table.case_id == case.id, order=[table.at.desc(), table.id], limit=200)
        items = [
            {
                "at": row.at,
                "by": shapes.person(row.by, names, row.role),
                "what": row.what,
                "purpose": row.purpose,
            }
            for row in rows
        ]
    return {"items": items, "next": None}


def case_messages(office: Office, by: Actor, no: str) -> Shape:
    """Notices that went out about the case."""
    with office.store.read() as work:
        case = _visible(work, by, no)
        table = work.messages.table.c
        rows = work.messages.find(table.case_id == case.id, order=[table.at.desc()])
        return {"items": [supervision.message(row) for row in rows], "next": None}


def case_diagram(office: Office, by: Actor, no: str, instance_id: str | None = None) -> Shape:
    """Where an instance of the case stands, drawn and as a table; without id the main one."""
    with office.store.read() as work:
        case = _visible(work, by, no)
        file = CaseFile(work, case)
        everything = taskview.instances(work, file)
        chosen = [one for one in everything if instance_id in (None, one.id)]
        if not chosen:
            raise NotFound(what="instance", id=instance_id)
        return whereabouts.drawn(office, work, file, chosen[0])


def case_page(office: Office, by: Actor, no: str) -> Shape:
    """Everything the page of a case shows, in one read that is logged once."""
    with office.store.read() as work:
        case = _visible(work, by, no)
        file = CaseFile(work, case)
        names = Names(work, legal_day(office.now()))
        rows = taskview.handovers(work, file)
        handed_in = entries(office, work, by, case)
        page = {
            "case": taskview.case(office, work, by, file),
            "history": history.of_case(office, work, by, case),
            **_limits_for_page(office, work, file),
            "notices": notices.of_case(office, work, by, case),
            "worked_out": taskview.worked_out({entry["form"]: entry["data"] for entry in handed_in}),
            "registered": registers.of_case(work, by, case.id),
            "handovers": [handover.shape_of(office, work, by, row, names, file) for row in rows],
            "diagrams": [
                whereabouts.drawn(office, work, file, one) for one in taskview.instances(work, file)
            ],
            "forms": handed_in,
            "documents": documents(work, case, names),
            "attachments": work.attachment_rows(case.id),
            "incidents": incidents.of_case(work, case.id, names, case.no),
            "extensions": extensions.of_case(work, case.id),
        }
    scope.log_read(office, by, "case", case)
    return page


def entries(office: Office, work: Work, by: Actor, case: Case) -> list[Shape]:
    """Form entries with personal fields masked; whoever only watches sees no names either."""
    table = work.forms.table.c
    names = Names(work, legal_day(office.now()))
    found = work.forms.find(table.case_id == case.id, order=[table.at, table.form])
    return [taskview.entry(office, work, by, one, names) for one in found]


def documents(work: Work, case: Case, names: Names) -> list[Shape]:
    """Documents by time; the data itself is read one by one."""
    table = work.documents.table.c
    return [
        {
            "id": row.id,
            "type": row.type,
            "type_name": row.title,
            "title": row.title,
            "no": row.no,
            "pages": row.pages,
            "sha256": row.pdf_sha256,
            "template_version": row.template_version,
            "at": row.at,
            "by": row.by,
            "by_name": names.person(row.by),
        }
        for row in work.documents.find(table.case_id == case.id, order=[table.at, table.no])
    ]


def _visible(work: Work, by: Actor, no: str) -> Case:
    case = find_case(work, no)
    scope.may_see_case(by, case)
    return case


def _limits(office: Office, work: Work, file: CaseFile) -> Shape:
    found = _limits_for_page(office, work, file)
    return {"regime": file.case.regime, "items": found["limits"], "waiting": found["waiting"]}


def _limits_for_page(office: Office, work: Work, file: CaseFile) -> Shape:
    everything = tuple(one.id for one in taskview.handovers(work, file))
    frame = replace(limits.frame_of(work, office.calendars, file), handovers=everything)
    terms = limits.terms_of(work, office.versions, file)
    return {
        "limits": taskview.limit_shapes(office, work, file),
        "waiting": [
            {"row": row, "starts_at_moment": "|".join(starts)}
            for row, starts in waiting(terms, list(file.limits), frame)
        ],
    }


def _filters(work: Work, by: Actor, filters: Mapping[str, str], now: datetime) -> list[Any]:
    table, found = work.cases.table.c, []
    for key, value in filters.items():
        if key in ("aid", "state", "regime"):
            found.append(table[key] == value)
        elif key == "area":
            found.append(below_any(table.village if len(value) > 9 else table.area, [value]))
        elif key in ("from", "to"):
            found.append(_dated(table, key, value))
        elif key == "flag":
            found.append(table.flags.contains(f'"{value}"', autoescape=True))
        elif key == "q":
            found.append(_search(work, by, value.strip()))
        elif key == "colour":
            found.append(colour_is(value, now, table))
        else:
            raise BadRequest(parameter=key)
    return found


def _dated(table: Any, key: str, value: str) -> Any:
    day = paging.day(value, key)
    return table.applied_on >= day if key == "from" else table.applied_on <= day


def _search(work: Work, by: Actor, text: str) -> Any:
    table = work.cases.table.c
    found = table.no == text
    if shapes.names_masked(by):
        return found
    if len(text) == 18:
        found = found | table.id.in_(work.cases_of_identity(work.cases.blind(text)))
    return found | table.head_name.startswith(text, autoescape=True)
