import re
import subprocess
import sys
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import typst

from documents import pdf
from documents.pdf import FieldsMissing, FontMissing, NotRendered, page, render
from documents.types import TYPES
from tests.documents.samples import SAMPLES, least, most, sample, words

DRAWING, TAG = re.compile(r"<svg.*?</svg>", re.DOTALL), re.compile(r"<[^>]*>")
FOOTER = re.compile(r"第\d+页共\d+页")
ROOT = Path(__file__).parents[2]
SIZES = (sample, least, most)
TWO_PAGES = ("transfer_letter",)
SAID_OTHERWISE = ("result", "computed")
"""What a template decides by, and what it says only of an amount that was changed."""
ELEMENTS = {
    "a",
    "br",
    "div",
    "h1",
    "h2",
    "hr",
    "p",
    "span",
    "strong",
    "svg",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
}
HOSTILE = '<script>alert(1)</script><img src=x onerror="x">&amp;<div class="code-here"></div>'


def said(html: str) -> str:
    """The words of a page; of the code nothing, for it is a drawing."""
    return unescape(TAG.sub("", DRAWING.sub("", html)))


def letters(text: str) -> Counter[str]:
    return Counter(FOOTER.sub("", "".join(text.split()).replace("\u200b", "")))


def hostile(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: one if key == "link" else hostile(one) for key, one in value.items()}
    if isinstance(value, list):
        return [hostile(one) for one in value]
    return HOSTILE if isinstance(value, str) and not re.match(r"\d{4}-\d\d", value) else value


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_prints_its_title_office_and_page(kind: str) -> None:
    made = render(kind, sample(kind))
    text = words(made)
    assert TYPES[kind].title in text
    assert ("办件编号：130399100-2026-000001" in text) is ("case_no" in TYPES[kind].needed)
    assert f"第1页共{made.pages}页" in text
    assert f"{sample(kind)['office']['name']}（盖章）" in text
    assert "示例非真实文书" in text
    assert made.pages == (2 if kind in TWO_PAGES else 1)


@pytest.mark.parametrize("kind", TYPES)
def test_every_text_of_the_data_is_on_the_paper(kind: str) -> None:
    text = "".join(words(render(kind, sample(kind))).split())
    for key in (sample(kind).keys() & SAMPLES[kind].keys()) - set(SAID_OTHERWISE):
        value = SAMPLES[kind][key]
        if isinstance(value, str) and not value.startswith("2026-"):
            assert value.replace(" ", "") in text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", TYPES)
def test_paper_and_page_say_the_same_words(kind: str, size: Any) -> None:
    made = render(kind, size(kind))
    paper, screen = letters(words(made)), letters(said(page(kind, size(kind))))
    assert not screen - paper
    # the head of a table stands again on every further page of the paper
    assert made.pages > 1 or paper == screen


@pytest.mark.parametrize("kind", TYPES)
def test_a_page_is_made_of_few_elements_and_has_no_style_of_its_own(kind: str) -> None:
    html = page(kind, sample(kind))
    assert "style=" not in html
    assert set(re.findall(r"<([a-z0-9]+)", DRAWING.sub("", html))) <= ELEMENTS


@pytest.mark.parametrize("kind", TYPES)
def test_what_a_person_typed_is_text_on_a_page_too(kind: str) -> None:
    html = page(kind, hostile(sample(kind)))
    assert set(re.findall(r"<([a-z0-9]+)", DRAWING.sub("", html))) <= ELEMENTS
    assert "<script" not in html
    assert '<div class="code-here"' not in html
    assert HOSTILE in said(html)


def test_a_page_needs_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(pdf, "_fonts", lambda: bare)
    assert "申请回执" in page("receipt", sample("receipt"))


def test_a_page_names_missing_fields_too() -> None:
    with pytest.raises(FieldsMissing, match="papers"):
        page("receipt", {**sample("receipt"), "papers": None})


@pytest.mark.parametrize("kind", TYPES)
def test_the_same_data_give_the_same_bytes(kind: str) -> None:
    assert render(kind, sample(kind)) == render(kind, sample(kind))


def test_another_process_draws_the_same_bytes() -> None:
    code = (
        "from documents.pdf import render; from tests.documents.samples import sample;"
        "print(render('receipt', sample('receipt')).sha256)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.decode().strip() == render("receipt", sample("receipt")).sha256


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


def test_the_code_of_a_page_has_words_for_who_does_not_see_it() -> None:
    html = page("receipt", {**sample("receipt"), "link": 'https://example.test/?a="b"&c'})
    assert 'role="img" aria-label="二维码：https://example.test/?a=&quot;b&quot;&amp;c"' in html


def test_a_long_name_of_an_office_stays_beside_the_code() -> None:
    made = render("receipt", most("receipt"))
    assert made.pages == 1
    assert "扫码查询办理进度" in words(made).replace("\n", "")
    assert "查\n询" not in words(made)


def test_a_row_of_a_list_is_never_torn_by_the_end_of_a_page() -> None:
    second = words(render("notice_once", most("notice_once"))).split("\f")[1]
    assert re.match(r"序号需要补正的材料说明\n\d+\n", second)


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
