"""A worked amount 核算结果: the amount with each line of its reckoning, and the rounding that happens once."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from assistance.amounts.standards import CENT, ITEMS, Standard


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the reckoning; `value` in yuan with two decimals. Names no person."""

    text: str
    value: str


@dataclass(frozen=True, kw_only=True)
class UsedExtra:
    """分类施保 of one member and category; `used` is False where the member gets a higher one."""

    member: str
    category: str
    amount: Decimal
    used: bool


@dataclass(frozen=True, kw_only=True)
class Warned:
    """Something a person should look at; no refusal."""

    code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Worked:
    """The shape `amount` of the contract; money in yuan, `start_month` as `2026-03`.

    `amount` is None where nothing is due to a household that is not eligible, or where a standard is missing; never zero for these.
    """

    amount: Decimal | None
    eligible: bool
    per_head: Decimal | None = None
    lines: tuple[Line, ...] = ()
    standards: tuple[str, ...] = ()
    extras: tuple[UsedExtra, ...] = ()
    floor: Decimal | None = None
    cap_left: Decimal | None = None
    start_month: str | None = None
    warnings: tuple[Warned, ...] = ()


def rounded(exact: Fraction, unit: Decimal = CENT) -> Decimal:
    """Half up to the unit; two decimals in any case. The only place where an amount loses a fraction."""
    units = exact / Fraction(unit)
    whole = (units.numerator * 2 + units.denominator) // (units.denominator * 2)
    return (Decimal(whole) * unit).quantize(CENT, rounding=ROUND_HALF_UP)


def shown(yuan: Decimal | Fraction) -> str:
    """Yuan as people read it: `1,020.00`."""
    return f"{rounded(Fraction(yuan)):,.2f}"


def is_shown_exactly(exact: Fraction) -> bool:
    """Whether two decimals say all of it."""
    return (exact * 100).denominator == 1


def line(text: str, value: Decimal | Fraction) -> Line:
    """A line with its value on the wire's terms."""
    return Line(text=text, value=str(rounded(Fraction(value))))


def standard_line(row: Standard, unit: str = "元/人·月") -> Line:
    """The line that says which standard is taken, and whence."""
    since = row.valid_from.isoformat()
    text = f"{ITEMS[row.item]} {shown(row.amount)} {unit}（{since} 起，{row.source}）"
    return line(text, row.amount)


def start_month(decided_on: date) -> str:
    """The month after the decision, in which payment begins 起发月份."""
    years, month = divmod(decided_on.month, 12)
    return f"{decided_on.year + years:04}-{month + 1:02}"


def last_month(day: date) -> str:
    """The last month that is paid: that of the decision to stop 停发, or of the death [县规定]."""
    return f"{day.year:04}-{day.month:02}"


def back_pay(amount: Decimal, missed: int) -> Decimal:
    """补发: the months missed times the amount a month."""
    return (amount * missed).quantize(CENT)
