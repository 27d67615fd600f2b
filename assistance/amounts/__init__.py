"""Amounts 金额核算 (domain.md 7): pure functions from a household and dated standards to an amount with its reckoning.

Exact fractions until the end, one rounding half up a household. A missing standard is NoStandard, never zero.
"""

from assistance.amounts.dibao import dibao
from assistance.amounts.household import CATEGORIES, METHODS, Extra, Household, Income, Member
from assistance.amounts.standards import ITEMS, Standard, Standards
from assistance.amounts.worked import (
    Line,
    UsedExtra,
    Warned,
    Worked,
    back_pay,
    last_month,
    start_month,
)

__all__ = [
    "CATEGORIES",
    "ITEMS",
    "METHODS",
    "Extra",
    "Household",
    "Income",
    "Line",
    "Member",
    "Standard",
    "Standards",
    "UsedExtra",
    "Warned",
    "Worked",
    "back_pay",
    "dibao",
    "last_month",
    "start_month",
]
