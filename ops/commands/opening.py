"""What commands that need the office open: the office itself, who acts at the command line, the database's calendar."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from assistance.people import SYSTEM, Actor, Grant
from casework.office import Office
from engine.limits import Calendar
from ops import settings
from ops.office import compose
from ops.settings import Settings
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


def calendar_of(found: Settings) -> Calendar | None:
    """The calendar of a database as it stands; None when it has none, or is of another revision than this program."""
    store = Store(found.database_url, found.ring)
    try:
        with store.read() as work:
            if migrate.current(work.connection) != migrate.newest() or not work.calendar_version():
                return None
            return Office(store=store, env=found.env).calendars.current(work)
    finally:
        store.close()
