"""Supervision 监督: what is late, how each place is doing, the notices that went out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistance.cases import AIDS
from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from casework import paging, scope, shapes
from casework.names import Names
from casework.office import Office
from engine.errors import Fault, FormRefused
from engine.limits.clock import overdue as days_overdue
from engine.limits.explain import due_text
from engine.permissions import Place, demand
from engine.time import legal_day
from store.conditions import below_any
from store.reads import supervision as reads

Shape = dict[str, Any]
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
    if by_ not in GROUPS:
        raise FormRefused([Fault(path="by", code="E_CHOICE", facts={"label": "分组"})])
    now = office.now()
    with office.store.read() as work:
        rows = reads.board(work, scope.areas(by, "supervision.board"), by_, now, from_, to, aid, area)
        names = Names(work, legal_day(now))
        items = [_board_row(key, row, by_, names) for key, row in rows.items()]
    items.sort(key=lambda row: (row["rate"] is None, -(row["rate"] or 0), row["key"]))
    total = _board_row("total", _sum(list(rows.values())), by_, None)
    return {"items": [_without_rate(row) for row in items], "total": _without_rate(total)}


def messages(office: Office, by: Actor, *, cursor: str | None = None, limit: int = 50) -> Shape:
    """Notices that went out in one's area, newest first."""
    demand(by.grants, "supervision.messages", Place(), PERMISSIONS)
    with office.store.read() as work:
        table = work.messages.table.c
        mine = below_any(table.area, scope.areas(by, "supervision.messages"))
        page, following = paging.newest(work.messages, "at", [mine], cursor=cursor, limit=limit)
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
