"""Task lists: indexed rows only, one ordered query a candidate group, merged; a page costs the same at any depth."""

import heapq
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, tuple_

from engine.errors import BadRequest
from engine.tasks import CLAIMED, INCIDENT, OPEN, READY, Task
from store import tables
from store.work import Work

task, exclusion = tables.flow.task, tables.flow.task_exclusion
SORTS = {"due": task.c.sort_at, "created": task.c.created_at, "case": task.c.case_no, "done": task.c.done_at}
Condition = ColumnElement[bool]
KEPT = lru_cache(2000)
"""Conditions are values; building one takes longer than looking for a row with it."""
TOWNSHIP = 9
"""Digits of a township's code."""


@KEPT
def not_excluded(login: str) -> Condition:
    """The person is not kept apart from the task 回避."""
    return ~exists(
        select(exclusion.c.task_id).where(exclusion.c.task_id == task.c.id, exclusion.c.login == login)
    )


def page(
    work: Work,
    parts: Sequence[Condition],
    extra: Iterable[Condition],
    *,
    sort: str = "due",
    after: tuple[Any, str] | None = None,
    limit: int,
) -> list[Task]:
    """The next `limit` tasks of several disjoint parts in one order; `after` is (sort value, id) of the last one shown."""
    column = SORTS[sort]
    backwards = sort == "done"
    found = []
    for part in parts:
        where = [part, *extra]
        if after is not None:
            last = tuple_(column, task.c.id)
            where.append(last < after if backwards else last > after)
        order = [column.desc(), task.c.id.desc()] if backwards else [column, task.c.id]
        found.append(work.tasks.find(*where, order=order, limit=limit))

    def place(value: Task) -> tuple[Any, str]:
        return (getattr(value, column.name), value.id)

    return list(islice(heapq.merge(*found, key=place, reverse=backwards), limit))


def counts(
    work: Work, parts: Sequence[Condition], extra: Iterable[Condition], now: datetime
) -> dict[str, int]:
    """How many tasks of these parts there are by colour: the same rows the list shows."""
    shade = case(
        (task.c.late_at.is_(None), "none"),
        (task.c.late_at <= now, "red"),
        (task.c.amber_at <= now, "amber"),
        else_="green",
    )
    found = dict.fromkeys(("green", "amber", "red", "none"), 0)
    if parts:
        query = select(shade, func.count()).where(or_(*parts), *extra).group_by(shade)
        for colour, number in work.connection.execute(query):
            found[colour] += number
    return {"total": sum(found.values()), **found}


@KEPT
def held_by(login: str) -> Condition:
    """Mine 我的."""
    return and_(task.c.holder == login, task.c.state.in_((CLAIMED, INCIDENT)))


@KEPT
def waiting_in(group: str) -> Condition:
    """To be claimed by one group 可认领."""
    return and_(task.c.state == READY, task.c.group == group)


@KEPT
def done_by(login: str) -> Condition:
    """Done by me 已办."""
    return task.c.done_by == login


@KEPT
def open_in(group: str) -> tuple[Condition, ...]:
    """Everything open of one group, held or not 本岗位; one index range a state, each in the order of the list."""
    return tuple(and_(task.c.state == state, task.c.group == group) for state in OPEN)


@KEPT
def open_below(area: str) -> tuple[Condition, ...]:
    """Everything open in an area by prefix.

    Of a township nearly all lies in the township itself. Of a county and above the list is read in its order and the area only
    looked at: as a range it would have to be read whole and sorted.
    """
    if len(area) >= TOWNSHIP:
        places: tuple[Condition, ...] = (
            task.c.area == area,
            and_(task.c.area > area, task.c.area < area + ":"),
        )
    else:
        seen = func.coalesce(task.c.area, "")
        places = (and_(seen >= area, seen < area + ":"),)
    return tuple(and_(task.c.state == state, place) for state in OPEN for place in places)


def colour_is(colour: str, now: datetime, columns: Any = task.c) -> Condition:
    """Tasks (or cases) of one colour now."""
    late, amber = columns.late_at, columns.amber_at
    found: dict[str, Condition] = {
        "none": late.is_(None),
        "red": late <= now,
        "amber": and_(late > now, amber <= now),
        "green": and_(late > now, amber > now),
    }
    if colour not in found:
        raise BadRequest(parameter="colour")
    return found[colour]
