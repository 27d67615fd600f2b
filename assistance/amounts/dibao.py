"""低保 amounts (《社会救助法》第十八条; domain.md 7): difference, 单人户, tiers, with 分类施保 on top."""

from decimal import Decimal
from fractions import Fraction

from assistance.amounts.household import CATEGORIES, Extra, Household
from assistance.amounts.standards import Standard, Standards
from assistance.amounts.worked import (
    Line,
    UsedExtra,
    Warned,
    Worked,
    is_shown_exactly,
    line,
    rounded,
    shown,
    standard_line,
    start_month,
)


def dibao(household: Household, standards: Standards) -> Worked:
    """The monthly amount of a household. Raises NoStandard where a row it needs is missing on that day."""
    standard = _find(household, standards, "standard")
    per_head, limit = household.per_head, Fraction(standard.amount)
    below = per_head < limit
    lines = [standard_line(standard), _per_head(household)]
    if not below and household.method != "single":
        return _not_below(household, standard, lines)
    rows = [standard]
    if below and household.method != "tier":
        base, words = (limit - per_head) * len(household.covered), _difference(household, standard)
    else:
        tier = _find(household, standards, f"tier_{household.tier}")
        rows.append(tier)
        lines.append(standard_line(tier))
        base = Fraction(tier.amount) * len(household.covered)
        words = f"{shown(tier.amount)} × {len(household.covered)} 人"
    lines.append(line(words, base))
    extras, extra_rows = _extras(household, standards)
    lines += [_extra(one) for one in extras if one.used]
    return _sum(household, standards, base, (*rows, *extra_rows), extras, lines)


def _find(household: Household, standards: Standards, item: str) -> Standard:
    return standards.find(item, area=household.area, aid=household.aid, on=household.on)


def _per_head(household: Household) -> Line:
    income, heads = household.countable, len(household.together)
    return line(f"月可计入收入 {shown(income)} 元 ÷ {heads} 人", household.per_head)


def _difference(household: Household, standard: Standard) -> str:
    """`(600.00 − 300.00) × 3 人`; income a head that two decimals do not say stays a division."""
    exact = is_shown_exactly(household.per_head)
    income = (
        shown(household.per_head) if exact else f"{shown(household.countable)} ÷ {len(household.together)}"
    )
    return f"({shown(standard.amount)} − {income}) × {len(household.covered)} 人"


def _not_below(household: Household, standard: Standard, lines: list[Line]) -> Worked:
    words = f"人均收入 {shown(household.per_head)} 元不低于标准 {shown(standard.amount)} 元，不符合条件"
    return Worked(
        amount=None,
        eligible=False,
        per_head=rounded(household.per_head),
        lines=tuple(lines),
        standards=(standard.id,),
        warnings=(Warned(code="not_below", message=words),),
    )


def _extras(household: Household, standards: Standards) -> tuple[tuple[UsedExtra, ...], list[Standard]]:
    """分类施保: of what is asked for one person only the highest counts [县规定]; of equals the first."""
    asked = tuple(dict.fromkeys(household.extras))
    rows = {extra: _find(household, standards, f"extra_{extra.category}") for extra in asked}
    best: dict[str, Extra] = {}
    for extra in asked:
        known = best.get(extra.member)
        if known is None or rows[extra].amount > rows[known].amount:
            best[extra.member] = extra
    used = tuple(
        UsedExtra(
            member=extra.member,
            category=extra.category,
            amount=rounded(Fraction(rows[extra].amount)),
            used=best[extra.member] == extra,
        )
        for extra in asked
    )
    return used, list(rows.values())


def _extra(one: UsedExtra) -> Line:
    return line(f"分类施保：{CATEGORIES[one.category]} {shown(one.amount)} 元", one.amount)


def _sum(
    household: Household,
    standards: Standards,
    base: Fraction,
    rows: tuple[Standard, ...],
    extras: tuple[UsedExtra, ...],
    lines: list[Line],
) -> Worked:
    unit = standards.rounding(area=household.area, aid=household.aid, on=household.on)
    exact = base + sum(Fraction(one.amount) for one in extras if one.used)
    amount = rounded(exact, unit)
    words = "合计" if unit == Decimal("0.01") else f"合计（四舍五入到 {unit} 元）"
    return Worked(
        amount=amount,
        eligible=True,
        per_head=rounded(household.per_head),
        lines=(*lines, line(words, amount)),
        standards=tuple(dict.fromkeys(row.id for row in rows)),
        extras=extras,
        start_month=start_month(household.on),
    )
