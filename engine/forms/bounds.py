"""Bounds of dates and moments 日期界限: `2026-07-01`, `$today`, `@F01.apply_on`, `signed_on + 12 months`."""

import re
from datetime import date

from dateutil.relativedelta import relativedelta

from engine.forms.conditions import NAME
from engine.forms.context import Scope
from engine.time import legal_day, read_moment

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_SHIFT = re.compile(r"(?P<name>\S+) (?P<sign>[+-]) (?P<n>[0-9]{1,3}) (?P<unit>days|months)")


def is_bound(text: str) -> bool:
    """Whether a text can be a bound at all, amounts of money included."""
    shift = _SHIFT.fullmatch(text)
    name = shift["name"] if shift else text
    return bool(NAME.fullmatch(name) or _DATE.fullmatch(name) or (not shift and _AMOUNT.fullmatch(text)))


def edge(bound: str, scope: Scope) -> str | None:
    """The bound's date or moment in a scope, as text; None when the field it names has none."""
    shift = _SHIFT.fullmatch(bound)
    name = shift["name"] if shift else bound
    value = name if _DATE.fullmatch(name) else scope.read(name)
    if not isinstance(value, str):
        return None
    if shift is None:
        return value
    n = int(shift["n"]) * (1 if shift["sign"] == "+" else -1)
    by = relativedelta(months=n) if shift["unit"] == "months" else relativedelta(days=n)
    return (_day(value) + by).isoformat()


def earlier(left: str, right: str) -> bool:
    """Whether one date or moment lies before another; as days unless both are moments.

    An acceptance at nine may so lie on the day of the application, which has no hour.
    """
    if "T" in left and "T" in right:
        return read_moment(left) < read_moment(right)
    return _day(left) < _day(right)


def _day(text: str) -> date:
    return legal_day(read_moment(text)) if "T" in text else date.fromisoformat(text)
