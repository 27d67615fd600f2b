"""The supervisor's board in figures: open tasks by colour, finished ones by how they went, slips that went out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import func, select

from engine.limits.clock import colour
from engine.tasks import DONE, OPEN
from engine.time import legal_day, start_of
from store import tables
from store.conditions import below_any
from store.work import Work

task, case, slip = tables.flow.task, tables.case.case, tables.handover.slip


@dataclass(kw_only=True)
class Tally:
    """One row of the board in the making; `days` are working days, of the finished tasks all together."""

    name: str | None = None
    green: int = 0
    amber: int = 0
    red: int = 0
    none: int = 0
    finished: int = 0
    in_time: int = 0
    days: int = 0
    slips: int = 0

    def add(self, other: "Tally") -> None:
        for key in ("green", "amber", "red", "none", "finished", "in_time", "days", "slips"):
            setattr(self, key, getattr(self, key) + getattr(other, key))


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a board counts: the grouping, the areas one may see, the moment, the days from and to (both counted), one aid, one area."""

    by: str
    areas: list[str]
    now: datetime
    begin: date | None = None
    end: date | None = None
    aid: str | None = None
    area: str | None = None


def board(work: Work, asked: Asked, working_days: Callable[[date, date], int]) -> dict[str, Tally]:
    """Tallies by township, village, step, unit or person. Only steps under a limit count as finished: no other can be late."""
    key = {
        "township": case.c.area,
        "village": func.coalesce(case.c.village, case.c.area),
        "step": task.c.step,
        "unit": func.coalesce(task.c.unit, task.c.area),
        "person": func.coalesce(task.c.holder, task.c.done_by),
    }[asked.by]
    where = [below_any(case.c.area, asked.areas), key.is_not(None)]
    if asked.aid:
        where.append(case.c.aid == asked.aid)
    if asked.area:
        where.append(below_any(case.c.area, [asked.area]))
    rows: dict[str, Tally] = {}
    _count_open(work, rows, key, where, asked)
    _count_done(work, rows, key, where, asked, cache(working_days))
    _count_slips(work, rows, key, where, asked)
    return rows


def _count_open(work: Work, rows: dict[str, Tally], key: Any, where: list[Any], asked: Asked) -> None:
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
        tally = _row(rows, row.key, row.name, asked)
        shade = colour(asked.now, row.amber_at, row.late_at)
        setattr(tally, shade, getattr(tally, shade) + row.n)


def _count_done(
    work: Work,
    rows: dict[str, Tally],
    key: Any,
    where: list[Any],
    asked: Asked,
    working_days: Callable[[date, date], int],
) -> None:
    query = (
        select(key.label("key"), task.c.name, task.c.created_at, task.c.done_at, task.c.late_at)
        .join(case, case.c.id == task.c.case_id)
        .where(
            task.c.state == DONE, task.c.late_at.is_not(None), *where, *_in_the_period(task.c.done_at, asked)
        )
    )
    for row in work.connection.execute(query):
        tally = _row(rows, row.key, row.name, asked)
        tally.days += working_days(legal_day(row.created_at), legal_day(row.done_at))
        tally.finished += 1
        tally.in_time += row.done_at < row.late_at


def _count_slips(work: Work, rows: dict[str, Tally], key: Any, where: list[Any], asked: Asked) -> None:
    """Slips that went out: a proposal is none yet."""
    query = (
        select(key.label("key"), func.max(task.c.name).label("name"), func.count(slip.c.id).label("n"))
        .join(task, task.c.id == slip.c.task_id)
        .join(case, case.c.id == task.c.case_id)
        .where(slip.c.issued_at.is_not(None), *where, *_in_the_period(slip.c.issued_at, asked))
        .group_by(key)
    )
    for row in work.connection.execute(query):
        _row(rows, row.key, row.name, asked).slips += row.n


def _row(rows: dict[str, Tally], key: str, name: str, asked: Asked) -> Tally:
    return rows.setdefault(key, Tally(name=name if asked.by == "step" else None))


def _in_the_period(column: Any, asked: Asked) -> list[Any]:
    found = []
    if asked.begin:
        found.append(column >= start_of(asked.begin))
    if asked.end:
        found.append(column < start_of(asked.end + timedelta(days=1)))
    return found
