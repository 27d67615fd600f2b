"""Conditions: the vectors that the browser's evaluator has to pass as well, and what the language refuses."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.forms import Scope
from engine.forms.conditions import ConditionFault, check, holds
from tests.engine.forms.surroundings import around

VECTORS = json.loads((Path(__file__).parents[3] / "forms" / "conditions.vectors.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda vector: vector["name"])
def test_holds_as_the_shared_vectors_say(vector):
    given_around = vector["around"]
    context = around(given_around.get("forms", {}), given_around.get("facts", {}), VECTORS["aid"])
    form = given_around.get("form", {})
    check(vector["condition"])
    assert (
        holds(vector["condition"], Scope(context, form, given_around.get("row", form))) is vector["expected"]
    )


@pytest.mark.parametrize("condition", VECTORS["refused"], ids=str)
def test_refuses_what_is_not_in_the_language(condition):
    with pytest.raises(ConditionFault):
        check(condition)


def test_refuses_deep_nesting():
    condition = {"field": "x", "filled": True}
    for _ in range(9):
        condition = {"not": condition}
    with pytest.raises(ConditionFault):
        check(condition)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["2026-03-02", "1020.00"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["x", "y"]), inner, max_size=2)
    ),
    max_leaves=6,
)


@given(JSON, JSON, st.sampled_from(["is", "is_not", "lt", "le", "gt", "ge"]))
def test_no_data_makes_a_checked_condition_fail(left, right, operator):
    condition = {"some": "y", "where": {"field": "x", operator: {"field": "y"}}}
    flat = {"field": "x", operator: {"field": "y"}}
    form = {"x": left, "y": right}
    for each in (condition, flat):
        check(each)
        assert isinstance(holds(each, Scope(around(), form, form)), bool)
