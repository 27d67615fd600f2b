import re
from importlib.resources import files

import pytest

from documents.types import TYPES, missing


@pytest.mark.parametrize("kind", TYPES)
def test_a_template_reads_only_what_its_type_declares(kind: str) -> None:
    folder = files("documents") / "templates"
    version = TYPES[kind].version
    frame = folder / "frame" / f"v{TYPES[kind].frames[-1]}.typ"
    source = (folder / kind / f"v{version}" / "page.typ").read_text() + frame.read_text()
    declared = {
        path.split(".")[0].removesuffix("[]") for path in (*TYPES[kind].needed, *TYPES[kind].optional)
    }
    read = set(re.findall(r"\bd\.([a-z_]+)", source)) - {"at", "qr"}
    read |= set(re.findall(r'\b(?:get|has)\("([a-z_]+)"', source)) - {"qr"}
    assert read <= declared | {"link", "no", "sample", "case_no"}


def test_an_empty_list_is_no_fault_but_an_absent_one_is() -> None:
    kind = TYPES["transfer_letter"]
    assert "attachments[]" in missing(kind, {})
    assert "attachments[]" not in missing(kind, {"attachments": []})


def test_false_is_a_value() -> None:
    assert "heard" not in missing(TYPES["told_record"], {"heard": False})


def test_keys_titles_and_templates_agree() -> None:
    assert all(key == kind.key for key, kind in TYPES.items())
    assert len({kind.title for kind in TYPES.values()}) == len(TYPES)
