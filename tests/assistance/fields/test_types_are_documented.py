"""docs/forms.md names every field type and every attribute of a field."""

from pathlib import Path

import pytest

from assistance.fields import TYPES
from engine.forms import FieldSpec

PAGE = (Path(__file__).parents[3] / "docs" / "forms.md").read_text("utf-8")


@pytest.mark.parametrize("name", [*TYPES, *FieldSpec.__dataclass_fields__])
def test_is_on_the_page(name):
    assert f"`{name}`" in PAGE
