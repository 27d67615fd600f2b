"""Shipped forms as JSON schemas."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assistance.forms import shipped
from web.api.form_schemas import schema

EXAMPLES = sorted(Path(str(files("forms"))).glob("*/examples/*.ok-*.json"))


@pytest.mark.parametrize("key", shipped())
def test_each_shipped_form_becomes_a_json_schema(key: str) -> None:
    Draft202012Validator.check_schema(schema(shipped()[key]))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_schema_takes_each_good_example(path: Path) -> None:
    data: Any = json.loads(path.read_text("utf-8"))
    Draft202012Validator(schema(shipped()[path.name.partition(".")[0]])).validate(data)
