"""Growth 越办越慢吗: the cost of a step after 10, 100 and 1,000 finished ones, and in a process of 10 tasks against one of 200."""

from collections.abc import Callable
from time import perf_counter

from bench.databases import SQLITE, Databases, office_of
from bench.naive import Naive
from bench.ours import Ours
from bench.reference import chain, loop
from bench.table import Row, milliseconds, ratio
from bench.timing import typical

AGES, TURNS = (10, 100, 1000), 80
NAIVE_AGES, NAIVE_TURNS = (10, 100), 25
Step = Callable[[], None]


def run(databases: Databases) -> list[Row]:
    """A loop at three ages, and a short and a long way, each measured step by step in turns."""
    office = office_of(databases.fresh(SQLITE))
    Naive.create(office.store)
    ours = Ours(office, loop(), "bench-loop")
    young, middle, old = _in_turns([_aged(ours, age) for age in AGES], TURNS)
    naive = Naive(office.store, loop(), "bench-loop")
    naive_young, naive_middle = _in_turns([_aged_naive(naive, age) for age in NAIVE_AGES], NAIVE_TURNS)
    short, long = _in_turns([_along(Ours(office, chain(n), f"bench-chain-{n}")) for n in (10, 200)], TURNS)
    office.store.close()
    return [
        Row(
            what="一步，已办 step after 10 / 100 / 1,000 steps",
            ours=f"{milliseconds(young)} / {milliseconds(middle)} / {milliseconds(old)}",
            other=f"SpiffWorkflow {milliseconds(naive_young)} / {milliseconds(naive_middle)} / –",
            ratio=ratio(old / young),
            goal="≤ 1.2",
            met=old / young <= 1.2,
        ),
        Row(
            what="一步，流程长 step in a process of 10 / 200 tasks",
            ours=f"{milliseconds(short)} / {milliseconds(long)}",
            ratio=ratio(long / short),
            goal="≤ 1.3",
            met=long / short <= 1.3,
        ),
    ]


def _in_turns(steps: list[Step], turns: int) -> list[float]:
    times: list[list[float]] = [[] for _ in steps]
    for _ in range(turns):
        for step, found in zip(steps, times, strict=True):
            start = perf_counter()
            step()
            found.append(perf_counter() - start)
    return [typical(found) for found in times]


def _aged(ours: Ours, age: int) -> Step:
    """A step of a case that has gone so many steps round the loop."""
    stands: list[str | None] = [ours.open()]

    def step() -> None:
        assert stands[0] is not None
        stands[0] = ours.step(stands[0], 1, "a")

    for _ in range(age):
        step()
    return step


def _aged_naive(naive: Naive, age: int) -> Step:
    key = naive.open()

    def step() -> None:
        naive.step(key, 1, "a")

    for _ in range(age):
        step()
    return step


def _along(ours: Ours) -> Step:
    """A step along a straight way; where it has ended the next one begins, which the quartile does not see."""
    stands: list[str | None] = [ours.open()]

    def step() -> None:
        stands[0] = ours.step(stands[0] or ours.open(), 1, "a")

    return step
