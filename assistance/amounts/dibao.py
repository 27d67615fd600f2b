"""低保 amounts (《社会救助法》第十八条; domain.md 7): difference, 单人户, tiers, with 分类施保 on top."""

from collections.abc import Mapping
from fractions import Fraction

from assistance.amounts.household import CATEGORIES, Extra, Household
from assistance.amounts.standards import Standard, Standards
from assistance.amounts.worked import (
    Line,
    UsedExtra,
    Warned,
    Worked,
    ids,
    is_shown_exactly,
    line,
    rounded,
    shown,
    standard_line,
    start_month,
    total,
)


def dibao(household: Household, standards: Standards) -> Worked:
    """The monthly amount of a household without faults. Raises NoStandard where a row it needs is missing on that day.

    Eligible only strictly below the standard; the one person of a 单人户 in a household that is not below comes under the tier table.
    """
    standard = _find(household, standards, "standard")
    below = household.per_head < Fraction(standard.amount)
    lines = [standard_line(standard), _per_head(household)]
    if not below and household.way != "single":
        return _not_below(household, standard, lines)
    tier = _tier(household, standards) if household.way == "tier" or not below else None
    base = _tiered(household, tier) if tier else _difference(household, standard)
    extras = _extras(household, standards)
    used = _used(extras)
    parts = [
        base,
        *((f"分类施保：{CATEGORIES[one.category]}", Fraction(one.amount)) for one in used if one.used),
    ]
    summed = total(parts, standards, area=household.area, aid=household.aid, on=household.on)
    named = [standard_line(row) for row in (tier, *_rows(extras, used)) if row]
    return Worked(
        amount=summed.amount,
        eligible=True,
        per_head=rounded(household.per_head),
        lines=(*lines, *named, *summed.lines),
        standards=ids((standard, tier, *extras.values(), summed.unit)),
        extras=used,
        start_month=start_month(household.on),
    )


def _find(household: Household, standards: Standards, item: str) -> Standard:
    return standards.find(item, area=household.area, aid=household.aid, on=household.on)


def _tier(household: Household, standards: Standards) -> Standard:
    return _find(household, standards, f"tier_{household.tier}")


def _per_head(household: Household) -> Line:
    income, heads = household.countable, len(household.together)
    return line(f"人均收入：月可计入收入 {shown(income)} 元 ÷ {heads} 人", household.per_head)


def _tiered(household: Household, tier: Standard) -> tuple[str, Fraction]:
    heads = len(household.supported)
    return f"{shown(tier.amount)} × {heads} 人", Fraction(tier.amount) * heads


def _difference(household: Household, standard: Standard) -> tuple[str, Fraction]:
    """`(600.00 − 300.00) × 3 人`; income a head that two decimals do not say stays a division."""
    per_head, heads = household.per_head, len(household.supported)
    income = shown(per_head)
    if not is_shown_exactly(per_head):
        income = f"{shown(household.countable)} ÷ {len(household.together)}"
    words = f"({shown(standard.amount)} − {income}) × {heads} 人"
    return words, (Fraction(standard.amount) - per_head) * heads


def _not_below(household: Household, standard: Standard, lines: list[Line]) -> Worked:
    income = shown(household.per_head)
    words = f"人均收入 {income} 元不低于标准 {shown(standard.amount)} 元，不符合条件"
    return Worked(
        amount=None,
        eligible=False,
        per_head=rounded(household.per_head),
        lines=tuple(lines),
        standards=ids([standard]),
        warnings=(Warned(code="not_below", message=words),),
    )


def _extras(household: Household, standards: Standards) -> Mapping[Extra, Standard]:
    """The rows of what is asked for 分类施保, each once."""
    return {extra: _find(household, standards, f"extra_{extra.category}") for extra in household.extras}


def _used(rows: Mapping[Extra, Standard]) -> tuple[UsedExtra, ...]:
    """Of what is asked for one person only the highest counts [县规定]; of equals the first."""
    best: dict[str, Extra] = {}
    for extra, row in rows.items():
        known = best.get(extra.member)
        if known is None or row.amount > rows[known].amount:
            best[extra.member] = extra
    return tuple(
        UsedExtra(
            member=extra.member,
            category=extra.category,
            amount=rounded(row.amount),
            used=best[extra.member] == extra,
        )
        for extra, row in rows.items()
    )


def _rows(rows: Mapping[Extra, Standard], used: tuple[UsedExtra, ...]) -> list[Standard]:
    """The rows that are counted, each once, however many members it is counted for."""
    counted = {(one.member, one.category) for one in used if one.used}
    found = (row for extra, row in rows.items() if (extra.member, extra.category) in counted)
    return list(dict.fromkeys(found))
