"""教育救助 from the window to the department and back, with a supervisor who finds it late: four people, two databases."""

import re
from collections.abc import Callable, Iterator

from tests.journeys.browsing import Person
from tests.journeys.site import Site

People = Callable[[Site, str], Person]


def test_a_case_is_late_at_the_department_urged_and_closed(
    site: Site, people: People, id_numbers: Iterator[str]
) -> None:
    one, two, unit, supervisor = (people(site, login) for login in ("ck1", "ck2", "bm-jy", "db"))
    site.at("2026-02-12T09:10")
    no = _apply(one, next(id_numbers))
    _accept(one)
    site.at("2026-02-13T10:00")
    _send(two, no)
    _unit_reads_its_clock(unit, no)
    site.at("2026-02-26T10:20")
    slip = _urge(supervisor, no)
    site.at("2026-02-27T09:05")
    _reply(unit, no)
    site.at("2026-02-27T14:00")
    _check_and_close(supervisor, slip)
    site.at("2026-03-02T09:30")
    _sign_handle_feed_back(unit, no)
    site.at("2026-03-03T10:00")
    _tell_file_close(one, no)
    _all_of_it_is_told(one, no)


def _apply(window: Person, id_no: str) -> str:
    """The application with its signed paper, and the receipt."""
    window.open("/apply?aid=310").fill(
        F01__head_name="示例一",
        F01__head_id=id_no,
        F01__phone="13900000025",
        F01__registered_village="130399100201",
        F01__living_place="示例镇东村1号",
        F01__reason="示例：子女入学，缴纳学费有困难，申请教育救助。",
        F01__promise="true",
    )
    window.sign("F01.signature").press("提交申请")
    (no,) = re.findall(r"130399100-2026-\d{6}", window.path)
    assert f"申请已提交，编号 {no}" in window.text
    assert "签名.png" in window.text
    return str(no)


def _accept(window: Person) -> None:
    """Papers checked and accepted; the two working days of the answer end on the Saturday that is worked."""
    window.follow("材料检查")
    assert "按期 · 剩2个工作日" in window.text
    assert "2026年2月14日" in window.text
    window.press("认领这件").follow("材料齐全").press("提交：")
    assert window.title == "受理 · 示例一"
    window.press("认领这件")
    window.follow("受理", within=window.page.locator(".outcomes")).press("提交：受理")
    assert window.title == "近亲属核查 · 示例一"
    window.press("认领这件").fill(F07__declared="false").sign("F07.signature").press("提交：")
    assert window.title == "分办 · 示例一"


def _send(window: Person, no: str) -> None:
    """A colleague finds the case by its number, dispatches it and sends it over."""
    window.open(f"/inbox?queue=group&q={no}").press("认领").follow("转办").press("提交：")
    assert window.title == "发出转办 · 示例一"
    window.press("认领这件")
    assert window.value("F15.unit") == "jy"
    window.fill(F15__matter="示例：教育救助", F15__reason="示例：属于教育部门职责范围").press("提交：")
    window.open(f"/cases/{no}")
    assert "已转办" in window.text
    assert "发出 2026年2月13日 10:00" in window.text


def _unit_reads_its_clock(unit: Person, no: str) -> None:
    """Two clocks side by side; the reckoning names the holiday it skips and the weekend that is worked."""
    unit.open(f"/inbox?queue=group&q={no}").follow("签收")
    assert "按期 · 剩2个工作日" in unit.text
    assert "2026年2月24日" in unit.text
    assert "发出方 示例镇" in unit.text
    assert "承办方 示例区教育局" in unit.text
    unit.page.get_by_text("为什么是这一天").first.click()
    lines = unit.page.locator(".brief .reckoning").first.inner_text()
    assert "2026年2月13日(周五)发出，当日不计" in lines
    assert "2月14日(周六)调休上班计入" in lines
    assert "春节 2月15日至2月23日不计" in lines
    assert "截止日2026年2月24日(周二)" in lines


def _urge(supervisor: Person, no: str) -> str:
    """What is late is said in words, not in colour only; the slip goes out with a text of its own."""
    supervisor.open("/supervision")
    late = supervisor.page.locator("article", has_text=no)
    said = late.inner_text()
    assert "超期2个工作日" in said
    assert "示例区教育局" in said
    assert "示例一" not in said
    late.get_by_text("发起督办").click()
    late.get_by_label("督办内容").fill("示例：请说明超期原因并于三日内签收。")
    supervisor.press("发出督办单", within=late)
    assert "已发起" in supervisor.text
    assert "2026年3月2日" in supervisor.text
    return supervisor.path


def _reply(unit: Person, no: str) -> None:
    """The department finds the slip in its inbox beside the late step, and answers it."""
    unit.open(f"/inbox?queue=group&q={no}")
    assert "超期3个工作日" in unit.text
    row = unit.page.locator("[data-row]", has_text="回复督办")
    unit.press("认领", within=row)
    assert "示例：请说明超期原因并于三日内签收。" in unit.text
    unit.fill(reply__text="示例：经办人休假，今日签收。").press("提交：")


def _check_and_close(supervisor: Person, slip: str) -> None:
    supervisor.open(slip)
    assert "示例：经办人休假，今日签收。" in supervisor.text
    supervisor.press("复核通过").press("销号")
    steps = supervisor.page.locator(".steps [aria-current=step]").inner_text()
    assert steps == "销号"


def _sign_handle_feed_back(unit: Person, no: str) -> None:
    unit.open(f"/inbox?queue=group&q={no}").press("认领").follow(
        "签收", within=unit.page.locator(".outcomes")
    ).press("提交：签收")
    assert unit.title == "办理 · 示例一"
    assert "按期 · 剩10个工作日" in unit.text
    unit.press("认领这件").fill(F16__result="given")
    unit.fill(F16__text="示例：同意给予助学金。", F16__amount="3000").press("提交：")
    assert unit.title == "反馈 · 示例一"
    unit.press("认领这件").fill(F16__text="示例：同意给予助学金三千元。").press("提交：")


def _tell_file_close(window: Person, no: str) -> None:
    window.open(f"/inbox?queue=group&q={no}").press("认领")
    assert "3,000.00 元" in window.text
    window.fill(F17__told_at="2026-03-03T09:50", F17__how="phone", F17__by="ck1").press("提交：")
    assert window.title == "归档 · 示例一"
    window.press("认领这件").press("提交：")
    assert window.title == "办结 · 示例一"
    window.press("认领这件").press("提交：")
    assert window.path.startswith(f"/cases/{no}")


def _all_of_it_is_told(window: Person, no: str) -> None:
    """The timeline of a closed case: who did what and when, what was late, and how it ended."""
    assert "已办结" in window.page.locator(".head").first.inner_text()
    assert re.search(r"结果：[^。]*给予", window.text)
    story = window.page.locator(".timeline > li").all_inner_texts()
    found = [" ".join(line.split()) for line in story]
    assert found[0].startswith("办结")
    for said in (
        "材料检查 · 材料齐全 2026年2月12日 09:10 · 示例窗口甲",
        "分办 · 转办其他部门 2026年2月13日 10:00 · 示例窗口乙",
        "签收 · 签收 2026年3月2日 09:30 · 示例教育",
        "告知申请人 · 已告知申请人 2026年3月3日 10:00 · 示例窗口甲",
    ):
        assert any(line.startswith(said) for line in found), "\n".join(found)
    assert any("签收" in line and "逾期" in line for line in found)
    strip = " ".join(window.page.locator(".clocks").inner_text().split())
    assert "用时 7个工作日 · 超期5个工作日" in strip
    assert "签收 2026年3月2日 09:30" in strip
