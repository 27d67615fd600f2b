"""The durable step 一步: load, claim, complete, advance, save state, tasks, due moments and history, commit.

Ours against SpiffWorkflow as its documentation shows it, turn by turn in one run, so that whatever else the machine does meets both.
"""

import multiprocessing
from collections.abc import Callable
from functools import partial
from multiprocessing.synchronize import Barrier
from time import perf_counter
from typing import Any

from bench.databases import POSTGRESQL, SQLITE, Databases, office_of
from bench.naive import Naive
from bench.ours import Ours
from bench.reference import branches
from bench.table import Row, milliseconds, ratio
from bench.timing import typical

KEY = "bench-branches"
WALKS, CLIENTS, ROUNDS, SECONDS = 60, 4, 6, 1.2
Step = Callable[[], bool]


def run(databases: Databases) -> list[Row]:
    """Steps on both databases with one client, and on PostgreSQL with four."""
    rows = []
    for kind in (SQLITE, POSTGRESQL):
        naive, ours, size = one_client(databases, kind)
        goal = "≥ 3" if kind == SQLITE else ""
        rows.append(
            Row(
                what=f"一步 durable step · {kind} · 1",
                ours=f"{milliseconds(ours)} · {1 / ours:.0f}/s",
                other=f"SpiffWorkflow {milliseconds(naive)} · {1 / naive:.0f}/s",
                ratio=ratio(naive / ours),
                goal=goal,
                met=kind != SQLITE or naive / ours >= 3,
            )
        )
        if kind == SQLITE:
            rows.append(
                Row(
                    what="实例状态 bytes of state, greatest",
                    ours=f"{size[1]} B",
                    other=f"SpiffWorkflow {size[0]} B",
                    ratio=ratio(size[0] / size[1]),
                    goal="≤ 3000 B",
                    met=size[1] <= 3000,
                )
            )
    naive, ours = four_clients(databases.fresh(POSTGRESQL))
    rows.append(
        Row(
            what=f"一步 durable step · {POSTGRESQL} · {CLIENTS}",
            ours=f"{ours:.0f}/s",
            other=f"SpiffWorkflow {naive:.0f}/s",
            ratio=ratio(ours / naive),
            goal="≥ 2",
            met=ours / naive >= 2,
        )
    )
    return rows


def one_client(databases: Databases, kind: str) -> tuple[float, float, tuple[int, int]]:
    """Seconds a step of the naive way and of ours, and the greatest bytes of state of both."""
    office = office_of(databases.fresh(kind))
    Naive.create(office.store)
    naive, ours = Naive(office.store, branches(), KEY), Ours(office, branches(), KEY)
    times: tuple[list[float], list[float]] = ([], [])
    sizes = [0, 0]
    for walk in range(WALKS):
        outcome = "ab"[walk % 2]
        key, number, going = naive.open(), 0, True
        while going:
            if walk < 2:
                sizes[0] = max(sizes[0], naive.size(key))
            going = _timed(times[0], partial(naive.step, key, number, outcome))
            number += 1
        task: str | None = ours.open()
        number = 0
        while task is not None:
            if walk < 2:
                sizes[1] = max(sizes[1], ours.size(task))
            task = _timed(times[1], partial(ours.step, task, number, outcome))
            number += 1
    office.store.close()
    return typical(times[0]), typical(times[1]), (sizes[0], sizes[1])


def _timed(times: list[float], act: Callable[[], Any]) -> Any:
    start = perf_counter()
    answer = act()
    times.append(perf_counter() - start)
    return answer


def four_clients(url: str) -> tuple[float, float]:
    """Steps a second of the naive way and of ours, by processes that work on cases of their own."""
    office = office_of(url)
    Naive.create(office.store)
    Ours(office, branches(), KEY)
    office.store.close()
    context = multiprocessing.get_context("spawn")
    barrier, answers = context.Barrier(CLIENTS), context.Queue()
    clients = [context.Process(target=_client, args=(url, barrier, answers)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    found = [answers.get(timeout=180) for _ in clients]
    for client in clients:
        client.join(60)
    # all clients together; of the rounds the best of each way, for a disturbance can only lower it
    naive, ours = (max(map(sum, zip(*(answer[way] for answer in found), strict=True))) for way in (0, 1))
    return naive, ours


def _client(url: str, barrier: Barrier, answers: Any) -> None:
    office = office_of(url)
    ways = [
        partial(_naive_walk, Naive(office.store, branches(), KEY)),
        partial(_our_walk, Ours(office, branches(), KEY, new=False)),
    ]
    rates: list[list[float]] = [[], []]
    for turn in range(ROUNDS + 1):  # the first warms up
        for way, prepare in enumerate(ways):
            steps = prepare((25, 50)[way])
            barrier.wait(120)
            begun, count = perf_counter(), 0
            while perf_counter() - begun < SECONDS and steps:
                if not steps[-1]():
                    steps.pop()
                count += 1
            if turn:
                rates[way].append(count / (perf_counter() - begun))
            barrier.wait(120)
    office.store.close()
    answers.put(rates)


def _naive_walk(naive: Naive, many: int) -> list[Step]:
    """Walks through fresh instances, each as a step that can be called until it is over."""

    def walk(key: str) -> Step:
        number = iter(range(10))
        return lambda: naive.step(key, next(number), "a")

    return [walk(naive.open()) for _ in range(many)]


def _our_walk(ours: Ours, many: int) -> list[Step]:
    def walk(task: str) -> Step:
        stands, number = [task], iter(range(10))

        def step() -> bool:
            following = ours.step(stands[0], next(number), "a")
            stands[0] = following or ""
            return following is not None

        return step

    return [walk(ours.open()) for _ in range(many)]
