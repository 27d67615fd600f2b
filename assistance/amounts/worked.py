"""A worked amount 核算结果: the amount with each line of its reckoning, and the rounding that happens once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from assistance.amounts.standards import CENT, ITEMS, Standard, Standards


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the reckoning; `value` in yuan with two decimals (a ratio in percent). Names no person.

    `kind`: `standard` a row of the table · `step` a step on the way · `part` what is added up · `total` the sum of the parts.
    """

    text: str
    value: str
    kind: str = "step"


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

    `amount` is None where nothing is due to a household that is not eligible; a missing standard is NoStandard, never zero.
    `floor` is the least a standard should be by policy, `cap_left` the most that may still be given.
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


def rounded(exact: Fraction | Decimal, unit: Decimal = CENT) -> Decimal:
    """Half up to the unit; two decimals in any case. The only place where an amount loses a fraction."""
    units = Fraction(exact) / Fraction(unit)
    whole = (units.numerator * 2 + units.denominator) // (units.denominator * 2)
    return (Decimal(whole) * unit).quantize(CENT, rounding=ROUND_HALF_UP)


def shown(yuan: Decimal | Fraction) -> str:
    """Yuan as people read it: `1,020.00`."""
    return f"{rounded(yuan):,.2f}"


def is_shown_exactly(exact: Fraction) -> bool:
    """Whether two decimals say all of it."""
    return (exact * 100).denominator == 1


def line(text: str, value: Decimal | Fraction, kind: str = "step") -> Line:
    """A line with its value on the wire's terms."""
    return Line(text=text, value=str(rounded(value)), kind=kind)


def standard_line(row: Standard, unit: str = "元/人·月") -> Line:
    """The line that says which standard is taken, and whence."""
    since = row.valid_from.isoformat()
    return line(
        f"{ITEMS[row.item]} {shown(row.amount)} {unit}（{since} 起，{row.source}）", row.amount, "standard"
    )


def ids(rows: Iterable[Standard | None]) -> tuple[str, ...]:
    """The rows an amount rests on, each once."""
    return tuple(dict.fromkeys(row.id for row in rows if row))


@dataclass(frozen=True, kw_only=True)
class Sum:
    """The parts added up and rounded once; `unit` is the row that says to which unit, where there is one."""

    amount: Decimal
    lines: tuple[Line, ...]
    unit: Standard | None


def total(
    parts: Sequence[tuple[str, Fraction]], standards: Standards, *, area: str, aid: str, on: date
) -> Sum:
    """A line a part; one for the rounding where a county has a unit of its own; and the sum."""
    unit = standards.seek("rounding", area=area, aid=aid, on=on)
    exact = sum((value for _, value in parts), Fraction(0))
    amount = rounded(exact, unit.amount if unit else CENT)
    lines = [line(text, value, "part") for text, value in parts]
    gap = amount - sum((Decimal(one.value) for one in lines), Decimal(0))
    if unit and gap:
        lines.append(line(f"四舍五入到 {unit.amount} 元", gap, "part"))
    words = " + ".join(shown(value) for _, value in parts)
    lines.append(line(f"合计 {words}" if len(parts) > 1 else "合计", amount, "total"))
    return Sum(amount=amount, lines=tuple(lines), unit=unit)


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
