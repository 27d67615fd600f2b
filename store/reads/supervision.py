"""Reads of the supervisor's pages: late limits with their open task and slip, and tallies for the board."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from engine.errors import BadRequest
from engine.limits import Limit, from_row
from engine.tasks import DONE, OPEN
from engine.time import start_of
from store import tables
from store.conditions import behind, below_any
from store.work import Work

task, case, limit, slip = (
    tables.flow.task,
    tables.case.case,
    tables.limit.limit,
    tables.handover.slip,
)


@dataclass(frozen=True, kw_only=True)
class Late:
    """A late limit with the case it belongs to, the open task that works under it, and the slip that urges it."""

    limit: Limit
    case_no: str
    aid: str
    head_name: str
    area: str
    task_id: str | None
    step: str | None
    step_name: str | None
    role: str | None
    holder: str | None
    unit: str | None
    slip_id: str | None
    slip_state: str | None


@dataclass(kw_only=True)
class Tally:
    """One row of the board in the making."""

    name: str | None = None
    green: int = 0
    amber: int = 0
    red: int = 0
    none: int = 0
    finished: int = 0
    in_time: int = 0
    days: float = 0
    days_counted: int = 0
    slips: int = 0

    def add(self, other: "Tally") -> None:
        for key in ("green", "amber", "red", "none", "finished", "in_time", "days", "days_counted", "slips"):
            setattr(self, key, getattr(self, key) + getattr(other, key))


def late_limits(
    work: Work,
    areas: list[str],
    now: datetime,
    filters: dict[str, str],
    after: tuple[Any, str] | None,
    number: int,
) -> list[Late]:
    """Open limits whose moment has passed, the longest late first."""
    columns = {
        "aid": case.c.aid,
        "row": limit.c.row,
        "step": limit.c.step,
        "area": case.c.area,
        "holder": task.c.holder,
    }
    for key in filters:
        if key not in columns:
            raise BadRequest(parameter=key)
    works_under = and_(
        task.c.case_id == limit.c.case_id,
        task.c.state.in_(OPEN),
        or_(task.c.limit_row == limit.c.row, task.c.limit_row == limit.c.step),
        or_(limit.c.handover_id.is_(None), task.c.handover_id == limit.c.handover_id),
        or_(limit.c.slip_id.is_(None), task.c.slip_id == limit.c.slip_id),
    )
    urges = and_(slip.c.task_id == task.c.id, slip.c.state.in_(("issued", "replied", "redo", "passed")))
    query = (
        select(
            *limit.c,
            case.c.no.label("case_no"),
            case.c.head_name.label("case_head"),
            case.c.area.label("case_area"),
            task.c.id.label("t_id"),
            task.c.step.label("t_step"),
            task.c.name.label("t_name"),
            task.c.role.label("t_role"),
            task.c.holder.label("t_holder"),
            task.c.unit.label("t_unit"),
            slip.c.id.label("s_id"),
            slip.c.state.label("s_state"),
        )
        .join(case, case.c.id == limit.c.case_id)
        .outerjoin(task, works_under)
        .outerjoin(slip, urges)
        .where(
            limit.c.state == "open",
            limit.c.late_at <= now,
            limit.c.scope != "shown",
            below_any(case.c.area, areas),
        )
        .where(*(columns[key] == value for key, value in filters.items()))
        .where(*behind((limit.c.late_at, limit.c.id), after))
        .order_by(limit.c.late_at, limit.c.id)
        .limit(number)
    )
    return [_late(dict(row)) for row in work.connection.execute(query).mappings()]


def _late(row: dict[str, Any]) -> Late:
    return Late(
        limit=from_row(row),
        case_no=row["case_no"],
        aid=row["aid"],
        head_name=row["case_head"],
        area=row["case_area"],
        task_id=row["t_id"],
        step=row["t_step"],
        step_name=row["t_name"],
        role=row["t_role"],
        holder=row["t_holder"],
        unit=row["t_unit"],
        slip_id=row["s_id"],
        slip_state=row["s_state"],
    )


def board(
    work: Work,
    areas: list[str],
    by: str,
    now: datetime,
    begin: date | None,
    end: date | None,
    aid: str | None,
    area: str | None,
) -> dict[str, Tally]:
    """Tallies by township, village, step, unit or person: open tasks by colour now, and tasks finished in the period."""
    key = {
        "township": case.c.area,
        "village": func.coalesce(case.c.village, case.c.area),
        "step": task.c.step,
        "unit": func.coalesce(task.c.unit, task.c.area),
        "person": func.coalesce(task.c.holder, task.c.done_by),
    }[by]
    where = [below_any(case.c.area, areas), key.is_not(None)]
    if aid:
        where.append(case.c.aid == aid)
    if area:
        where.append(below_any(case.c.area, [area]))
    rows: dict[str, Tally] = {}
    _count_open(work, rows, key, by, where, now)
    _count_done(work, rows, key, by, where, begin, end)
    _count_slips(work, rows, key, where)
    return rows


def _count_open(
    work: Work, rows: dict[str, Tally], key: Any, by: str, where: list[Any], now: datetime
) -> None:
    query = (
        select(
            key.label("key"),
            func.max(task.c.name).label("name"),
            task.c.amber_at,
            task.c.late_at,
            func.count().label("n"),
        )
        .join(case, case.c.id == task.c.case_id)
        .where(task.c.state.in_(OPEN), *where)
        .group_by(key, task.c.amber_at, task.c.late_at)
    )
    for row in work.connection.execute(query):
        tally = rows.setdefault(row.key, Tally(name=row.name if by == "step" else None))
        shade = (
            "none"
            if row.late_at is None
            else "red"
            if row.late_at <= now
            else "amber"
            if row.amber_at <= now
            else "green"
        )
        setattr(tally, shade, getattr(tally, shade) + row.n)


def _count_done(
    work: Work,
    rows: dict[str, Tally],
    key: Any,
    by: str,
    where: list[Any],
    begin: date | None,
    end: date | None,
) -> None:
    if begin:
        where = [*where, task.c.done_at >= start_of(begin)]
    if end:
        where = [*where, task.c.done_at < start_of(end + timedelta(days=1))]
    query = (
        select(key.label("key"), task.c.name, task.c.created_at, task.c.done_at, task.c.late_at)
        .join(case, case.c.id == task.c.case_id)
        .where(task.c.state == DONE, *where)
    )
    for row in work.connection.execute(query):
        tally = rows.setdefault(row.key, Tally(name=row.name if by == "step" else None))
        tally.days += (row.done_at - row.created_at).total_seconds() / 86400
        tally.days_counted += 1
        if row.late_at is not None:
            tally.finished += 1
            tally.in_time += row.done_at < row.late_at


def _count_slips(work: Work, rows: dict[str, Tally], key: Any, where: list[Any]) -> None:
    query = (
        select(key.label("key"), func.count(slip.c.id).label("n"))
        .join(task, task.c.id == slip.c.task_id)
        .join(case, case.c.id == task.c.case_id)
        .where(*where)
        .group_by(key)
    )
    for row in work.connection.execute(query):
        if row.key in rows:
            rows[row.key].slips += row.n
