"""The sweep 到时处理: 100 cases whose time has come among 10,000 and 100,000 that wait."""

from datetime import timedelta
from functools import partial
from time import perf_counter

from bench.databases import NOW, POSTGRESQL, SQLITE, Databases, office_of
from bench.lists import moment, series
from bench.ours import Ours
from bench.reference import chain
from bench.table import Row, milliseconds, ratio
from bench.timing import by_turns
from casework.office import Office
from casework.sweep import due, sweep
from store.work import Store

DUE, WAITING = 100, (10_000, 100_000)


def run(databases: Databases) -> list[Row]:
    return [_measured(databases, kind) for kind in (SQLITE, POSTGRESQL)]


def _measured(databases: Databases, kind: str) -> Row:
    later = [_waiting(databases.fresh(kind), waiting) for waiting in WAITING]
    found = by_turns(40, *(partial(due, office, limit=500) for office in later))
    swept = []
    for office in later:
        start = perf_counter()
        assert sweep(office).fired == DUE
        swept.append(perf_counter() - start)
        office.store.close()
    times = found[1] / found[0]
    both = " / ".join
    return Row(
        what=f"找出 100 件到时的，另有 1万 / 10万 在等 find 100 due among 10k / 100k · {kind}",
        ours=f"{both(map(milliseconds, found))}；全部办完 carried out {both(map(milliseconds, swept))}",
        ratio=ratio(times),
        goal="≤ 1.5",
        met=times <= 1.5,
    )


def _waiting(url: str, waiting: int) -> Office:
    """An office six days later, with cases whose timer is due by then and others that wait."""
    office = office_of(url)
    wait(office.store, 0, waiting)
    ours = Ours(office, chain(10), "bench-chain-10")
    for _ in range(DUE):
        ours.open()
    office.store.close()
    return office_of(url, NOW + timedelta(days=6))


def wait(store: Store, start: int, end: int) -> None:
    """Due moments of other cases, far in the future."""
    cells = {
        "id": "'bench-' || n",
        "kind": "'timer'",
        "subject": "'subject-' || n",
        "case_id": "'case-' || n",
        "due_at": moment(store, "40000000 + n"),
        "attempts": "0",
    }
    columns = ", ".join(cells)
    series(
        store,
        f"INSERT INTO due_moment ({columns}) SELECT {', '.join(cells.values())} FROM series",
        start,
        end,
    )
