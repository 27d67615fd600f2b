"""What the facts of a task alone decide about a condition 条件; the rest is watched in the browser and checked on the server."""

from collections.abc import Mapping
from typing import Any

from engine.forms.conditions import Condition, same


def names_in(condition: Condition) -> set[str]:
    """All names a condition reads."""
    found: set[str] = set()
    for key, value in condition.items():
        if key in ("field", "some"):
            found.add(str(value))
        elif isinstance(value, Mapping):
            found |= names_in(value)
        elif isinstance(value, list):
            found |= set().union(*(names_in(part) for part in value if isinstance(part, Mapping)))
    return found


def decided(condition: Condition | None, facts: Mapping[str, Any]) -> bool | None:
    """True or False where the facts suffice, None where an answer of the form is needed. No condition is true.

    A fact `@F06a` says whether that form was handed in before.
    """
    if condition is None:
        return True
    if "not" in condition:
        inner = decided(condition["not"], facts)
        return None if inner is None else not inner
    for word, final in (("all", False), ("any", True)):
        if word in condition:
            return _combined([decided(part, facts) for part in condition[word]], final)
    return _compared(condition, facts)


def _combined(parts: list[bool | None], final: bool) -> bool | None:
    if final in parts:
        return final
    return None if None in parts else not final


def _compared(condition: Condition, facts: Mapping[str, Any]) -> bool | None:
    name = str(condition.get("field", ""))
    fact = name.removeprefix("$fact.")
    if not name.startswith(("$fact.", "@")) or fact not in facts:
        return None
    if "filled" in condition:
        return bool(facts[fact]) is condition["filled"]
    value = facts[fact]
    for word, wanted in (("is", True), ("is_not", False)):
        if word in condition and not isinstance(condition[word], Mapping):
            return same(value, condition[word]) is wanted
    for word, wanted in (("in", True), ("not_in", False)):
        if word in condition:
            return any(same(value, item) for item in condition[word]) is wanted
    return None
