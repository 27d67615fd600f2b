"""Reckoning 核算 an amount from the forms of a case: its household, the opinion on it, and the standards of a day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from assistance.amounts import Extra, Household, Income, Member, Standard, Standards, Worked, dibao
from casework.casefile import Open
from casework.office import plain
from store.tables.grant import StandardRow

Content = Mapping[str, Any]
RECKONERS: Mapping[str, Callable[[Household, Standards], Worked]] = MappingProxyType(
    {"110": dibao, "120": dibao}
)
"""By aid; of an aid without one nothing is worked out here."""


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """A worked amount with the 低保 standard it went by (yuan a head and month; None where it went by none)."""

    worked: Worked
    standard: Decimal | None


def reckon(
    file: Open, opinion: Content, on: date, handed_in: Mapping[str, Content] = MappingProxyType({})
) -> Reckoned | None:
    """What is due to the household of a case by an opinion F12 and the standards valid that day; None for another aid.

    `handed_in` are forms of this command, which count before those on file. Raises NoStandard.
    """
    reckoner = RECKONERS.get(file.case.aid)
    if reckoner is None:
        return None
    forms = {form: entry.content for form, entry in file.entries().items()} | dict(handed_in)
    rows = _valid(file, on)
    worked = reckoner(_household(file, opinion, forms, on), Standards(rows=rows))
    standard = next(
        (row.amount for row in rows if row.item == "standard" and row.id in worked.standards), None
    )
    return Reckoned(worked=worked, standard=standard)


def _valid(file: Open, on: date) -> tuple[Standard, ...]:
    """The rows of the case's aid and area on a day; the event keeps them, so that replay counts by the same."""
    case, work = file.case, file.work

    def look() -> list[dict[str, Any]]:
        rows = [_standard(row) for row in work.standards.having(order=("id",), aid=case.aid)]
        return [_told(row) for row in rows if case.area.startswith(row.area) and row.valid(on)]

    return tuple(_read(row) for row in file.command.draw(look))


def _standard(row: StandardRow) -> Standard:
    return Standard(
        id=row.id,
        area=row.area,
        aid=row.aid,
        item=row.item,
        amount=Decimal(row.amount),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
    )


def _told(row: Standard) -> dict[str, Any]:
    """A row as an event keeps it."""
    return dict(plain(vars(row)))


def _read(told: Mapping[str, Any]) -> Standard:
    until = told["valid_to"]
    return Standard(
        **{
            **told,
            "amount": Decimal(told["amount"]),
            "valid_from": date.fromisoformat(told["valid_from"]),
            "valid_to": None if until is None else date.fromisoformat(until),
        }
    )


def _household(file: Open, opinion: Content, forms: Mapping[str, Content], on: date) -> Household:
    """The household as the application names it and the opinion covers it."""
    return Household(
        area=file.case.area,
        aid=file.case.aid,
        on=on,
        members=tuple(
            Member(id_no=row["id_no"], living_together=row["living_together"]) for row in _rows(forms, "F02")
        ),
        income=tuple(
            Income(member=row["member"], monthly=Decimal(row["monthly"]), countable=row["countable"])
            for row in _rows(forms, "F03")
        ),
        covered=frozenset(opinion["covered"]),
        method=opinion["method"],
        extras=tuple(
            Extra(member=row["member"], category=row["category"]) for row in opinion.get("extras") or ()
        ),
    )


def _rows(forms: Mapping[str, Content], form: str) -> list[Content]:
    return list((forms.get(form) or {}).get("rows") or ())
