"""Lists of tasks are read from an index in their own order, on both databases; nothing is sorted and no table is read whole."""

import re

import pytest
from sqlalchemy import select, text

from store.reads.tasks import Condition, held_by, open_below, open_in, task, waiting_in
from store.work import Store

LISTS = {
    "mine": [held_by("ck1")],
    "group": [waiting_in("window@130399100")],
    "all of a group": open_in("window@130399100"),
    "all of a township": open_below("130399100"),
    "all of a county": open_below("130399"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_from_its_index(store: Store, name: str) -> None:
    for part in LISTS[name]:
        plan = _plan(store, part)
        assert "ix_task_" in plan
        assert not re.search("SCAN task$|SCAN task |Seq Scan", plan), plan


@pytest.mark.parametrize("name", ["group", "all of a group", "all of a county"])
def test_a_list_is_not_sorted_anew(store: Store, name: str) -> None:
    for part in LISTS[name]:
        assert not re.search("TEMP B-TREE|Sort", _plan(store, part))


def _plan(store: Store, part: Condition) -> str:
    query = select(task).where(part).order_by(task.c.sort_at, task.c.id).limit(51)
    with store.read() as work:
        connection = work.connection
        asked = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
        if connection.dialect.name == "sqlite":
            return " ".join(
                str(row.detail) for row in connection.execute(text(f"EXPLAIN QUERY PLAN {asked}"))
            )
        # with a handful of rows PostgreSQL would rather read the table: it is asked what it can do
        for way in ("enable_seqscan", "enable_bitmapscan", "enable_sort"):
            connection.execute(text(f"SET LOCAL {way} = off"))
        return " ".join(row[0] for row in connection.execute(text(f"EXPLAIN {asked}")))
