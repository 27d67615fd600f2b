"""What every command on a case reads first, in as few statements as may be: on PostgreSQL each is a journey."""

from sqlalchemy import ColumnElement, Select, bindparam, select

from store.shelf import MARKS
from store.tables.case import case, fact
from store.tables.flow import instance, task


def _lock(where: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    return select(*case.c, *MARKS).where(where).with_for_update(of=case)


LOCK_CASE = {
    "id": _lock(case.c.id == bindparam("id")),
    "no": _lock(case.c.no == bindparam("no")),
    "task": _lock(
        case.c.id == select(task.c.case_id).where(task.c.id == bindparam("task")).scalar_subquery()
    ),
}
"""A case and the mark of the house, by what is known of the case; locked, so that whatever is read after it stays so."""
FACTS_AND_INSTANCES = (
    select(*instance.c, fact.c.facts)
    .select_from(fact.outerjoin(instance, instance.c.case_id == fact.c.case_id))
    .where(fact.c.case_id == bindparam("case_id"))
    .order_by(instance.c.started_at)
)
"""The facts, and the instances beside them: a draft has facts and no instance yet."""
