"""What an expression can hold, and the one way in which it fails."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

LiteralValue: TypeAlias = bool | int | Decimal | str | None
Value: TypeAlias = LiteralValue | date | datetime | tuple["Value", ...] | list["Value"]

# Amounts and counts of a county lie far below; the bound keeps every evaluation small.
GREATEST = 10**18


class ExpressionRefused(ValueError):
    """The expression is not in the closed language, or its values do not fit; `message` is a Chinese sentence."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message if position is None else f"{message}（第{position + 1}个字符）")
        self.message = message
        self.position = position


def kind_of(value: Value) -> str:
    """The Chinese name of a value's kind; two values may be compared only if these agree."""
    if value is None:
        return "空值"
    for kinds, name in _NAMES:
        if isinstance(value, kinds):
            return name
    raise ExpressionRefused(f"不支持的数据类型 {type(value).__name__}")


# bool before int and datetime before date: Python makes each a subclass of the other, the law does not.
_NAMES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "是否"),
    ((int, Decimal), "数值"),
    (str, "文字"),
    (datetime, "时刻"),
    (date, "日期"),
    ((tuple, list), "列表"),
)
