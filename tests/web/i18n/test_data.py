"""Everything the product ships in Chinese has its English: forms, outcomes, processes, diagrams, documents, labels of faults."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

import casework
import forms
import processes
from assistance import amounts
from assistance.cases import AIDS
from assistance.limit_tables import shipped as shipped_limits
from assistance.moments import MOMENTS
from assistance.registers import REGISTERS
from casework import history, shapes
from documents.bpmn import read
from documents.diagram import KINDS as DRAWN
from documents.diagram import WORDS
from documents.types import TYPES
from engine.limits.terms import LABELS
from web.i18n import names
from web.i18n.catalogue import HERE
from web.i18n.data import CHINESE, told

FORMS = sorted(Path(str(forms.__path__[0])).glob("*/*.json"))
PROCESSES = sorted(Path(str(processes.__file__)).parent.glob("*/manifest.toml"))
LOCAL = Path(str(processes.__file__)).parents[1] / "ops/escort_home/manifest.toml"
"""The process that the demo county has written itself."""
CASEWORK = Path(str(casework.__file__)).parent
ASSISTANCE = Path(str(amounts.__file__)).parent
FAULT_LABEL = re.compile(r'(?:"label": |_demand_text\("\w+", |_fault\(.+, )"([^"]+)"')
COMMON = {"元", "先认领，再办理", "只有经办人可以办理本环节", "60日内申请行政复议", "6个月内提起行政诉讼"}
"""Said by pages or use cases about any form or case."""


def of_fields(fields: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for field in fields:
        yield from (field.get("label", ""), field.get("help", ""))
        yield from (choice["label"] for choice in field.get("choices", ()))
        yield from of_fields(field.get("fields", ()))


def of_form(path: Path) -> set[str]:
    form = json.loads(path.read_text("utf-8"))
    rules = (rule["message"] for rule in form.get("rules", ()))
    return {form["title"], form.get("help", ""), *of_fields(form["fields"]), *rules} - {""}


def of_process(path: Path) -> set[str]:
    manifest = tomllib.loads(path.read_text("utf-8"))
    drawing = path.with_name("process.bpmn").read_bytes()
    model = read(drawing)
    found = {manifest["name"], *(outcome["name"] for outcome in manifest.get("outcome", ()))}
    found |= {fact["name"] for fact in manifest.get("facts", {}).values() if "name" in fact}
    found |= {material for papers in manifest.get("papers", ()) for material in papers["materials"]}
    found |= {text for one in model.elements.values() for text in (one.name, one.lane)}
    found |= {flow.name for flow in model.flows.values()}
    return {text for text in found | set(re.findall(r'"none:([^"]+)"', drawing.decode())) if text}


def of_drawings() -> set[str]:
    return {words[0] for words in DRAWN.values()} | {WORDS["zh"]["merge"], WORDS["zh"]["split"]}


def of_faults() -> set[str]:
    files = sorted([*CASEWORK.rglob("*.py"), *ASSISTANCE.rglob("*.py")])
    return {label for path in files for label in FAULT_LABEL.findall(path.read_text("utf-8"))}


def shipped() -> set[str]:
    found = (
        set(COMMON) | of_drawings() | of_faults() | of_registers() | {kind.title for kind in TYPES.values()}
    )
    return found.union(*map(of_form, FORMS), *map(of_process, [*PROCESSES, LOCAL]))


def of_registers() -> set[str]:
    titles = {register.title for register in REGISTERS.values()}
    return titles | {column.title for register in REGISTERS.values() for column in register.columns}


def untold(texts: Iterable[str]) -> list[str]:
    return sorted(text for text in texts if CHINESE.search(told(text, "en")))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_text_of_a_form_has_its_english(path: Path) -> None:
    assert untold(of_form(path)) == []


@pytest.mark.parametrize("path", [*PROCESSES, LOCAL], ids=lambda path: path.parent.name)
def test_every_text_of_a_process_has_its_english(path: Path) -> None:
    assert untold(of_process(path)) == []


def test_documents_drawings_and_labels_of_faults_have_their_english() -> None:
    assert untold({*of_drawings(), *of_faults(), *COMMON, *(kind.title for kind in TYPES.values())}) == []


def test_registers_and_their_columns_have_their_english() -> None:
    assert untold(of_registers()) == []


def test_the_catalogue_holds_nothing_that_is_not_shipped() -> None:
    with (HERE / "en" / "LC_MESSAGES" / "forms.po").open("rb") as source:
        held = {str(one.id) for one in read_po(source) if one.id}
    assert sorted(held - shipped()) == []


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("moment", MOMENTS),
        ("aid", AIDS),
        ("label", LABELS),
        ("act", history.ACTS),
        ("task", shapes.TASK_STATES),
        ("colour", shapes.COLOURS),
        ("result", {**shapes.RESULTS, **shapes.UNIT_RESULTS}),
        ("flag", shapes.FLAGS),
    ],
)
def test_every_key_of_the_use_cases_has_a_name_in_both_languages(
    kind: str, keys: Mapping[str, object]
) -> None:
    assert sorted(set(keys) - set(names.KINDS[kind])) == []


def test_every_step_and_limit_of_the_tables_has_a_name() -> None:
    steps = {term.step for term in shipped_limits()}
    assert sorted(steps - set(names.KINDS["limit_step"])) == []


def test_what_a_county_wrote_itself_stays_as_it_is() -> None:
    assert told("某县自定的一栏", "en") == "某县自定的一栏"
    assert told("户主姓名", "en") == "Name of the head of household"
    assert told("户主姓名", "zh") == "户主姓名"
    assert told(None, "en") == ""
