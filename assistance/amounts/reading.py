"""Forms read as what an amount is worked out from: F02 members, F03 income, F12 the opinion."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from assistance.amounts.household import Extra, Household, Income, Member

Rows = Iterable[Mapping[str, Any]]


def household_of(
    *,
    area: str,
    aid: str,
    on: date,
    members: Rows,
    income: Rows = (),
    opinion: Mapping[str, Any],
    self_care: str | None = None,
) -> Household:
    """The household as F02 and F03 (their rows) and F12 (`covered method tier extras`) have it, on the day of decision."""
    return Household(
        area=area,
        aid=aid,
        on=on,
        members=tuple(
            Member(id_no=row["id_no"], living_together=row.get("living_together", True)) for row in members
        ),
        income=tuple(
            Income(
                member=row["member"],
                monthly=Decimal(row["monthly"]),
                countable=row.get("countable", True),
            )
            for row in income
        ),
        covered=frozenset(opinion.get("covered") or ()),
        method=opinion.get("method"),
        tier=opinion.get("tier") or 1,
        extras=tuple(
            Extra(member=row["member"], category=row["category"]) for row in opinion.get("extras") or ()
        ),
        self_care=self_care,
    )
