"""Completeness and disjointness of conditions, on every case that can differ."""

import pytest

from engine.expressions import parse
from engine.gate.cover import complete, disjoint


@pytest.mark.parametrize(
    ("conditions", "is_complete", "is_disjoint"),
    [
        (["x > 3", "x <= 3"], True, True),
        (["x > 3", "x < 3"], False, True),
        (["x >= 3", "x <= 3"], True, False),
        (["x == 1", "x != 1"], True, True),
        (["x == 'a'", "x == 'b'"], False, True),
        (["x in ['a', 'b']", "x not in ['a', 'b']"], True, True),
        (["u", "not u"], True, True),
        (["u and x > 3", "not u or x <= 3"], True, True),
        (["u", "v"], False, False),
        (["x > 3 and x < 4", "x <= 3", "x >= 4"], True, True),
        (["x == None", "x != None"], True, True),
        (["x > y", "x <= y"], False, False),
        (["x + 1 > 3", "x + 1 <= 3"], False, False),
    ],
)
def test_conditions(conditions: list[str], is_complete: bool, is_disjoint: bool) -> None:
    parsed = [parse(each) for each in conditions]
    assert complete(parsed, {}) is is_complete
    assert disjoint(parsed, {}) is is_disjoint


def test_the_outcomes_of_the_task_before_are_all_there_is() -> None:
    parsed = [parse("outcome == 'yes'"), parse("outcome == 'no'")]
    assert complete(parsed, {"outcome": ["yes", "no"]})
    assert not complete(parsed, {"outcome": ["yes", "no", "perhaps"]})
    assert not complete(parsed, {})


def test_what_cannot_be_tried_is_not_called_complete() -> None:
    names = [f"n{at}" for at in range(20)]
    assert not complete([parse(" or ".join(f"{name} > 1" for name in names)), parse("not n0")], {})
