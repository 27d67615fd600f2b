"""Standards and households for the tests of amounts; all of it 示例."""

from datetime import date
from decimal import Decimal
from typing import Any

from assistance.amounts import Household, Income, Member, Standard, Standards

HEAD, SPOUSE, CHILD = "130399195804120025", "130399196211050011", "130399201506100016"
FAMILY = (Member(id_no=HEAD), Member(id_no=SPOUSE), Member(id_no=CHILD))
COUNTY, TOWN = "130399", "130399100"
DECIDED = date(2026, 3, 20)


def row(item: str, amount: str, aid: str = "120", **other: Any) -> Standard:
    """A row of the table, valid from the beginning of the year without end."""
    given = {
        "id": f"{aid}-{item}",
        "area": COUNTY,
        "valid_from": date(2026, 1, 1),
        "valid_to": None,
        "source": "示例通知",
        **other,
    }
    return Standard(aid=aid, item=item, amount=Decimal(amount), **given)


def table(*rows: Standard) -> Standards:
    return Standards(rows=rows)


STANDARD = row("standard", "600.00")
OLD, DISABLED, ILL = (
    row(f"extra_{name}", amount) for name, amount in (("old", "60"), ("disabled", "120"), ("ill", "120"))
)
DIBAO = table(STANDARD, OLD, DISABLED, ILL)


def family(earned: str = "900.00", **other: Any) -> Household:
    """Three people, of whom one earns."""
    given = {
        "area": TOWN,
        "aid": "120",
        "on": DECIDED,
        "members": FAMILY,
        "income": (Income(member=SPOUSE, monthly=Decimal(earned)),),
        **other,
    }
    return Household(**given)
