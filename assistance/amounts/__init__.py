"""Amounts 金额核算 (domain.md 7): pure functions from a household and dated standards to an amount with its reckoning.

`reckon` is the door. Exact fractions until the end, one rounding half up a household. A missing standard is NoStandard, never zero.
"""

from assistance.amounts.dibao import dibao
from assistance.amounts.household import (
    CATEGORIES,
    DIBAO,
    MEDICAL,
    METHODS,
    METHODS_OF,
    ONCE,
    SELF_CARE,
    TEKUN,
    Bill,
    Extra,
    Household,
    Income,
    Member,
    Request,
)
from assistance.amounts.reading import household_of
from assistance.amounts.reckon import Basis, reckon
from assistance.amounts.standards import ITEMS, Standard, Standards, bounds
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
    "DIBAO",
    "ITEMS",
    "MEDICAL",
    "METHODS",
    "METHODS_OF",
    "ONCE",
    "SELF_CARE",
    "TEKUN",
    "Basis",
    "Bill",
    "Extra",
    "Household",
    "Income",
    "Line",
    "Member",
    "Request",
    "Standard",
    "Standards",
    "UsedExtra",
    "Warned",
    "Worked",
    "back_pay",
    "bounds",
    "dibao",
    "household_of",
    "last_month",
    "reckon",
    "start_month",
]
