"""The calendar of the database, by version: an old version stays readable, so that a deadline can be explained and replayed."""

from dataclasses import dataclass, field
from datetime import datetime

from engine.limits import Calendar, Day
from store.work import Work


@dataclass(kw_only=True)
class Calendars:
    """Calendars already read; `fixed` is set while a command is replayed under the calendar of its day.

    `looked` is the version whose limits this process has looked through, and when (machine's clock) it does so once more.
    """

    fixed: int | None = None
    looked: tuple[int, datetime | None] | None = None
    _read: dict[int, Calendar] = field(default_factory=dict)

    def current(self, work: Work) -> Calendar:
        """The calendar that counts now."""
        return self.at(work, self.version(work))

    def version(self, work: Work) -> int:
        """Its version."""
        return self.fixed or work.calendar_version()

    def at(self, work: Work, version: int) -> Calendar:
        """The calendar as it was at a version: for each day the latest row up to it; a row without answer takes one back."""
        if version not in self._read:
            self._read[version] = _calendar(work, version)
        return self._read[version]


def _calendar(work: Work, version: int) -> Calendar:
    table, loads = work.calendar_days.table.c, work.calendar_loads.table.c
    rows = {row.date: row for row in work.calendar_days.find(table.version <= version, order=[table.version])}
    days = {
        row.date: Day(date=row.date, is_workday=row.is_workday, name=row.name or "", source=row.source or "")
        for row in rows.values()
        if row.is_workday is not None
    }
    load = work.calendar_loads.first(loads.version <= version, order=[loads.version.desc()])
    return Calendar(version=version, days=days, complete_years=frozenset(load.complete_years if load else ()))
