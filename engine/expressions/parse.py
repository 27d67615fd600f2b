"""Text → checked expression, by recursive descent with caps on length, size and depth."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from engine.expressions.nodes import Call, Chain, Compare, Listing, Literal, Logic, Minus, Name, Node, Not
from engine.expressions.tokens import Token, tokens
from engine.expressions.values import ExpressionRefused, LiteralValue

MOST_CHARACTERS, MOST_NODES, MOST_DEPTH = 1000, 200, 20
T = TypeVar("T")
N = TypeVar("N", bound=Node)
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})


@dataclass(frozen=True, kw_only=True)
class Expression:
    """A parsed expression 表达式 with the names it reads and the calls it makes; `root` is for `evaluate` alone."""

    source: str
    names: frozenset[str]
    calls: tuple[tuple[str, tuple[LiteralValue, ...]], ...]
    root: Node = field(repr=False, compare=False)


def parse(source: str, functions: frozenset[str] = frozenset()) -> Expression:
    """The expression in `source`; only `functions` may be called. Raises ExpressionRefused."""
    if len(source) > MOST_CHARACTERS:
        raise ExpressionRefused(f"表达式超过{MOST_CHARACTERS}个字符")
    if not source.strip():
        raise ExpressionRefused("表达式是空的")
    reader = _Reader(tokens(source), functions)
    root = reader.either()
    if reader.token.kind != "end":
        raise reader.unexpected()
    return Expression(source=source, names=frozenset(reader.names), calls=tuple(reader.calls), root=root)


class _Reader:
    """The place reached in the tokens; each method reads one level of precedence, lowest first."""

    def __init__(self, row: list[Token], functions: frozenset[str]) -> None:
        self._row, self._next, self._functions = row, 0, functions
        self._nodes = self._depth = 0
        self.names: set[str] = set()
        self.calls: list[tuple[str, tuple[LiteralValue, ...]]] = []

    @property
    def token(self) -> Token:
        return self._row[self._next]

    def unexpected(self) -> ExpressionRefused:
        token = self.token
        if token.kind == "end":
            return ExpressionRefused("表达式没有写完", token.at)
        if token.text in _COMPARISONS:
            return ExpressionRefused("比较不能连写，请用 and 连接两个比较", token.at)
        return ExpressionRefused(f"此处不能出现“{token.text}”", token.at)

    def either(self) -> Node:
        return self._logic("or", lambda: self._logic("and", self._negation))

    def _logic(self, word: str, operand: Callable[[], Node]) -> Node:
        operands, at = [operand()], self.token.at
        while self._take(word):
            operands.append(operand())
        return operands[0] if len(operands) == 1 else self._made(Logic(word, tuple(operands), at))

    def _negation(self) -> Node:
        at = self.token.at
        if not self._take("not"):
            return self._comparison()
        with_not = self._deeper(self._negation)
        return self._made(Not(with_not, at))

    def _comparison(self) -> Node:
        left, at = self._chain("+-", lambda: self._chain("*/", self._signed)), self.token.at
        operator = self._comparison_sign()
        if operator is None:
            return left
        right = self._chain("+-", lambda: self._chain("*/", self._signed))
        if self.token.text in _COMPARISONS:
            raise self.unexpected()
        return self._made(Compare(operator, left, right, at))

    def _comparison_sign(self) -> str | None:
        if self._take("not"):
            self._demand("in")
            return "not in"
        token = self.token
        if token.kind in {"sign", "keyword"} and token.text in _COMPARISONS:
            self._next += 1
            return token.text
        return None

    def _chain(self, signs: str, operand: Callable[[], Node]) -> Node:
        first, rest = operand(), []
        while self.token.kind == "sign" and self.token.text in signs:
            sign = self.token
            self._next += 1
            rest.append((sign.text, operand(), sign.at))
        return self._made(Chain(first, tuple(rest))) if rest else first

    def _signed(self) -> Node:
        at = self.token.at
        if self._take("-"):
            return self._made(Minus(self._deeper(self._signed), at))
        return self._operand()

    def _operand(self) -> Node:
        token = self.token
        if token.kind == "literal":
            self._next += 1
            return self._made(Literal(token.value))
        if token.kind == "name":
            self._next += 1
            return self._made(self._call(token) if self.token.text == "(" else self._name(token))
        if self._take("("):
            inner = self._deeper(self.either)
            self._demand(")")
            return inner
        if self._take("["):
            return self._made(Listing(tuple(self._deeper(self._items))))
        raise self.unexpected()

    def _name(self, token: Token) -> Name:
        self.names.add(token.text)
        return Name(token.text, token.at)

    def _items(self) -> list[Node]:
        items: list[Node] = []
        while not self._take("]"):
            if items:
                self._demand(",")
            items.append(self.either())
        return items

    def _call(self, token: Token) -> Call:
        if token.text not in self._functions:
            raise ExpressionRefused(f"不能调用“{token.text}”", token.at)
        self._demand("(")
        arguments: list[LiteralValue] = []
        while not self._take(")"):
            if arguments:
                self._demand(",")
            if self.token.kind != "literal":
                raise ExpressionRefused(f"“{token.text}”的参数只能是写明的值", self.token.at)
            arguments.append(self.token.value)
            self._next += 1
        self.calls.append((token.text, tuple(arguments)))
        return Call(token.text, tuple(arguments), token.at)

    def _deeper(self, level: Callable[[], T]) -> T:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise ExpressionRefused(f"括号套得太深，最多{MOST_DEPTH}层", self.token.at)
        inner = level()
        self._depth -= 1
        return inner

    def _made(self, node: N) -> N:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise ExpressionRefused("表达式太长，请分成几个条件", self.token.at)
        return node

    def _take(self, text: str) -> bool:
        if self.token.kind in {"sign", "keyword"} and self.token.text == text:
            self._next += 1
            return True
        return False

    def _demand(self, text: str) -> None:
        if not self._take(text):
            if self.token.kind == "end":
                raise ExpressionRefused(f"缺少“{text}”", self.token.at)
            raise ExpressionRefused(f"此处应为“{text}”，却是“{self.token.text}”", self.token.at)
