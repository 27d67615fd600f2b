"""What surrounds a form while it is checked: the day, the case's facts and other forms, and who may be named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from engine.time import iso


class Lookups(Protocol):
    """Questions to the tables of the county; all answer for the day of the command."""

    def area(self, code: str) -> bool: ...
    def unit(self, key: str) -> bool: ...
    def referral(self, key: str) -> bool: ...
    def person(self, login: str) -> bool: ...
    def attachment(self, id: str) -> bool: ...
    def decision_no_free(self, no: str) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class FormContext:
    """`forms` are the clean data of the other forms, and of an *earlier* entry of the form that is checked."""

    now: datetime
    today: date
    aid: str | None
    area: str | None
    facts: Mapping[str, Any]
    forms: Mapping[str, Any]
    lookups: Lookups


@dataclass(frozen=True)
class Scope:
    """Where a condition or a bound looks up its names: the row, the form around it, then the context."""

    context: FormContext
    form: dict[str, Any]
    row: dict[str, Any]

    def read(self, name: str) -> Any:
        """`key` of this row or else of the form, `@F01.head_id` of another form, `$fact.step`, `$today`; else None."""
        if name.startswith("@"):
            return _walk(self.context.forms, name[1:].split("."))
        if name.startswith("$"):
            return self._around(name[1:])
        return self.row[name] if name in self.row else self.form.get(name)

    def inside(self, row: dict[str, Any]) -> "Scope":
        """The scope of one row of a list."""
        return Scope(self.context, self.form, row)

    def _around(self, name: str) -> Any:
        if name.startswith("fact."):
            return self.context.facts.get(name[5:])
        around = {
            "today": self.context.today.isoformat(),
            "now": iso(self.context.now),
            "aid": self.context.aid,
            "area": self.context.area,
        }
        return around[name]


def _walk(value: Any, steps: list[str]) -> Any:
    """The value below; through a list it is the list of the values below each row."""
    for step in steps:
        if isinstance(value, list | tuple):
            value = [row.get(step) for row in value if isinstance(row, Mapping)]
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value
