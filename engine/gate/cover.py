"""Do the conditions of a gateway cover everything, and can two hold at once? Tried on every case that can differ."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, product

from engine.expressions import Expression, ExpressionRefused, Value, evaluate
from engine.expressions.nodes import Compare, Listing, Literal, Logic, Name, Node, Not

MOST_CASES = 2_000
_OTHER = "\N{REPLACEMENT CHARACTER}"  # stands for any text that no condition names


def cases(
    conditions: Sequence[Expression], choices: Mapping[str, Sequence[Value]]
) -> list[dict[str, Value]] | None:
    """Values of the names such that every other value behaves like one of them; None if that cannot be said.

    `choices` lists all values of a name where they are known (the outcomes of a task).
    """
    values: dict[str, set[Value]] = {}
    for condition in conditions:
        if not _gather(condition.root, values):
            return None
    spread = {name: list(choices.get(name) or _spread(found)) for name, found in values.items()}
    total = 1
    for row in spread.values():
        total *= max(1, len(row))
    if total > MOST_CASES:
        return None
    return [dict(zip(spread, row, strict=True)) for row in product(*spread.values())]


def samples(conditions: Iterable[Expression]) -> dict[str, Value]:
    """One value for every name that is compared with something, so that a trial run gets on."""
    values: dict[str, set[Value]] = {}
    for condition in conditions:
        _gather(condition.root, values)
    return {name: _spread(found)[0] for name, found in values.items()}


def holding(conditions: Sequence[Expression], case: Mapping[str, Value]) -> list[int] | None:
    """Which of the conditions hold in a case; None if one cannot be evaluated."""
    found = []
    for place, condition in enumerate(conditions):
        try:
            value = evaluate(condition, case)
        except ExpressionRefused:
            return None
        if value is True:
            found.append(place)
    return found


def complete(conditions: Sequence[Expression], choices: Mapping[str, Sequence[Value]]) -> bool:
    """Whether at least one condition holds whatever the facts are."""
    tried = cases(conditions, choices)
    return bool(tried) and tried is not None and all(holding(conditions, case) for case in tried)


def disjoint(conditions: Sequence[Expression], choices: Mapping[str, Sequence[Value]]) -> bool:
    """Whether never two conditions hold at once."""
    tried = cases(conditions, choices)
    if tried is None:
        return False
    held = [holding(conditions, case) for case in tried]
    return all(each is not None and len(each) <= 1 for each in held)


def _gather(node: Node, values: dict[str, set[Value]]) -> bool:
    """Collect what names are compared with; False where a comparison is not of one name with literals."""
    if isinstance(node, Logic):
        return all(_gather(part, values) for part in node.operands)
    if isinstance(node, Not):
        return _gather(node.operand, values)
    if isinstance(node, Literal):
        return True
    if isinstance(node, Name):
        values.setdefault(node.name, set()).update((True, False))
        return True
    if isinstance(node, Compare):
        return _compared(node, values)
    return False


def _compared(node: Compare, values: dict[str, set[Value]]) -> bool:
    sides = [node.left, node.right]
    names = [side.name for side in sides if isinstance(side, Name)]
    literals = [value for side in sides for value in _literals(side)]
    if len(names) != 1 or not literals:
        return False
    values.setdefault(names[0], set()).update(literals)
    return True


def _literals(node: Node) -> Iterator[Value]:
    if isinstance(node, Literal):
        yield node.value
    if isinstance(node, Listing):
        for item in node.items:
            yield from _literals(item)


def _spread(found: set[Value]) -> list[Value]:
    """The literals, and one value of every gap between and beside them."""
    flags = [value for value in found if isinstance(value, bool) or value is None]
    texts = [value for value in found if isinstance(value, str)]
    numbers = sorted(
        Decimal(value) for value in found if isinstance(value, int | Decimal) and not isinstance(value, bool)
    )
    between = [(one + two) / 2 for one, two in pairwise(numbers)]
    beside = [numbers[0] - 1, numbers[-1] + 1] if numbers else []
    whole: list[Value] = [True, False] if any(isinstance(flag, bool) for flag in flags) else []
    empty: list[Value] = [None] if None in found else []
    return [*whole, *empty, *texts, *([_OTHER] if texts else []), *numbers, *between, *beside]
