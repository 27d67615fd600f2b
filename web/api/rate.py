"""Rate limits 限速 of one process: a bucket a token or address, so that one runaway script does not slow down the county."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from time import monotonic

from engine.errors import SlowDown

KEPT = 10_000
"""Buckets kept in memory; beyond it all are forgotten, which errs on the friendly side."""


@dataclass(kw_only=True)
class Buckets:
    """`burst` requests at once, then `per_second` each second; one bucket a key."""

    per_second: float
    burst: int
    clock: Callable[[], float] = monotonic
    _levels: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, key: str) -> None:
        """Count one request; raises SlowDown with the seconds to wait."""
        now = self.clock()
        with self._lock:
            level, at = self._levels.get(key, (float(self.burst), now))
            level = min(float(self.burst), level + (now - at) * self.per_second)
            if level < 1:
                raise SlowDown(retry_after=ceil((1 - level) / self.per_second))
            if len(self._levels) >= KEPT:
                self._levels.clear()
            self._levels[key] = (level - 1, now)


def of_tokens() -> Buckets:
    """For signed-in people: far above what hands can do, below what a loop does."""
    return Buckets(per_second=50, burst=1000)


def of_addresses() -> Buckets:
    """For requests without a token; a whole office may stand behind one address."""
    return Buckets(per_second=20, burst=300)
