"""A day at the window in the browser: papers that are missing, mistakes, drafts, colleagues, an applicant who changes her mind."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browsing import Person, sitting
from tests.journeys.site import Site
from tests.journeys.wire import Wire, open_case, task_of

pytestmark = pytest.mark.xdist_group("journeys-sqlite")
TODAY = "2026-03-02"


@pytest.fixture
def one(sqlite_site: Site, people: Callable[[Site, str], Person]) -> Person:
    return people(sqlite_site, "ck1")


@pytest.fixture
def two(sqlite_site: Site, people: Callable[[Site, str], Person]) -> Person:
    return people(sqlite_site, "ck2")


@pytest.fixture
def wire(sqlite_site: Site, wire_of: Callable[[Site], Wire]) -> Wire:
    return wire_of(sqlite_site)


@pytest.fixture
def no(wire: Wire, id_numbers: Iterator[str]) -> str:
    """A case just handed in, its papers not looked at."""
    return open_case(wire, next(id_numbers), TODAY)


def test_all_that_is_missing_is_told_once_and_a_second_notice_gives_its_reason(one: Person, no: str) -> None:
    one.open(f"/inbox?queue=group&q={no}").press("认领").follow("材料不齐")
    if not one.page.locator('[name="F06a.items[0].material"]').count():
        _add_row(one)
    one.fill(**{"F06a__items[0].material": "户口簿", "F06a__items[0].note": "缺第三页"})
    _add_row(one)
    one.fill(**{"F06a__items[1].material": "学费收据", "F06a__ground": "示例区申请材料清单"})
    one.fill(F06a__sent_how="hand").press("提交：")
    assert one.title == "收补正材料 · 示例一"
    one.open(f"/cases/{no}")
    assert "待补正" in one.text
    assert one.page.get_by_role("link", name="一次性告知").first.is_visible()

    one.follow("收补正材料").press("认领这件").sign("F06d.files", "户口簿.png").press("提交：")
    one.press("认领这件").follow("材料不齐")
    assert one.page.locator('[name="F06a.items[0].material"]').count() == 0 or not one.value(
        "F06a.items[0].material"
    )
    if not one.page.locator('[name="F06a.items[0].material"]').count():
        _add_row(one)
    one.fill(**{"F06a__items[0].material": "学籍证明", "F06a__ground": "示例区申请材料清单"})
    one.fill(F06a__sent_how="hand").press("提交：")
    assert "没有提交成功" in one.text
    one.page.locator("#faults a").click()
    expect(one.page.locator('[name="F06a.second_reason"]')).to_be_focused()
    assert one.value("F06a.items[0].material") == "学籍证明"
    one.fill(F06a__second_reason="示例：首次核对时漏看。").press("提交：")
    assert one.open(f"/cases/{no}").page.get_by_text("二次补正").first.is_visible()


def _add_row(window: Person) -> None:
    rows = window.page.locator("[data-line]")
    before = rows.count()
    window.page.get_by_role("button", name="增加一项").first.click()
    expect(rows).to_have_count(before + 1)


def test_every_mistake_is_shown_at_once_beside_its_field_and_nothing_typed_is_lost(
    one: Person, id_numbers: Iterator[str]
) -> None:
    right = next(id_numbers)
    one.open("/apply?aid=310").fill(
        F01__head_name="示例一",
        F01__head_id=right[:-1] + ("1" if right[-1] != "1" else "2"),
        F01__phone="12",
        F01__registered_village="130399100201",
        F01__living_place="示例镇东村1号",
        F01__reason="太短",
    )
    one.sign("F01.signature").press("提交申请")
    expect(one.page.locator("#faults")).to_be_focused()
    shown = one.page.locator("#faults a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert shown == ["#F01-head_id", "#F01-phone", "#F01-reason", "#F01-promise"]
    for anchor in shown:
        field = one.page.locator(anchor)
        assert field.get_attribute("aria-invalid") == "true"
        told = str(field.get_attribute("aria-describedby")).split()[-1]
        assert one.page.locator(f"#{told}").is_visible()
    assert (one.value("F01.phone"), one.value("F01.reason")) == ("12", "太短")
    assert "签名.png" in one.text
    one.fill(F01__head_id=right, F01__phone="13900000025", F01__promise="true")
    one.fill(F01__reason="示例：子女入学，缴纳学费有困难。").press("提交申请")
    assert "申请已提交" in one.text


def test_a_task_is_given_back_with_a_reason_that_stays_in_the_story(
    one: Person, two: Person, no: str
) -> None:
    one.open(f"/inbox?queue=group&q={no}").press("认领")
    one.page.get_by_text("退回待认领").first.click()
    one.page.get_by_label("退回的理由").fill("示例：今天下村，请同事办理。")
    one.press("退回待认领")
    two.open(f"/inbox?queue=group&q={no}").press("认领")
    assert "经办 示例窗口乙" in two.text
    two.open(f"/cases/{no}")
    assert "示例：今天下村，请同事办理。" in two.text


def test_a_draft_saves_itself_and_outlives_the_session(browser: Browser, sqlite_site: Site, no: str) -> None:
    with sitting(browser, sqlite_site) as clerk:
        clerk.sign_in("ck2").open(f"/inbox?queue=group&q={no}").press("认领").follow("材料不齐")
        with clerk.page.expect_response("**/draft") as saved:
            clerk.fill(F06a__ground="示例：写到一半")
        assert saved.value.ok
        expect(clerk.page.locator("#saved")).to_contain_text("自动保存")
        where = clerk.path
        clerk.press("退出").open(where)
        assert clerk.path.startswith("/sign-in")
        clerk.sign_in("ck2").open(where)
        assert clerk.value("F06a.ground") == "示例：写到一半"


def test_of_two_who_claim_the_second_reads_who_was_first(
    one: Person, two: Person, no: str, wire: Wire
) -> None:
    task = task_of(wire, "ck1", no, "check_papers")
    one.open(f"/tasks/{task}")
    two.open(f"/tasks/{task}").press("认领这件")
    assert "经办 示例窗口乙" in two.text
    one.press("认领这件")
    assert "示例窗口乙" in one.text
    assert one.title == "现在还不能办"


def test_an_applicant_withdraws_with_a_signed_paper(one: Person, no: str) -> None:
    one.open(f"/cases/{no}").page.get_by_text("申请人撤回").first.click()
    one.page.get_by_label("撤回的理由").fill("示例：不再需要")
    paper = one.page.get_by_label("签字的撤回书")
    paper.set_input_files({"name": "撤回书.png", "mimeType": "image/png", "buffer": b"no picture"})
    one.press("办理撤回")
    assert "没有保存任何改动" in one.text
    one.open(f"/cases/{no}").page.get_by_text("申请人撤回").first.click()
    one.page.get_by_label("撤回的理由").fill("示例：不再需要")
    one.sign_as("signature", "撤回书.png").press("办理撤回")
    assert "已撤回" in one.page.locator(".head").first.inner_text()
    assert "示例：不再需要" in one.text
