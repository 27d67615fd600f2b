"""Build the demo county: `--empty` people, units, calendar and processes; `--full` also standards and cases, by real commands."""

from collections.abc import Callable, Sequence
from datetime import date

from casework.founding import NotEmpty, found, is_empty
from casework.office import Office
from ops import county
from ops.demo import county_desk, departments, earlier, referrals, supervision, township, turns, window
from ops.demo.desk import Desk, Story, past_of, tell
from ops.demo.standards import enter

__all__ = ["NotEmpty", "build", "is_empty"]

ANY_TIME = (*window.STORIES, *departments.STORIES, *supervision.STORIES)
ALLOWANCE = (*township.STORIES, *county_desk.STORIES, *turns.STORIES, *referrals.STORIES, *earlier.STORIES)
SINCE = date(2021, 7, 1)
"""The stories of 低保 follow the diagrams in force since then; a demo that begins earlier goes without them."""


def build(office: Office, *, full: bool) -> None:
    """Fill an empty database. Raises NotEmpty."""
    if not full:
        found(office, county.DEMO)
        return
    desk = past_of(office)
    found(desk.office, county.DEMO)
    enter(desk)
    tell(desk, stories(desk), office.now())


def stories(desk: Desk) -> Sequence[Callable[[Desk], Story]]:
    """In the order in which they are told when two deeds fall on one moment."""
    return (*ANY_TIME, *ALLOWANCE) if desk.days[0] >= SINCE else ANY_TIME
