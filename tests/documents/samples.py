"""示例 data for every document type; nothing in it is a real person, office or number."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from documents.pdf import Pdf
from documents.types import TYPES

SAMPLES: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "samples.json").read_text())
LONG = (
    "经入户走访、邻里访问和信函索证，申请人家庭住房为上世纪八十年代所建的土坯房，屋顶漏雨、墙体开裂，无自来水；"
    "申请人长期患病，每月药费支出较大，配偶肢体残疾，子女尚在读书。\n"
)
LONG_NAME = "阿卜杜热合曼·买买提艾力示例"
LONG_OFFICE = "示例自治区示例自治州示例满族自治县示例河子镇人民政府"
MANY = 12
LENGTHS = {
    **dict.fromkeys(("facts", "reason", "objections"), 600),
    **dict.fromkeys(("housing", "income", "assets", "health", "need", "ground", "matter", "text"), 400),
    **dict.fromkeys(("refusal_text", "place_reason", "feedback_text", "amount_reason"), 300),
    **dict.fromkeys(("place", "address", "note", "material"), 100),
}
"""How much people write into a field when they write much."""


def sample(kind: str) -> dict[str, Any]:
    """The data of a document as it usually is."""
    declared = {_key(path) for path in (*TYPES[kind].needed, *TYPES[kind].optional)}
    return {key: value for key, value in {**SAMPLES["common"], **SAMPLES[kind]}.items() if key in declared}


def least(kind: str) -> dict[str, Any]:
    """Only what the type needs."""
    return {
        key: _needed(value, key, TYPES[kind].needed)
        for key, value in sample(kind).items()
        if any(_key(path) == key for path in TYPES[kind].needed)
    }


def most(kind: str) -> dict[str, Any]:
    """Lists of twelve, reasons of ten lines, names of fourteen characters."""
    found: dict[str, Any] = _stretched(sample(kind), "")
    return {**found, "office": {**found["office"], "name": LONG_OFFICE}}


def words(made: Pdf) -> str:
    """What stands on the paper, without the spaces between words and the places where an address may break."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=made.content, capture_output=True, check=True
    )
    return done.stdout.decode().replace(" ", "").replace("\u200b", "")


def _key(path: str) -> str:
    return path.split(".")[0].removesuffix("[]")


def _needed(value: Any, path: str, needed: tuple[str, ...]) -> Any:
    if isinstance(value, Mapping):
        wanted = {one.removeprefix(f"{path}.") for one in needed if one.startswith(f"{path}.")}
        return {key: inner for key, inner in value.items() if key in wanted}
    if isinstance(value, list):
        return [_needed(one, f"{path}[]", needed) for one in value]
    return value


def _stretched(value: Any, key: str) -> Any:
    if isinstance(value, Mapping):
        return {name: _stretched(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        rows = [value[n % len(value)] for n in range(MANY)]
        return [_in_a_row(row) for row in rows]
    if key in ("name", "chair", "member", "new_head") and len(value) < 8:
        return LONG_NAME
    if key in LENGTHS:
        return (LONG * 8)[: LENGTHS[key]]
    return value


def _in_a_row(value: Any) -> Any:
    """A row of a list is filled in more shortly."""
    if isinstance(value, Mapping):
        return {key: LONG[:60] if key in LENGTHS else _stretched(one, key) for key, one in value.items()}
    return value
