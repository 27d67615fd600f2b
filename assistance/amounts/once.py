"""临时救助 amounts (《社会救助法》第五十条; domain.md 7): what people ask for, held against the cap of the table."""

from decimal import Decimal

from assistance.amounts.household import Request
from assistance.amounts.standards import Standard, Standards
from assistance.amounts.tekun import highest_dibao
from assistance.amounts.worked import Worked, ids, line, rounded, standard_line
from engine.errors import Fault, FormRefused, NoStandard


def once(request: Request, standards: Standards) -> Worked:
    """The amount asked for if no cap is against it. Raises NoStandard without a cap, FormRefused (`E_CAP`) above it.

    Of 小额快救 the cap is a month's 低保 standard of the place, and the table's where it has one.
    """
    rows = caps(request, standards)
    most = rounded(min(row.amount for row in rows))
    if request.asked is not None and request.asked > most:
        facts = {"label": "救助金额", "max": str(most)}
        raise FormRefused([Fault(path="asked", code="E_CAP", facts=facts)])
    lines = [standard_line(row, "元/次" if row.item == "cap" else "元/月") for row in rows]
    lines.append(line("本次最多", most))
    if request.asked is not None:
        lines.append(line("救助金额", request.asked, "total"))
    return Worked(
        amount=request.asked,
        eligible=True,
        lines=tuple(lines),
        standards=ids(rows),
        cap_left=_left(most, request),
    )


def caps(request: Request, standards: Standards) -> list[Standard]:
    """The rows that bound the amount; their least is the cap."""
    area, aid, on = request.area, request.aid, request.on
    if not request.small_fast:
        return [standards.find("cap", area=area, aid=aid, on=on)]
    month, cap = highest_dibao(standards, area=area, on=on), standards.seek("cap", area=area, aid=aid, on=on)
    if month is None:
        raise NoStandard(item="低保标准", aid=aid, on=on.isoformat())
    return [row for row in (month, cap) if row]


def _left(most: Decimal, request: Request) -> Decimal:
    return most - (request.asked or 0)
