"""Pages for hands on the keyboard, for browsers without scripts, for paper and for another language."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browsing import Person, sitting
from tests.journeys.site import Site
from tests.journeys.wire import PASSWORD, Wire, open_case

pytestmark = pytest.mark.xdist_group("journeys-sqlite")


@pytest.fixture
def cases(sqlite_site: Site, wire_of: Callable[[Site], Wire], id_numbers: Iterator[str]) -> list[str]:
    """Two cases just handed in by a person with a name of its own, so that a search finds these two."""
    wire = wire_of(sqlite_site)
    return [open_case(wire, next(id_numbers), "2026-03-02", head_name="示例键") for _ in range(2)]


def test_a_task_is_found_claimed_and_done_by_keyboard_alone(
    browser: Browser, sqlite_site: Site, cases: list[str]
) -> None:
    with sitting(browser, sqlite_site) as clerk:
        page, keys = clerk.open("/sign-in?next=/inbox%3Fqueue%3Dgroup%26q%3D示例键").page, clerk.page.keyboard
        page.get_by_label("用户名").focus()
        keys.type("ck1")
        keys.press("Tab")
        keys.type(PASSWORD)
        keys.press("Enter")
        page.wait_for_url("**/inbox**")
        rows = page.locator("[data-row]")
        expect(rows).to_have_count(2)
        keys.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        keys.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        for key, number in (("j", 0), ("j", 1), ("j", 1), ("k", 0)):
            keys.press(key)
            expect(rows.nth(number).get_by_role("link").first).to_be_focused()
        keys.press("Enter")
        page.wait_for_url("**/tasks/*")
        page.go_back()
        keys.press("j")
        keys.press("c")
        page.wait_for_url("**/tasks/*")
        _reach(clerk, "材料齐全")
        keys.press("Enter")
        page.wait_for_url("**outcome=complete**")
        _reach(clerk, "提交：")
        keys.press("Enter")
        expect(page.locator("h1")).to_contain_text("受理")


def _reach(clerk: Person, words: str) -> None:
    """Press Tab until the link or button with these words has the focus, and see that one can see where one is."""
    for _ in range(60):
        clerk.page.keyboard.press("Tab")
        here = clerk.page.locator(":focus")
        if here.count() and here.inner_text().startswith(words):
            style = here.evaluate("one => getComputedStyle(one).outlineStyle")
            assert style != "none"
            return
    raise AssertionError(f"no way by Tab to {words!r} on {clerk.path}")


def test_a_slash_reaches_the_search_and_it_finds_the_case(
    people: Callable[[Site, str], Person], sqlite_site: Site, cases: list[str]
) -> None:
    clerk = people(sqlite_site, "ck1").open("/inbox?queue=done")
    clerk.page.keyboard.press("/")
    clerk.page.keyboard.type(cases[0])
    clerk.page.keyboard.press("Enter")
    clerk.page.wait_for_url("**/cases?q=*")
    assert cases[0] in clerk.text
    assert cases[1] not in clerk.text


def test_a_step_is_done_without_any_script(browser: Browser, sqlite_site: Site, cases: list[str]) -> None:
    with sitting(browser, sqlite_site, java_script_enabled=False) as clerk:
        clerk.sign_in("ck1").open(f"/inbox?queue=group&q={cases[0]}").press("认领").follow("材料不齐")
        if not clerk.page.locator('[name="F06a.items[0].material"]').count():
            clerk.press("增加一项")
        clerk.fill(**{"F06a__items[0].material": "户口簿"}).press("增加一项")
        assert clerk.value("F06a.items[0].material") == "户口簿"
        clerk.fill(**{"F06a__items[1].material": "学费收据", "F06a__ground": "示例区申请材料清单"})
        clerk.fill(F06a__sent_how="sms").press("保存草稿")
        assert "草稿已保存" in clerk.text
        assert clerk.value("F06a.items[1].material") == "学费收据"
        clerk.press("提交：")
        assert clerk.title == "收补正材料 · 示例键"


def test_the_receipt_on_paper_has_the_code_that_leads_to_the_progress_page(
    browser: Browser, people: Callable[[Site, str], Person], sqlite_site: Site, cases: list[str]
) -> None:
    page = people(sqlite_site, "ck1").open(f"/cases/{cases[0]}/receipt").page
    page.emulate_media(media="print")
    expect(page.locator("header")).to_be_hidden()
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    box = page.get_by_role("img", name="查办理进度").locator("svg").bounding_box()
    assert box is not None
    assert box["width"] > 80
    address = f"{sqlite_site.url}/progress?no={cases[0]}"
    assert address in page.locator("article").inner_text()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf())) == 1
    page.emulate_media(media="screen")
    with sitting(browser, sqlite_site) as applicant:
        applicant.open(address.removeprefix(sqlite_site.url))
        assert applicant.value("no") == cases[0]


def test_the_language_is_switched_on_the_page_where_one_is_and_stays(
    browser: Browser, sqlite_site: Site
) -> None:
    with sitting(browser, sqlite_site) as clerk:
        clerk.sign_in("ck1").open("/inbox?queue=group").press("English")
        assert (clerk.path, clerk.title) == ("/inbox?queue=group", "Inbox")
        assert clerk.page.locator("html").get_attribute("lang") == "en"
        clerk.open("/help")
        assert clerk.title == "Help"
        clerk.press("中文")
        assert (clerk.path, clerk.title) == ("/help", "帮助")
        assert clerk.page.locator("html").get_attribute("lang") == "zh-CN"
