"""What has been issued is drawn again as it was: a released template never changes, a new one gets a new version."""

import json
from pathlib import Path

import pytest

from documents.pdf import source_sha256
from documents.types import TYPES

RELEASED: dict[str, list[str]] = json.loads((Path(__file__).parent / "released.json").read_text("utf-8"))
"""Of each type the hashes of its templates with their frames, version 1 first."""
DOCS = (Path(__file__).parents[2] / "docs/documents.md").read_text("utf-8")


@pytest.mark.parametrize("kind", TYPES)
def test_a_released_template_never_changes(kind: str) -> None:
    assert [source_sha256(kind, version + 1) for version in range(TYPES[kind].version)] == RELEASED[kind]


def test_no_type_that_was_released_is_gone() -> None:
    assert set(RELEASED) == set(TYPES)


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_its_line_in_the_docs(kind: str) -> None:
    assert f"| {TYPES[kind].title} | `{kind}` | v{TYPES[kind].version} |" in DOCS
