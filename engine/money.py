"""Money 金额: Decimal yuan in calculation and on the wire, whole fen in the store; never a float."""

from decimal import Decimal


def fen(yuan: Decimal) -> int:
    """Whole fen; a third decimal is an error of the caller (money is refused, not rounded)."""
    value = yuan * 100
    if value != value.to_integral_value():
        raise ValueError(f"{yuan} has more than two decimals")
    return int(value)


def yuan(amount: int) -> Decimal:
    """Fen as Decimal yuan with two decimals."""
    return Decimal(amount).scaleb(-2).quantize(Decimal("0.01"))


def text(amount: int) -> str:
    """Fen as the wire has it: `"1020.00"`."""
    return str(yuan(amount))
