"""Chinese names 名称 of what records hold as keys: people, units, areas, steps."""

from datetime import date

from assistance.people import ROLES, UNIT_ROLES, Unit
from store.work import Work


class Names:
    """Looks names up, read once a process (`Work.kept`); units under the name they had on a day."""

    def __init__(self, work: Work, on: date) -> None:
        self._work, self._on = work, on
        self._people: dict[str, str] | None = None
        self._units: dict[str, Unit] | None = None
        self._areas: dict[str, str] | None = None

    def person(self, login: str | None) -> str | None:
        if login in (None, "system"):
            return "系统" if login else None
        if self._people is None:
            self._people = self._work.names_of_people()
        return self._people.get(str(login), login)

    def unit(self, key: str | None) -> str | None:
        found = self.units().get(key or "")
        return found.name if found else key

    def recipient(self, to: str | None) -> str | None:
        """A person by login, or a post with its place: `示例镇窗口`, `教育局部门联系人`."""
        role, at, place = (to or "").partition("@")
        if not at:
            return self.person(to)
        where = self.unit(place) if role in UNIT_ROLES else self.area(place)
        return f"{where}{ROLES.get(role, role)}"

    def units(self) -> dict[str, Unit]:
        """Units by key, under the name valid on the day."""
        if self._units is None:
            work = self._work
            rows = work.kept("units", lambda: work.units.having(order=["valid_from"]))
            self._units = {row.key: row for row in rows if row.valid_from <= self._on}
        return self._units

    def area(self, code: str | None) -> str | None:
        if code is None:
            return None
        if self._areas is None:
            work = self._work
            self._areas = work.kept("areas", lambda: {area.code: area.name for area in work.areas.having()})
        return self._areas.get(code, code)
