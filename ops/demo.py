"""Build the demo county: `--empty` people, units, calendar and processes; `--full` also standards and cases, by real commands."""

from casework.founding import NotEmpty, found, is_empty
from casework.office import Office
from ops import county
from ops.demo_cases import STORIES
from ops.demo_desk import past_of, tell
from ops.demo_standards import enter

__all__ = ["NotEmpty", "build", "is_empty"]


def build(office: Office, *, full: bool) -> None:
    """Fill an empty database. Raises NotEmpty."""
    if not full:
        found(office, county.DEMO)
        return
    desk = past_of(office)
    found(desk.office, county.DEMO)
    enter(desk)
    tell(desk, STORIES, office.now())
