"""Every example beside a shipped form is as its name says: `ok` without a fault, `bad` with exactly those listed."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistance.fields import TYPES
from assistance.forms import schema, shipped
from engine.forms import FormContext, masked, validate
from engine.time import legal_day

ROOT = Path(__file__).parents[2] / "forms"
EXAMPLES = sorted(file for file in ROOT.glob("*/examples/*.json") if file.name != "contexts.json")
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # 10:00 in the county


class DemoCounty:
    """The tables of the demo county, as far as the examples name them."""

    def area(self, code: str) -> bool:
        return code in {"130399100", "130399100201"}

    def unit(self, key: str) -> bool:
        return key in {"jy", "rs", "zjjg"}

    def person(self, login: str) -> bool:
        return login in {"jb1", "jb2", "ck1"}

    def referral(self, key: str) -> bool:
        return key == "zjjg"

    def attachment(self, id: str) -> bool:
        return id in {"att-1", "att-2"}

    def decision_no_free(self, no: str) -> bool:
        return no != "示例救助〔2026〕1号"


def context(file: Path) -> FormContext:
    """The surroundings of an example: `contexts.json` beside it names facts, aid and examples of other forms."""
    beside = file.parent / "contexts.json"
    given = json.loads(beside.read_text("utf-8")).get(file.stem, {}) if beside.exists() else {}
    forms = {form: clean(file.parent / f"{name}.json") for form, name in given.get("forms", {}).items()}
    return FormContext(
        now=NOW,
        today=legal_day(NOW),
        aid=given.get("aid"),
        area="130399100",
        facts=given.get("facts", {}),
        forms=forms,
        lookups=DemoCounty(),
    )


def clean(file: Path) -> Any:
    found, faults = validate(schema(file.name.split(".")[0]), read(file), context(file), TYPES)
    assert faults == ()
    return found


def read(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


@pytest.mark.parametrize(
    "file", [file for file in EXAMPLES if ".ok-" in file.name], ids=lambda file: file.stem
)
def test_good_examples_pass_and_pass_again_once_clean(file: Path) -> None:
    form = schema(file.name.split(".")[0])
    once = clean(file)
    computed = {field.key for field in form.fields if field.computed}
    again, faults = validate(
        form,
        {k: v for k, v in once.items() if k not in computed} if not form.table else read(file),
        context(file),
        TYPES,
    )
    assert faults == ()
    assert again == once
    assert json.loads(json.dumps(once)) == once


@pytest.mark.parametrize(
    "file", [file for file in EXAMPLES if ".bad-" in file.name], ids=lambda file: file.stem
)
def test_bad_examples_have_exactly_the_faults_they_list(file: Path) -> None:
    example = read(file)
    _, faults = validate(schema(file.name.split(".")[0]), example["data"], context(file), TYPES)
    assert sorted((fault.path, fault.code) for fault in faults) == sorted(
        (error["path"], error["code"]) for error in example["errors"]
    )
    assert all(fault.facts["label"] for fault in faults)


@pytest.mark.parametrize("form", shipped())
def test_every_form_has_good_and_bad_examples(form: str) -> None:
    kinds = {file.name.split(".")[1].split("-")[0] for file in EXAMPLES if file.name.split(".")[0] == form}
    assert kinds == {"ok", "bad"}


@pytest.mark.parametrize(
    "file", [file for file in EXAMPLES if ".ok-" in file.name], ids=lambda file: file.stem
)
def test_no_identity_number_or_phone_is_whole_once_masked(file: Path) -> None:
    shown = json.dumps(
        masked(schema(file.name.split(".")[0]), clean(file), TYPES, names=True), ensure_ascii=False
    )
    for secret in ("130399195804120025", "130399196211050011", "13900000025", "示例一", "患病"):
        assert secret not in shown
