"""What a command can know of the office without opening it: the database's calendar, and the product's now."""

import os
from datetime import datetime
from pathlib import Path

from engine.limits import Calendar
from gateways import clock
from ops import settings


def stored_calendar() -> Calendar | None:
    """The calendar of the database there is; asking makes neither a database nor keys. Raises Unfit."""
    url = (
        os.environ.get("YIMEN_DATABASE_URL", "").strip() or f"sqlite:///{settings.ROOT / 'var' / 'yimen.db'}"
    )
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file():
        return None
    from ops.commands.opening import calendar_of  # the store is loaded only where there is one

    return calendar_of(settings.read())


def product_now() -> datetime:
    """The product's "now" 当前时刻 without opening an office."""
    path = os.environ.get("YIMEN_CLOCK_FILE")
    return clock.from_file(Path(path))() if path else clock.machine()
