"""Lists 待办列表: a page of an inbox with 1,000 to 100,000 open tasks, against the plainest select that could answer it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import bindparam, select, text

from bench.databases import POSTGRESQL, SQLITE, Databases, office_of
from bench.ours import Ours
from bench.reference import WORKER, chain
from bench.table import Row, milliseconds, ratio
from bench.timing import by_turns
from casework import inbox, people
from casework.office import Office
from engine.tasks import READY
from store import tables
from store.work import Store

SIZES, PAGE, GROUPS = (1_000, 10_000, 100_000), 50, 10
TASK = tables.flow.task
PLAIN = (
    select(*TASK.c)
    .where(TASK.c.state == bindparam("state"), TASK.c.group == bindparam("group"))
    .order_by(TASK.c.sort_at, TASK.c.id)
    .limit(PAGE + 1)
)


def run(databases: Databases) -> list[Row]:
    return [row for kind in (SQLITE, POSTGRESQL) for row in _measured(databases, kind)]


def _measured(databases: Databases, kind: str) -> list[Row]:
    office = office_of(databases.fresh(kind))
    Ours(office, chain(10), "bench-chain-10").open()
    by = people.actor(office, WORKER)
    pages, plains, there = [], [], 1
    for size in SIZES:
        fill(office.store, there, size)
        there = size
        page, plain = by_turns(
            60, partial(inbox.list_tasks, office, by, queue="group", limit=PAGE), _plain(office, by.groups[0])
        )
        pages.append(page)
        plains.append(plain)
    office.store.close()
    times = pages[-1] / plains[-1]
    return [
        Row(
            what=f"待办一页 inbox page at 1k / 10k / 100k open tasks · {kind}",
            ours=" / ".join(map(milliseconds, pages)),
            other=f"select {' / '.join(map(milliseconds, plains))}",
            ratio=ratio(times),
            goal="≤ 3",
            met=times <= 3,
        )
    ]


def _plain(office: Office, group: str) -> Callable[[], Any]:
    """The same rows in the same order in a transaction of its own, and nothing else."""
    given = {"state": READY, "group": group}

    def ask() -> None:
        with office.store.read() as work:
            found = work.connection.execute(PLAIN, given).all()
        assert len(found) == PAGE + 1

    return ask


def fill(store: Store, start: int, end: int) -> None:
    """Open tasks of ten groups and many deadlines, copied from the one that is there."""
    made = {
        "id": "'bench-' || n",
        "token": "'token-' || n",
        "group": f"CASE WHEN n % {GROUPS} = 0 THEN t.\"group\" ELSE 'window@13039900' || (n % {GROUPS}) END",
        "sort_at": moment(store, f"(n * 7919) % {1_000_000}"),
    }
    columns = ", ".join(f'"{column.name}"' for column in TASK.c)
    cells = ", ".join(made.get(column.name, f't."{column.name}"') for column in TASK.c)
    series(
        store,
        f"INSERT INTO task ({columns}) SELECT {cells} FROM series, task t WHERE t.id = (SELECT min(id) FROM task)",
        start,
        end,
    )


def moment(store: Store, seconds: str) -> str:
    """An expression for so many seconds after a day, as this database stores moments."""
    if store.engine.dialect.name == "postgresql":
        return f"timestamptz '2026-03-02 00:00:00Z' + ({seconds}) * interval '1 second'"
    return f"strftime('%Y-%m-%d %H:%M:%S', '2026-03-02', '+' || ({seconds}) || ' seconds') || '.000000'"


def series(store: Store, statement: str, start: int, end: int) -> None:
    """Run a statement that reads `series`, the numbers from start to end; then let the database look at its tables."""
    wanted = f"SELECT {start} AS n UNION ALL SELECT n + 1 FROM series WHERE n < {end - 1}"
    numbers, before, select = f"WITH RECURSIVE series(n) AS ({wanted}) ", *statement.split(" SELECT ", 1)
    with store.engine.begin() as connection:
        connection.execute(text(f"{before} {numbers} SELECT {select}"))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
