"""What a list of times says: the lower quartile, for on a shared machine a disturbance can only lengthen a time."""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any


def typical(times: Sequence[float]) -> float:
    """The lower quartile, in seconds."""
    return sorted(times)[len(times) // 4]


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
