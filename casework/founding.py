"""Founding 建区: an empty database gets a county's areas, units, people, calendar and processes; the same for demo and rehearsal."""

from dataclasses import dataclass
from datetime import date

from assistance.people import SYSTEM, Area, Grant, Unit
from casework import calendars, ladders, people, processes
from casework.office import Office
from store.tables.handover import Routing


@dataclass(frozen=True, kw_only=True)
class County:
    """What a county consists of 区县: people as (login, name, post), routing as (aid, unit), one first password for all."""

    areas: tuple[Area, ...]
    units: tuple[Unit, ...]
    routing: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str, Grant], ...]
    since: date
    password: str


class NotEmpty(Exception):
    """A county is founded only in an empty database."""


def is_empty(office: Office) -> bool:
    """Whether nobody can sign in yet."""
    with office.store.read() as work:
        return work.people.first() is None


def found(office: Office, county: County, folders: processes.Folders | None = None) -> None:
    """Fill an empty database, with the shipped processes or these folders. Raises NotEmpty."""
    if not is_empty(office):
        raise NotEmpty
    with office.command("demo.county", SYSTEM, {}) as command:
        work = command.work
        calendars.seed(work, SYSTEM.login, command.now)
        work.areas.add(*county.areas)
        work.units.add(*county.units)
        work.routing.add(
            *(
                Routing(aid=aid, unit=unit, valid_from=county.since, valid_to=None)
                for aid, unit in county.routing
            )
        )
        if not work.ladders.having():  # an emptied database has lost what the revision laid down
            ladders.seed(command)
        people.add_people(command, county.people, county.password)
        command.note("demo.county")
    processes.sync(office, folders)
