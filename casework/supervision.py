"""Supervision 监督: what is late, how each place is doing, the notices that went out."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from assistance import privacy
from assistance.cases import AIDS, Case
from assistance.ladder import NAMES as RUNG_NAMES
from assistance.limit_tables import name_of
from assistance.people import ROLES, Actor, group
from assistance.permissions import PERMISSIONS, WATCHERS
from casework import ladder, paging, scope, shapes
from casework.names import Names
from casework.office import Office
from engine.errors import Fault, FormRefused
from engine.limits import LABELS, Limit
from engine.limits.clock import overdue as days_overdue
from engine.limits.explain import due_text
from engine.permissions import Place, demand
from engine.time import legal_day
from store.conditions import below_any
from store.reads import board as tallies
from store.reads import supervision as reads
from store.reads.board import Asked, Tally
from store.tables.case import FormEntry
from store.tables.ladder import Rung

Shape = dict[str, Any]
GROUPS = ("township", "village", "step", "unit", "person")
COUNTS_ONLY = frozenset({"city_inspect"})
"""Roles that read figures of a place and nothing about a person."""


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
            work, scope.areas(by, "supervision.overdue"), now, dict(filters or {}), after, number + 1
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
    return figures(office, by, "supervision.board", by_=by_, from_=from_, to=to, aid=aid, area=area)


def figures(
    office: Office,
    by: Actor,
    act: str,
    *,
    by_: str,
    from_: date | None = None,
    to: date | None = None,
    aid: str | None = None,
    area: str | None = None,
) -> Shape:
    """The same for whoever may do `act`, where they may."""
    if by_ not in GROUPS:
        raise FormRefused([Fault(path="by", code="E_CHOICE", facts={"label": "分组"})])
    now, seen = office.now(), scope.areas(by, act)
    asked = Asked(by=by_, areas=seen, now=now, begin=from_, end=to, aid=aid, area=area)
    with office.store.read() as work:
        rows = tallies.board(work, asked, office.calendars.current(work).count)
        names = Names(work, legal_day(now))
        items = [_board_row(key, row, by_, names) for key, row in rows.items()]
    items.sort(key=lambda row: (row["on_time_rate"] is None, -row["share"], row["key"]))
    if by_ == "person" and by.roles <= COUNTS_ONLY:
        items = [_nameless(row, place) for place, row in enumerate(items, start=1)]
    total = _board_row("total", _sum(list(rows.values())), by_, None)
    return {"items": [_ranked(row, items) for row in items], "total": _ranked(total, [])}


def messages(
    office: Office, by: Actor, *, state: str = "sent", cursor: str | None = None, limit: int = 50
) -> Shape:
    """Notices that went out in one's area, newest first; or those that wait: the next of each late limit, the earliest first."""
    demand(by.grants, "supervision.messages", Place(), PERMISSIONS)
    areas = scope.areas(by, "supervision.messages")
    with office.store.read() as work:
        if state == "waiting":
            calendar = office.calendars.current(work)
            plans = ladder.next_notices(work, calendar, areas, office.now())
            names = Names(work, legal_day(office.now()))
            found = [one for climbing, plan in plans for one in _to_come(climbing, plan, names)]
            return paging.whole(sorted(found, key=lambda one: (one["at"], one["id"])), cursor, limit)
        table = work.messages.table.c
        page, following = paging.newest(
            work.messages, "at", [below_any(table.area, areas)], cursor=cursor, limit=limit
        )
        names = Names(work, legal_day(office.now()))
        items = [message(row) | {"to_name": names.recipient(row.to)} for row in page]
        return {"items": items, "next": following}


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


def _to_come(climbing: reads.Climbing, plan: ladder.Planned, names: Names) -> list[Shape]:
    return [
        {
            "id": f"{climbing.due_id}-{place}",
            "key": ladder.key_of(plan, place),
            "to": to,
            "kind": ladder.KINDS[plan.step.rung],
            "subject": ladder.in_words(plan, climbing.case_no, names),
            "case_no": climbing.case_no,
            "at": plan.step.at,
            "due_moment": climbing.due_id,
        }
        for place, (to, _) in enumerate(plan.to)
    ]


def escalations(office: Office, by: Actor, *, cursor: str | None = None, limit: int = 50) -> Shape:
    """Rungs that late limits have reached, newest first."""
    demand(by.grants, "supervision.escalations", Place(), PERMISSIONS)
    with office.store.read() as work:
        mine = below_any(work.rungs.table.c.area, scope.areas(by, "supervision.escalations"))
        page, following = paging.newest(work.rungs, "at", [mine], cursor=cursor, limit=limit)
        wanted = work.limits.having(id=tuple({row.limit_id for row in page})) if page else []
        steps = {limit.id: limit.step for limit in wanted}
        return {"items": [_rung(row, steps[row.limit_id]) for row in page], "next": following}


def _rung(row: Rung, step: str) -> Shape:
    return {
        "id": row.id,
        "case_no": row.case_no,
        "row": row.row,
        "step": step,
        "step_name": name_of(step),
        "rung": row.rung,
        "rung_name": RUNG_NAMES[row.rung],
        "on": row.on,
        "at": row.at,
        "slip_id": row.slip_id,
        "limit_id": row.limit_id,
    }


def ladder_on(
    office: Office, by: Actor, *, on: date | None = None, cursor: str | None = None, limit: int = 50
) -> Shape:
    """What would go out on a day (today unless one is named), as things stand; nothing is sent or stored."""
    demand(by.grants, "supervision.ladder", Place(), PERMISSIONS)
    today = legal_day(office.now())
    with office.store.read() as work:
        calendar, names = office.calendars.current(work), Names(work, today)
        plans = ladder.forecast(work, calendar, scope.areas(by, "supervision.ladder"), today, on or today)
        items = [_forecast(one, plan, by, names) for one, plan in plans]
    return paging.whole(items, cursor, limit) | {"on": on or today}


def next_working_day(office: Office) -> date:
    """The next working day after today."""
    with office.store.read() as work:
        return office.calendars.current(work).nth_workday(legal_day(office.now()), 1)


def _forecast(one: reads.Climbing, plan: ladder.Planned, by: Actor, names: Names) -> Shape:
    first = plan.tasks[0] if plan.tasks else None
    return {
        "case_no": one.case_no,
        "aid": one.aid,
        "aid_name": AIDS.get(one.aid),
        "head_name": shapes.shown_name(by, one.head_name),
        "row": one.limit.row,
        "label": one.limit.label,
        "label_name": LABELS[one.limit.label],
        "rung": plan.step.rung,
        "rung_name": RUNG_NAMES[plan.step.rung],
        "on": plan.step.on,
        "to": [to for to, _ in plan.to],
        "to_names": [names.recipient(to) for to, _ in plan.to],
        "step": first.step if first else one.limit.step,
        "step_name": first.name if first else None,
        "limit_step": one.limit.step,
        "task_id": first.id if first else None,
        "holder": first.holder if first else None,
        "holder_name": names.person(first.holder) if first else None,
        "waits_at": names.recipient(first.group) if first else None,
        "due": due_text(one.limit.due),
        "overdue": {"n": plan.step.after, "unit": "wd"},
        "limit_id": one.limit.id,
        "area": one.area,
        "area_name": names.area(one.area),
    }


def faults(office: Office, by: Actor, *, cursor: str | None = None, limit: int = 50) -> Shape:
    """差错: cases in which a second notice 二次补正 asked for what was visible the first time; the reason as it was given."""
    demand(by.grants, "supervision.faults", Place(), PERMISSIONS)
    number, after = paging.checked(limit), paging.decode(cursor)
    with office.store.read() as work:
        rows = reads.second_notices(work, scope.areas(by, "supervision.faults"), after, number + 1)
        names, page, following = Names(work, legal_day(office.now())), rows[:number], None
        if len(rows) > number:
            last = page[-1][0]
            following = paging.encode(last.created_at, last.id)
        items = [_fault(case, notices, by, names) for case, notices in page]
    if by.purpose is not None:
        scope.log_read(office, by, "faults", None)
    return {"items": items, "next": following}


def _fault(case: Case, notices: list[FormEntry], by: Actor, names: Names) -> Shape:
    """Of a case's notices those after the first that name something which is no new fact; the newest speaks for all."""
    again = [
        one for one in notices[1:] if any(not item.get("new_fact") for item in one.content.get("items") or ())
    ]
    newest = again[-1]
    reason = newest.content.get("second_reason")
    if reason and case.head_name:
        reason = reason.replace(case.head_name, shapes.shown_name(by, case.head_name) or "")
    return {
        "case_no": case.no,
        "kind": "second_notice",
        "kind_name": shapes.FLAGS["second_notice"],
        "count": len(again),
        "reason": reason,
        "by": shapes.person(newest.by, names, "window"),
        "at": newest.at,
        "head_name": shapes.shown_name(by, case.head_name),
        "area": case.area,
        "area_name": names.area(case.area),
    }


def provisional(office: Office, by: Actor, *, cursor: str | None = None, limit: int = 50) -> Shape:
    """暂定: running limits that lie in a year nobody has declared complete; only who watches cases reads which case it is."""
    demand(by.grants, "supervision.provisional", Place(), PERMISSIONS)
    number, after, now = paging.checked(limit), paging.decode(cursor), office.now()
    with office.store.read() as work:
        rows = reads.provisional(work, scope.areas(by, "supervision.provisional"), after, number + 1)
        page, following = rows[:number], None
        if len(rows) > number:
            following = paging.encode(page[-1][0].started_at, page[-1][0].id)
        calendar = office.calendars.current(work)
        of_case: dict[str, list[Limit]] = {}
        for limit_ in reads.open_limits(work, (case.id for _, case in page)):
            of_case.setdefault(limit_.subject.case_id, []).append(limit_)
        seen = bool(by.roles & WATCHERS)
        items = [
            shapes.limit(one, of_case[case.id], case.no if seen else None, calendar, now)
            | {"case_no": case.no if seen else None, "aid_name": AIDS[case.aid]}
            for one, case in page
        ]
    return {"items": items, "next": following}


def _late(row: reads.Late, by: Actor, names: Names, late: tuple[int, str] | None) -> Shape:
    place = row.unit or row.place
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
        "limit_step": row.limit.step,
        "label": row.limit.label,
        "label_name": LABELS[row.limit.label],
        "source": row.limit.source,
        "holder": row.holder,
        "holder_name": names.person(row.holder),
        "waits_at": None if place is None else names.recipient(group(row.role or "", place)),
        "role": row.role,
        "role_name": ROLES.get(row.role or ""),
        "unit": row.unit,
        "unit_name": names.unit(row.unit),
        "area": row.area,
        "area_name": names.area(row.area),
        "task_id": row.task_id,
        "handover_id": row.limit.subject.handover_id,
        "slip_id": row.slip_id,
        "slip_state": row.slip_state,
    }


def _board_row(key: str, row: Tally, by_: str, names: Names | None) -> Shape:
    named = row.name
    if names and by_ == "person":
        named = names.person(key)
    elif names and by_ in ("township", "village", "unit"):
        named = names.unit(key) if key in names.units() else names.area(key)
    return {
        "key": key,
        "name": named or key,
        "open": row.green + row.amber + row.red + row.none,
        "green": row.green,
        "amber": row.amber,
        "red": row.red,
        "finished": row.finished,
        "in_time": row.in_time,
        "on_time_rate": _percent(row.in_time, row.finished) if row.finished else None,
        "average_days": _tenths(row.days, row.finished) if row.finished else None,
        "slips": row.slips,
        "share": Fraction(row.in_time, row.finished) if row.finished else Fraction(0),
    }


def _nameless(row: Shape, place: int) -> Shape:
    """Who may read counts only is not told which member of the staff they are of."""
    return row | {"key": str(place), "name": privacy.name(row["name"])}


def _ranked(row: Shape, items: list[Shape]) -> Shape:
    """A row with its rank; equal rates share one, and where nothing is counted there is none."""
    better = sum(1 for other in items if other["on_time_rate"] and other["share"] > row["share"])
    rank = better + 1 if items and row["on_time_rate"] else None
    return {key: value for key, value in row.items() if key != "share"} | {"rank": rank}


def _percent(part: int, whole: int) -> str:
    """Percent with two decimals, rounded half up, without floats."""
    hundredths = (part * 20000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _tenths(total: int, count: int) -> str:
    """A mean with one decimal, rounded half up."""
    tenths = (total * 20 + count) // (2 * count)
    return f"{tenths // 10}.{tenths % 10}"


def _sum(rows: list[Tally]) -> Tally:
    total = Tally(name="合计")
    for row in rows:
        total.add(row)
    return total
