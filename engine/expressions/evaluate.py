"""Expression and facts → value. Time and memory are bounded; whatever does not fit is ExpressionRefused."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow
from typing import Any

from engine.expressions.nodes import Call, Chain, Compare, Listing, Literal, Logic, Minus, Name, Node, Not
from engine.expressions.parse import Expression
from engine.expressions.values import GREATEST, ExpressionRefused, Value, kind_of

Function = Callable[..., Value]
# Own precision and traps: the result may not depend on what some thread did to decimal's default context.
_DECIMAL = Context(prec=28, Emax=99, Emin=-99, traps=[InvalidOperation, DivisionByZero, Overflow])
_ORDERED = {"数值", "文字", "时刻", "日期"}
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SUMS = {"+": _DECIMAL.add, "-": _DECIMAL.subtract, "*": _DECIMAL.multiply, "/": _DECIMAL.divide}


@dataclass(frozen=True, slots=True)
class _Scope:
    names: Mapping[str, Value]
    functions: Mapping[str, Function]


def evaluate(
    expression: Expression, names: Mapping[str, Value], functions: Mapping[str, Function] = {}
) -> Value:
    """The value of an expression over facts; a name without a value given, or unlike kinds, is refused.

    An exception of a function itself passes through: it is a bug or a refusal of its owner.
    """
    return _value(expression.root, _Scope(names, functions))


def _value(node: Node, scope: _Scope) -> Value:
    return _OF[type(node)](node, scope)


def _name(node: Name, scope: _Scope) -> Value:
    if node.name not in scope.names:
        raise ExpressionRefused(f"没有名为“{node.name}”的数据项", node.at)
    return _bounded(scope.names[node.name], node.at)


def _call(node: Call, scope: _Scope) -> Value:
    if node.name not in scope.functions:
        raise ExpressionRefused(f"此处不能调用“{node.name}”", node.at)
    return _bounded(scope.functions[node.name](*node.arguments), node.at)


def _listing(node: Listing, scope: _Scope) -> Value:
    return tuple(_value(item, scope) for item in node.items)


def _not(node: Not, scope: _Scope) -> Value:
    return not _truth(_value(node.operand, scope), "not", node.at)


def _minus(node: Minus, scope: _Scope) -> Value:
    value = _number(_value(node.operand, scope), node.at)
    return -value if isinstance(value, int) else _DECIMAL.minus(value)


def _logic(node: Logic, scope: _Scope) -> Value:
    """Stops at the first operand that settles it, so that `x != None and x > 3` is safe."""
    settles = node.operator == "or"
    return next(
        (settles for part in node.operands if _truth(_value(part, scope), node.operator, node.at) is settles),
        not settles,
    )


def _compare(node: Compare, scope: _Scope) -> Value:
    left, right = _value(node.left, scope), _value(node.right, scope)
    if node.operator in {"in", "not in"}:
        if not isinstance(right, tuple | list):
            raise ExpressionRefused("in 的右边应是列表", node.at)
        return any(_same(left, item, node.at) for item in right) is (node.operator == "in")
    if node.operator in {"==", "!="}:
        return _same(left, right, node.at) is (node.operator == "==")
    kinds = kind_of(left), kind_of(right)
    if kinds[0] != kinds[1] or kinds[0] not in _ORDERED:
        raise ExpressionRefused(f"{kinds[0]}与{kinds[1]}不能比较大小", node.at)
    try:
        return _ORDER[node.operator](left, right)
    except TypeError:  # a naive and an aware moment
        raise ExpressionRefused("两个时刻一个带时区一个不带，不能比较", node.at) from None


def _same(left: Value, right: Value, at: int) -> bool:
    if left is None or right is None:
        return left is right
    kinds = kind_of(left), kind_of(right)
    if kinds[0] != kinds[1]:
        raise ExpressionRefused(f"{kinds[0]}与{kinds[1]}不能比较", at)
    if isinstance(left, tuple | list) and isinstance(right, tuple | list):
        return tuple(left) == tuple(right)
    return left == right


def _chain(node: Chain, scope: _Scope) -> Value:
    total = _number(_value(node.first, scope), 0)
    for sign, part, at in node.rest:
        other = _number(_value(part, scope), at)
        total = _number(_sum(sign, total, other, at), at)
    return total


def _sum(sign: str, left: int | Decimal, right: int | Decimal, at: int) -> Value:
    if isinstance(left, int) and isinstance(right, int) and sign != "/":
        return {"+": left + right, "-": left - right, "*": left * right}[sign]
    try:
        return _SUMS[sign](Decimal(left), Decimal(right))
    except DivisionByZero:
        raise ExpressionRefused("除数是零", at) from None
    except DecimalException:
        raise ExpressionRefused("算不出结果", at) from None


def _truth(value: Value, word: str, at: int) -> bool:
    if not isinstance(value, bool):
        raise ExpressionRefused(f"{word} 只能连接是否，这里是{kind_of(value)}", at)
    return value


def _number(value: Value, at: int) -> int | Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ExpressionRefused(f"{kind_of(value)}不能参加计算", at)
    if (isinstance(value, Decimal) and not value.is_finite()) or not _within(value):
        raise ExpressionRefused("数值太大", at)
    return value


def _within(value: int | Decimal) -> bool:
    """Compares exactly; abs() would go through decimal's default context."""
    return value <= GREATEST and value >= -GREATEST


def _bounded(value: Value, at: int) -> Value:
    """A value from outside: of a known kind and, if a number, of bounded size."""
    if isinstance(value, tuple | list):
        return tuple(_bounded(item, at) for item in value)
    return _number(value, at) if kind_of(value) == "数值" else value


_OF: dict[type, Callable[[Any, _Scope], Value]] = {
    Literal: lambda node, _: node.value,
    Name: _name,
    Call: _call,
    Listing: _listing,
    Not: _not,
    Minus: _minus,
    Logic: _logic,
    Compare: _compare,
    Chain: _chain,
}
