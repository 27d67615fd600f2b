"""The judge of pages is judged: each kind of fault, put on a page by hand, must be found."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.browsing import WIDE
from tests.journeys.crawling import Judge

pytestmark = pytest.mark.xdist_group("pages-0")
PAGE = '<!doctype html><html lang="{lang}"><title>示例</title><main><h1>{head}</h1>{body}</main></html>'
FAULTS = {
    '<img src="data:,">': "no name",
    "<svg></svg>": "no name",
    "<input>": "axe label",
    '<p style="color:#ccc">看不清的字</p>': "axe color-contrast",
    "<button></button>": "axe button-name",
    '<p style="width:2000px">字</p>': "at 390: wider",
    "<p>一次 claim 办好</p>": "English: claim",
    '<input aria-label="name">': "English: name",
}
ALLOWED = "<p>签字.png <code>claim</code> <kbd>Enter</kbd> PDF http://a.example/b E_STATE <span lang='en'>claim</span></p>"


@pytest.mark.parametrize("body", FAULTS)
def test_a_fault_put_on_a_page_is_found(browser: Browser, body: str) -> None:
    found = _judged(browser, PAGE.format(lang="zh-CN", head="题", body=body))
    assert any(fault.startswith(FAULTS[body]) for fault in found), found


def test_names_and_code_are_no_faults(browser: Browser) -> None:
    assert _judged(browser, PAGE.format(lang="zh-CN", head="题", body=ALLOWED)) == []


def test_chinese_on_an_english_page_is_found_unless_it_is_marked(browser: Browser) -> None:
    page = browser.new_page(viewport=WIDE)
    page.set_content(PAGE.format(lang="en", head="Title", body="<p>认领</p><p lang='zh-CN'>姓名</p>"))
    assert Judge().untranslated(page) == ["Chinese: 认 领 in: 认领"]
    page.close()


def _judged(browser: Browser, html: str) -> list[str]:
    page, judge = browser.new_page(viewport=WIDE), Judge()
    page.set_content(html)
    found = judge.faults_of(page) + judge.left_in_english(page)
    page.close()
    return found
