"""What commands ask first, in one journey: the case, locked, and then, as it stands under the lock, what lies in it; the next numbers."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.tasks import OPEN
from store.line import Question, Statement
from store.shelf import MARKS
from store.tables.audit import counter
from store.tables.case import case, fact
from store.tables.flow import instance, task, task_exclusion
from store.tables.limit import limit

_CASE, _TASK = case.alias("its_case"), task.alias("its_task")
KEYS: Mapping[str, ColumnElement[Any]] = {
    "id": bindparam("id", type_=case.c.id.type),
    "no": select(_CASE.c.id).where(_CASE.c.no == bindparam("no")).scalar_subquery(),
    "task": select(_TASK.c.case_id).where(_TASK.c.id == bindparam("task")).scalar_subquery(),
}
"""The id of a case, by what is known of it."""


def _of_case(table: Table, key: str) -> Any:
    """All rows in one order, also on PostgreSQL, which otherwise gives rows in the order of their last change.

    Of limits that started in one instant, as on a clock that stands, the one that still runs comes last.
    """
    order: tuple[Any, ...] = (task.c.created_at, task.c.step)
    if table is limit:
        order = (limit.c.started_at, limit.c.closed_at.is_(None), limit.c.closed_at, limit.c.row)
    return select(*table.c).where(table.c.case_id == KEYS[key]).order_by(*order, table.c.id)


def _statements(key: str) -> tuple[Statement, ...]:
    facts = fact.outerjoin(instance, instance.c.case_id == fact.c.case_id)
    return (
        Statement(_of_case(task, key).where(task.c.state.in_([literal(state) for state in OPEN]))),
        Statement(_of_case(limit, key)),
        Statement(
            select(*instance.c, fact.c.facts)
            .select_from(facts)
            .where(fact.c.case_id == KEYS[key])
            .order_by(
                instance.c.started_at, instance.c.parent_id.is_not(None), instance.c.process, instance.c.id
            )
        ),
    )


_APART = (
    select(func.count()).where(task_exclusion.c.task_id == bindparam("task")).scalar_subquery().label("apart")
)
LOCK = {
    key: Statement(
        select(*case.c, *MARKS, *([_APART] if key == "task" else []))
        .where(case.c.id == found)
        .with_for_update(of=case)
    )
    for key, found in KEYS.items()
}
"""A case and the mark of the house, with how many are kept apart from the task; locked, so that what is read after it stays so."""
INSIDE = {key: _statements(key) for key in KEYS}
"""Open tasks, limits, and the facts with the instances beside them: a draft has facts and no instance yet."""


def _next(kind: Any) -> Statement:
    first = kind.insert(counter).values(name=bindparam("name"), value=1)
    change = first.on_conflict_do_update(index_elements=["name"], set_={"value": counter.c.value + 1})
    return Statement(change.returning(counter.c.value))


NEXT = {"sqlite": _next(sqlite), "postgresql": _next(postgresql)}
"""The next number of a register, by kind of database."""


def questions(key: Mapping[str, str]) -> list[Question]:
    """Everything above, for a case by `id`, `no` or `task`."""
    (name,) = key
    return [(statement, key) for statement in (LOCK[name], *INSIDE[name])]
