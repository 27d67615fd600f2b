"""What sort of value an expression gives, as far as the text alone tells; unlike sorts would fail at run time only."""

from collections.abc import Callable
from typing import Any, TypeAlias

from engine.expressions import ExpressionRefused
from engine.expressions.nodes import Call, Chain, Compare, Listing, Literal, Logic, Minus, Name, Node, Not
from engine.expressions.values import kind_of

Sort: TypeAlias = str | None  # Chinese name as of `kind_of`; None where a fact decides
TRUTH, NUMBER = "是否", "数值"


def sort_of(node: Node) -> Sort:
    """The sort of an expression's value. Raises ExpressionRefused where its parts can never go together."""
    return _OF[type(node)](node)


def _literal(node: Literal) -> Sort:
    return None if node.value is None else kind_of(node.value)


def _logic(node: Logic) -> Sort:
    for part in node.operands:
        _demand(part, TRUTH, f"{node.operator} 只能连接是否")
    return TRUTH


def _not(node: Not) -> Sort:
    _demand(node.operand, TRUTH, "not 后面只能是是否")
    return TRUTH


def _minus(node: Minus) -> Sort:
    _demand(node.operand, NUMBER, "负号后面只能是数值")
    return NUMBER


def _chain(node: Chain) -> Sort:
    for part in (node.first, *(part for _, part, _ in node.rest)):
        _demand(part, NUMBER, "只有数值能参加计算")
    return NUMBER


def _compare(node: Compare) -> Sort:
    left, right = sort_of(node.left), sort_of(node.right)
    if node.operator in {"in", "not in"}:
        if right not in {None, "列表"}:
            raise ExpressionRefused("in 的右边应是列表")
    elif left and right and left != right:
        raise ExpressionRefused(f"{left}与{right}不能比较")
    return TRUTH


def _listing(node: Listing) -> Sort:
    for item in node.items:
        sort_of(item)
    return "列表"


def _demand(node: Node, wanted: str, words: str) -> None:
    sort = sort_of(node)
    if sort is not None and sort != wanted:
        raise ExpressionRefused(f"{words}，这里是{sort}")


_OF: dict[type, Callable[[Any], Sort]] = {
    Literal: _literal,
    Name: lambda _: None,
    Call: lambda _: None,
    Listing: _listing,
    Not: _not,
    Minus: _minus,
    Logic: _logic,
    Compare: _compare,
    Chain: _chain,
}
