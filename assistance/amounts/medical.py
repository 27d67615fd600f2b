"""医疗救助 amounts (domain.md 7), worked out for the 医保 unit, which decides: own share over the deductible, by the ratio, up to the yearly cap."""

from decimal import Decimal
from fractions import Fraction

from assistance.amounts.household import NOTHING, Bill
from assistance.amounts.standards import Standard, Standards
from assistance.amounts.worked import Line, Warned, Worked, ids, line, rounded, shown, standard_line, total

UNIT = "元/人·年"


def medical(bill: Bill, standards: Standards) -> Worked:
    """What is due on a bill; 0.00 where the deductible is not reached. Raises NoStandard where a row is missing.

    The deductible is used up once a person and calendar year, so `deductible_used` counts what earlier bills used of it.
    """
    deductible, ratio, cap = (_find(bill, standards, item) for item in ("deductible", "ratio", "yearly_cap"))
    left = max(deductible.amount - bill.deductible_used, NOTHING)
    cap_left = max(cap.amount - bill.cap_used, NOTHING)
    over = max(Fraction(bill.own_share) - Fraction(left), Fraction(0))
    words = (
        f"({shown(bill.own_share)} − {shown(left)}) × {_percent(ratio)}" if over else "个人自付未超过起付标准"
    )
    summed = total([(words, over * share(ratio))], standards, area=bill.area, aid=bill.aid, on=bill.on)
    amount = min(summed.amount, rounded(cap_left))
    lines = [
        standard_line(deductible, UNIT),
        line(f"起付标准余额：已用 {shown(bill.deductible_used)} 元", left),
        _ratio_line(ratio),
        standard_line(cap, UNIT),
        line(f"年度封顶余额：已用 {shown(bill.cap_used)} 元", cap_left),
        *summed.lines,
    ]
    return Worked(
        amount=amount,
        eligible=amount > 0,
        lines=(*lines, *_capped(summed.amount, amount)),
        standards=ids((deductible, ratio, cap, summed.unit)),
        cap_left=rounded(cap_left),
        warnings=_warnings(over, summed.amount, amount),
    )


def share(ratio: Standard) -> Fraction:
    """A ratio as a share of one: up to 1 it is one, above that a percentage."""
    return Fraction(ratio.amount) if ratio.amount <= 1 else Fraction(ratio.amount) / 100


def _find(bill: Bill, standards: Standards, item: str) -> Standard:
    return standards.find(item, area=bill.area, aid=bill.aid, on=bill.on)


def _percent(ratio: Standard) -> str:
    percent = share(ratio) * 100
    exact = Decimal(percent.numerator) / Decimal(percent.denominator)
    return f"{exact.normalize():f}%"


def _ratio_line(ratio: Standard) -> Line:
    text = f"救助比例 {_percent(ratio)}（{ratio.valid_from.isoformat()} 起，{ratio.source}）"
    return line(text, share(ratio) * 100, "standard")


def _capped(uncapped: Decimal, amount: Decimal) -> list[Line]:
    return [line("超过年度封顶余额，按余额", amount, "total")] if amount < uncapped else []


def _warnings(over: Fraction, uncapped: Decimal, amount: Decimal) -> tuple[Warned, ...]:
    if not over:
        return (Warned(code="below_deductible", message="个人自付未超过起付标准，本次没有救助金额"),)
    if amount < uncapped:
        return (
            Warned(
                code="capped", message=f"核算 {shown(uncapped)} 元超过年度封顶余额，按 {shown(amount)} 元"
            ),
        )
    return ()
