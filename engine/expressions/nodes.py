"""The tree of a parsed expression; frozen, so that one tree serves all threads."""

from dataclasses import dataclass
from typing import TypeAlias

from engine.expressions.values import LiteralValue


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the expression."""

    value: LiteralValue


@dataclass(frozen=True, slots=True)
class Name:
    """The value of a fact."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """A named function with literal arguments."""

    name: str
    arguments: tuple[LiteralValue, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Listing:
    """`[a, b]`."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`not x`."""

    operand: "Node"
    at: int


@dataclass(frozen=True, slots=True)
class Minus:
    """`-x`."""

    operand: "Node"
    at: int


@dataclass(frozen=True, slots=True)
class Logic:
    """`a and b and c` or `a or b or c`: flat, so that a long row is not a deep tree."""

    operator: str
    operands: tuple["Node", ...]
    at: int


@dataclass(frozen=True, slots=True)
class Compare:
    """One comparison, `in` and `not in` among them."""

    operator: str
    left: "Node"
    right: "Node"
    at: int


@dataclass(frozen=True, slots=True)
class Chain:
    """`a + b - c` or `a * b / c`, from left to right."""

    first: "Node"
    rest: tuple[tuple[str, "Node", int], ...]


Node: TypeAlias = Literal | Name | Call | Listing | Not | Minus | Logic | Compare | Chain
