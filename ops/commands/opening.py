"""What commands that need the office open: the office itself, who acts at the command line, the database's calendar."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from assistance.people import SYSTEM, Actor, Grant
from casework.office import Office
from engine.limits import Calendar
from gateways import clock
from ops import settings
from ops.office import compose
from store import migrate
from store.work import Store

WHOLE_COUNTRY = ""
"""The area that every area lies in: whoever can run commands on the machine can also open its database."""
OPERATOR = Actor(
    login=SYSTEM.login,
    name=SYSTEM.name,
    grants=(
        Grant(
            login=SYSTEM.login,
            role="system_admin",
            area=WHOLE_COUNTRY,
            unit=None,
            valid_from=date(2000, 1, 1),
            valid_to=None,
        ),
    ),
)
"""Who acts at the command line 命令行操作员."""


@contextmanager
def opened() -> Iterator[Office]:
    """The office of this machine's settings, closed at the end. Raises Unfit."""
    office = compose(settings.read())
    try:
        yield office
    finally:
        office.store.close()


def stored_calendar() -> Calendar | None:
    """The calendar of the database there is; asking makes neither a database nor keys. Raises Unfit."""
    url = (
        os.environ.get("YIMEN_DATABASE_URL", "").strip() or f"sqlite:///{settings.ROOT / 'var' / 'yimen.db'}"
    )
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file():
        return None
    found = settings.read()
    store = Store(found.database_url, found.ring)
    try:
        with store.read() as work:
            if migrate.current(work.connection) != migrate.newest() or not work.calendar_version():
                return None
            office = Office(store=store, env=found.env)
            return office.calendars.current(work)
    finally:
        store.close()


def product_now() -> datetime:
    """The product's "now" 当前时刻 without opening an office."""
    path = os.environ.get("YIMEN_CLOCK_FILE")
    return clock.from_file(Path(path))() if path else clock.machine()
