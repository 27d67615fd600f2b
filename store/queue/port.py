"""What a queue calls, and what one asks of it: the same of both, held to one suite of tests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

QUEUES = ("due",)
"""Names of queues that `yimen worker --queue` may serve; `due` carries out due moments."""


@dataclass(frozen=True, kw_only=True)
class Calls:
    """What the office lends to a queue. Both callables may be called again for the same thing, and by two processes at once."""

    now: Callable[[], datetime]
    """The product's clock: which moments are due."""
    machine: Callable[[], datetime]
    """The machine's clock: how long a lease lasts, whether a failed moment still rests."""
    sweep: Callable[[], Any]
    """Carry out everything that is due."""
    wake: Callable[[str], Any]
    """Carry out what is due of one subject."""


class Queue(Protocol):
    """Carries out what is due, in the background of this process, until it is stopped."""

    def start(self) -> None:
        """Begin; returns at once."""

    def stop(self) -> None:
        """End after what is under way."""
