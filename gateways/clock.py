"""The only clocks: the machine's, and the product's (which a demo or test may set from outside).

`YIMEN_CLOCK_FILE` holds one ISO moment with offset and is re-read at each use, so a running server can be moved through time.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from engine.time import read_moment

Clock = Callable[[], datetime]


def machine() -> datetime:
    """The machine's clock: for sessions, tokens, lock-outs and idempotency keys."""
    return datetime.now(UTC)


def from_file(path: Path) -> Clock:
    """A clock that shows what the file says, and the machine's time while there is no such file."""

    def read() -> datetime:
        try:
            text = path.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return machine()
        return read_moment(text)

    return read


def fixed(moment: datetime) -> Clock:
    """A clock that stands still: for one replayed or rehearsed command."""
    return lambda: moment


class Movable:
    """A clock that stands until somebody moves it: for the demo's past and for rehearsal."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at
