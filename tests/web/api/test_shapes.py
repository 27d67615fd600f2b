"""Shapes of the answers."""

import pytest
from jsonschema import Draft202012Validator

from web.api.shapes import SCALARS, SHAPES, schema


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_is_a_json_schema_whose_parts_exist(shape: str) -> None:
    found = schema(shape)
    Draft202012Validator.check_schema(found)
    for word in SHAPES[shape].split():
        kind = word.partition(":")[2].strip("[]?")
        assert kind in SCALARS or kind in SHAPES, word


def test_a_named_key_brings_its_name_and_null_only_where_marked() -> None:
    found = schema("unit") | {"$defs": {}}
    assert found["required"] == ["key", "name", "uscc", "kind", "valid_from"]
    check = Draft202012Validator(schema("version") | {"properties": {}})
    assert not check.is_valid({})
    assert "state_name" in schema("version")["required"]
