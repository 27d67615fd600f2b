"""The forms that are shipped 随附表单: files of `forms/<family>/`, one a form."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from assistance.fields import TYPES
from engine.forms import FormSchema, check_types, load

# Forms are checked in this order, so that each finds the clean data of those it looks at.
ORDER = ("F01", "F02", "F03", "F04", "F05")


@cache
def shipped() -> Mapping[str, Mapping[str, Any]]:
    """Every shipped form's JSON by its key, in the order in which forms are checked; read once."""
    found = {
        form["form"]: form
        for family in sorted(files("forms").iterdir(), key=lambda entry: entry.name)
        if family.is_dir()
        for file in family.iterdir()
        if file.name.endswith(".json")
        for form in [json.loads(file.read_text("utf-8"))]
    }
    first = {key: found[key] for key in ORDER}
    return {**first, **dict(sorted(found.items()))}


@cache
def schema(form: str) -> FormSchema:
    """A shipped form, loaded and checked; KeyError when there is none of that name."""
    loaded = load(shipped()[form])
    check_types(loaded, TYPES)
    return loaded
