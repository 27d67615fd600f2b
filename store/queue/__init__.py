"""The queue 队列: who looks for due moments, and when; SQLite ticks in the process, PostgreSQL hands jobs to Procrastinate.

Either way a due moment's effect and its removal are one transaction of the office's. A queue only decides who tries.
"""

from store.queue.port import QUEUES, Calls, Queue
from store.queue.procrastinate import Workers
from store.queue.ticker import Ticker
from store.work import Store

__all__ = ["QUEUES", "Calls", "Queue", "Ticker", "Workers", "queue_of"]


def queue_of(store: Store, calls: Calls, *, seconds: float) -> Queue:
    """The queue that fits the database; it looks for due moments every so many seconds."""
    if store.url.startswith("sqlite"):
        return Ticker(store, calls, seconds=seconds)
    return Workers(store, calls, seconds=seconds)
