"""What a list of times says: the median, for a shared machine has outliers to one side only."""

from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter
from typing import Any


def typical(times: Sequence[float]) -> float:
    """The median, in seconds."""
    return median(times)


def by_turns(times: int, *acts: Callable[[], Any], warm: int = 3) -> list[float]:
    """Seconds each act takes, measured in turns so that a disturbance meets all of them; the first turns do not count."""
    found: list[list[float]] = [[] for _ in acts]
    for turn in range(warm + times):
        for act, seconds in zip(acts, found, strict=True):
            start = perf_counter()
            act()
            if turn >= warm:
                seconds.append(perf_counter() - start)
    return [typical(seconds) for seconds in found]
