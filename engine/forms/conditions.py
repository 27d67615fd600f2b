"""Conditions in JSON 条件, evaluated the same way here and in the browser (`forms/conditions.vectors.json`).

{"all": [c, …]}  {"any": [c, …]}  {"not": c}  {"some": list, "where": c}
{"field": name, is | is_not | lt | le | gt | ge: value or {"field": name}}
{"field": name, in | not_in: [value, …]}  {"field": name, "filled": true | false}
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from engine.forms.context import Scope

Condition = Mapping[str, Any]
NAME = re.compile(
    r"(@[A-Za-z0-9_]+(\.[a-z0-9_]+)*|\$fact\.[a-z0-9_]+|\$(today|now|aid|area)|[a-z][a-z0-9_]*)"
)
_MOST_DEPTH = 8
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "lt": lambda left, right: left < right,
    "le": lambda left, right: left <= right,
    "gt": lambda left, right: left > right,
    "ge": lambda left, right: left >= right,
}
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(\+[0-9:]+)?)?")


class ConditionFault(ValueError):
    """The condition is not in the language; the message is a Chinese sentence."""


def check(condition: Any, depth: int = 0) -> None:
    """Raises ConditionFault unless `condition` is in the language."""
    if not isinstance(condition, Mapping) or depth > _MOST_DEPTH:
        raise ConditionFault("条件应是对象，嵌套不超过8层")
    keys = set(condition)
    if keys in ({"all"}, {"any"}):
        _check_list(next(iter(condition.values())), depth)
    elif keys == {"not"}:
        check(condition["not"], depth + 1)
    elif keys == {"some", "where"}:
        _check_name(condition["some"])
        check(condition["where"], depth + 1)
    elif len(keys) == 2 and "field" in keys:
        _check_name(condition["field"])
        _check_operand(*next((key, value) for key, value in condition.items() if key != "field"))
    else:
        raise ConditionFault(f"不认识的条件：{'、'.join(sorted(map(str, keys))) or '空'}")


def _check_list(parts: Any, depth: int) -> None:
    if not isinstance(parts, list) or not parts:
        raise ConditionFault("all、any 后面应是条件的列表")
    for part in parts:
        check(part, depth + 1)


def _check_name(name: Any) -> None:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise ConditionFault(f"不认识的名称：{name}")


def _check_operand(operator: str, operand: Any) -> None:
    if operator == "filled":
        fits = isinstance(operand, bool)
    elif operator in {"in", "not_in"}:
        fits = isinstance(operand, list) and all(map(_is_literal, operand))
    elif operator in _ORDER or operator in {"is", "is_not"}:
        if isinstance(operand, Mapping):
            _check_name(operand.get("field"))
            fits = set(operand) == {"field"}
        else:
            fits = _is_literal(operand)
    else:
        raise ConditionFault(f"不认识的比较：{operator}")
    if not fits:
        raise ConditionFault(f"“{operator}”后面的值不对")


def _is_literal(value: Any) -> bool:
    return value is None or isinstance(value, bool | int | str)


def filled(value: Any) -> bool:
    """Whether a field has an answer; `False` and `0` are answers."""
    return value is not None and value != "" and value != [] and value != {}


def holds(condition: Condition, scope: Scope) -> bool:
    """Whether a checked condition is true in a scope; what cannot be compared is not true, and never an error."""
    for word, combine in (("all", all), ("any", any)):
        if word in condition:
            return combine(holds(part, scope) for part in condition[word])
    if "not" in condition:
        return not holds(condition["not"], scope)
    if "some" in condition:
        rows = scope.read(condition["some"])
        rows = rows if isinstance(rows, list | tuple) else ()
        return any(holds(condition["where"], scope.inside(row)) for row in rows if isinstance(row, dict))
    operator, operand = next((key, value) for key, value in condition.items() if key != "field")
    return _compare(scope.read(condition["field"]), operator, operand, scope)


def _compare(value: Any, operator: str, operand: Any, scope: Scope) -> bool:
    if operator == "filled":
        return filled(value) is operand
    if operator in {"in", "not_in"}:
        return any(same(value, item) for item in operand) is (operator == "in")
    other = scope.read(operand["field"]) if isinstance(operand, Mapping) else operand
    if operator in {"is", "is_not"}:
        return same(value, other) is (operator == "is")
    left, right = _orderable(value), _orderable(other)
    return type(left) is type(right) and left is not None and _ORDER[operator](left, right)


def same(left: Any, right: Any) -> bool:
    """Equality of JSON: true is not 1, and no two lists or objects are compared."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, int | float) and isinstance(right, int | float):
        return left == right
    return type(left) is type(right) and (left is None or isinstance(left, str)) and left == right


def _orderable(value: Any) -> Decimal | str | None:
    """Numbers and decimal texts as numbers, dates and moments of one form as text, nothing else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    return value if isinstance(value, str) and _DATE.fullmatch(value) else None
