"""Reckoning 核算 an amount from the forms of a case: its household, the opinion on it, and the standards of a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from assistance.amounts import Standard, Standards, Worked, household_of, reckon
from assistance.awards import MONTHLY
from casework import standards
from casework.casefile import Open
from casework.office import plain

Content = Mapping[str, Any]
GENERAL = ("standard", "basic")
"""Items that are the standard of an aid: of 低保, and of 特困."""


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """A worked amount with the standard it went by (yuan a head and month; None where it went by none)."""

    worked: Worked
    standard: Decimal | None


def monthly(
    file: Open, opinion: Content, on: date, handed_in: Mapping[str, Content] = MappingProxyType({})
) -> Reckoned | None:
    """What is due a month to the household of a case by an opinion F12 and the standards valid that day; None for aid once.

    `handed_in` are forms of this command, which count before those on file. Raises NoStandard, FormRefused.
    """
    if file.case.aid not in MONTHLY:
        return None
    forms = {form: entry.content for form, entry in file.entries().items()} | dict(handed_in)
    rows = _valid(file, on)
    household = household_of(
        area=file.case.area,
        aid=file.case.aid,
        on=on,
        members=_rows(forms, "F02"),
        income=_rows(forms, "F03"),
        opinion=opinion,
        self_care=forms.get("F20", {}).get("class"),
    )
    worked = reckon(household, Standards(rows=rows))
    used = (row.amount for row in rows if row.item in GENERAL and row.id in worked.standards)
    return Reckoned(worked=worked, standard=next(used, None))


def _valid(file: Open, on: date) -> tuple[Standard, ...]:
    """The rows of the monthly aids for the case's area on a day; the event keeps them, so that replay counts by the same.

    Those of the other aids as well: what 特困 should be at least is measured by the standard of 低保.
    """

    def look() -> list[dict[str, Any]]:
        rows = standards.table(file.work).rows
        mine = [row for row in rows if row.aid in MONTHLY and file.case.area.startswith(row.area)]
        return [_told(row) for row in mine if row.valid(on)]

    return tuple(_read(row) for row in file.command.draw(look))


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


def _rows(forms: Mapping[str, Content], form: str) -> list[Content]:
    return list((forms.get(form) or {}).get("rows") or ())
