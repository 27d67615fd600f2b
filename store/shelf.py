"""What a process keeps of the house 内部资料: areas, units, people, calendar, versions, read again when anybody has changed them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from store.line import Statement
from store.tables.audit import counter
from store.tables.calendar import calendar_load

HOUSE = "chain-house"
"""The counter that every command of the house moves on: whoever knows it knows whether the house has changed."""
MARKS = (
    select(func.max(calendar_load.c.version)).scalar_subquery().label("mark_calendar"),
    select(counter.c.value).where(counter.c.name == HOUSE).scalar_subquery().label("mark_house"),
)
"""Columns that can ride along with another statement."""
MARK = Statement(select(*MARKS))


@dataclass(frozen=True)
class Mark:
    """The state the house was in: the newest version of the calendar, and the number of the house's last command."""

    calendar: int
    house: int

    @classmethod
    def read(cls, row: Sequence[Any]) -> "Mark":
        calendar, house = row
        return cls(calendar or 0, house or 0)


class Shelf:
    """What a process keeps of the house; one page, thrown away when anybody has changed the house."""

    def __init__(self) -> None:
        self._page: tuple[Hashable, dict[Hashable, Any]] = (None, {})
        self._changes = 0

    def page(self, mark: Hashable) -> dict[Hashable, Any]:
        """What was read under this mark. Two threads may read the same thing twice; neither sees half of it."""
        now, (known, page) = (mark, self._changes), self._page
        if known != now:
            page = {}
            self._page = (now, page)
        return page

    def changed(self) -> None:
        """This process has changed the house, perhaps without a command."""
        self._changes += 1
