import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typst

from documents import pdf
from documents.pdf import FieldsMissing, FontMissing, NotRendered, Pdf, render
from documents.types import TYPES

# 示例 data for every document type; nothing in it is a real person, office or number.
SAMPLES: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "samples.json").read_text())


def sample(kind: str) -> dict[str, Any]:
    return {**SAMPLES["common"], **SAMPLES[kind]}


def words(made: Pdf) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=made.content, capture_output=True, check=True
    )
    return done.stdout.decode().replace(" ", "").replace("\u200b", "")


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_prints_its_title_number_and_page(kind: str) -> None:
    made = render(kind, sample(kind))
    text = words(made)
    assert TYPES[kind].title in text
    assert "130399100-2026-000001" in text
    assert f"第1页共{made.pages}页" in text
    assert "示例区示例镇社会救助综合服务窗口（盖章）" in text
    assert "示例非真实文书" in text
    assert made.pages == (2 if kind == "transfer_letter" else 1)


@pytest.mark.parametrize("kind", TYPES)
def test_every_text_of_the_data_is_on_the_paper(kind: str) -> None:
    text = "".join(words(render(kind, sample(kind))).split())
    for value in SAMPLES[kind].values():
        if isinstance(value, str) and not value.startswith("2026-"):
            assert value.replace(" ", "") in text


def test_the_same_data_give_the_same_bytes() -> None:
    assert render("receipt", sample("receipt")) == render("receipt", sample("receipt"))


def test_a_long_list_runs_over_pages_that_are_counted() -> None:
    items = [{"material": f"材料{n}", "note": "说明"} for n in range(60)]
    made = render("notice_once", {**sample("notice_once"), "items": items})
    assert made.pages > 1
    text = words(made)
    assert f"第{made.pages}页共{made.pages}页" in text
    assert text.count("需要补正的材料") == made.pages  # the table's head stands on every page


def test_no_attachment_is_said_plainly() -> None:
    assert "无附件" in words(render("transfer_letter", {**sample("transfer_letter"), "attachments": []}))


def test_what_a_person_typed_is_text_and_never_code() -> None:
    hostile = '#eval("1+1")$x$*b*\\<x>'
    assert hostile in words(render("receipt", {**sample("receipt"), "applicant": {"name": hostile}}))


def test_without_a_link_there_is_no_code() -> None:
    data = {key: value for key, value in sample("receipt").items() if key != "link"}
    assert "扫码" not in words(render("receipt", data))


def test_missing_fields_are_named_together() -> None:
    with pytest.raises(FieldsMissing, match="申请回执") as refused:
        render("receipt", {**sample("receipt"), "promise": "", "papers": [{}], "handler": None})
    assert refused.value.fields == ("papers[].name", "promise", "handler.name")


def test_a_character_no_font_has_is_named() -> None:
    with pytest.raises(NotRendered, match="字体中没有“\U0002a6a5”字"):
        render("receipt", {**sample("receipt"), "applicant": {"name": "张\U0002a6a5"}})


def test_a_machine_without_chinese_fonts_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(pdf, "_fonts", lambda: bare)
    with pytest.raises(FontMissing, match="fonts-noto-cjk"):
        render("receipt", sample("receipt"))


def test_an_unknown_type_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        render("nothing", {})
