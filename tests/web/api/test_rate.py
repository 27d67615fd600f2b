"""Rate limits."""

import pytest

from engine.errors import SlowDown
from web.api.rate import KEPT, Buckets


def test_after_the_burst_requests_come_one_a_tick() -> None:
    now = [100.0]
    buckets = Buckets(per_second=2, burst=3, clock=lambda: now[0])
    for _ in range(3):
        buckets.take("a")
    with pytest.raises(SlowDown) as refused:
        buckets.take("a")
    assert refused.value.facts == {"retry_after": 1}
    now[0] += 0.5
    buckets.take("a")
    with pytest.raises(SlowDown):
        buckets.take("a")


def test_one_key_does_not_slow_down_another() -> None:
    buckets = Buckets(per_second=1, burst=1, clock=lambda: 0.0)
    buckets.take("a")
    buckets.take("b")


def test_memory_is_bounded() -> None:
    buckets = Buckets(per_second=1, burst=1, clock=lambda: 0.0)
    for n in range(KEPT + 5):
        buckets.take(str(n))
    assert len(buckets._levels) <= KEPT
