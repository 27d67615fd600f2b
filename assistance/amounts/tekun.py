"""特困供养 amounts (《社会救助法》第十五、十六条; domain.md 7): basic standard and care standard; income is not deducted."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from assistance.amounts.household import DIBAO, SELF_CARE, Household
from assistance.amounts.standards import Standard, Standards
from assistance.amounts.worked import Warned, Worked, ids, rounded, shown, standard_line, start_month, total
from assistance.cases import AIDS

FLOOR = Fraction(13, 10)
"""Basic standard over 低保 standard (国发〔2016〕14号, unverified): below it there is a warning, nothing is refused."""


def tekun(household: Household, standards: Standards) -> Worked:
    """The monthly amount of those supported, all of one class of self-care. Raises NoStandard where a row is missing."""
    basic = _find(household, standards, "basic")
    care = _find(household, standards, f"care_{household.self_care}")
    heads = len(household.supported)
    parts = [
        (f"基本生活 {shown(basic.amount)} × {heads} 人", Fraction(basic.amount) * heads),
        (_care(household, care), Fraction(care.amount) * heads),
    ]
    summed = total(parts, standards, area=household.area, aid=household.aid, on=household.on)
    below = highest_dibao(standards, area=household.area, on=household.on)
    floor = rounded(Fraction(below.amount) * FLOOR) if below else None
    return Worked(
        amount=summed.amount,
        eligible=True,
        lines=(standard_line(basic), standard_line(care), *summed.lines),
        standards=ids((basic, care, summed.unit, below)),
        floor=floor,
        start_month=start_month(household.on),
        warnings=tuple(_warnings(basic, below)),
    )


def highest_dibao(standards: Standards, *, area: str, on: date) -> Standard | None:
    """The 低保 standard of a place: of town and countryside the higher, since the codes of the other aids do not say which."""
    found = (standards.seek("standard", area=area, aid=aid, on=on) for aid in sorted(DIBAO))
    return max((row for row in found if row), key=lambda row: row.amount, default=None)


def _find(household: Household, standards: Standards, item: str) -> Standard:
    return standards.find(item, area=household.area, aid=household.aid, on=household.on)


def _care(household: Household, care: Standard) -> str:
    return f"照料护理（{SELF_CARE[household.self_care or '']}）{shown(care.amount)} × {len(household.supported)} 人"


def _warnings(basic: Standard, below: Standard | None) -> Iterator[Warned]:
    if below and basic.amount < Fraction(below.amount) * FLOOR:
        least = shown(Fraction(below.amount) * FLOOR)
        words = f"特困基本生活标准 {shown(basic.amount)} 元，不足{AIDS[below.aid]}标准 {shown(below.amount)} 元的1.3倍（{least} 元），请核对标准"
        yield Warned(code="below_floor", message=words)
