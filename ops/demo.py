"""Build the demo county: `--empty` people, units, calendar and processes; `--full` also cases, made by real commands."""

from assistance.people import SYSTEM
from casework import calendars, people, processes
from casework.office import Office
from ops import county
from store.tables.handover import Routing


class NotEmpty(Exception):
    """The demo county is built only in an empty database."""


def is_empty(office: Office) -> bool:
    """Whether nobody can sign in yet."""
    with office.store.read() as work:
        return work.people.first() is None


def build(office: Office, *, full: bool) -> None:
    """Fill an empty database. Raises NotEmpty."""
    if not is_empty(office):
        raise NotEmpty
    _county(office)
    processes.sync(office)
    if full:  # pragma: no branch
        raise NotImplementedError


def _county(office: Office) -> None:
    with office.command("demo.county", SYSTEM, {}) as command:
        work = command.work
        calendars.seed(work, SYSTEM.login, command.now)
        work.areas.add(*county.areas())
        work.units.add(*county.units())
        work.routing.add(
            *(Routing(aid=aid, unit=unit, valid_from=county.SINCE, valid_to=None) for aid, unit in county.ROUTING)
        )
        people.add_people(command, county.people(), county.PASSWORD)
        command.note("demo.county")
