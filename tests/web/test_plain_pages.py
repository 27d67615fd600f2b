"""What a newcomer stumbled over: names that differ, codes, doors that lead nowhere, messages that frighten."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from lxml import etree

from assistance.registers import REGISTERS
from web import words
from web.apply import GROUPS
from web.i18n.names import name
from web.i18n.vocabulary import AIDS
from web.registers import cell

Visit = Callable[[str], Any]
PROCESSES = sorted(Path(__file__).parents[2].glob("processes/*/process.bpmn"))
TASKS = "{http://www.omg.org/spec/BPMN/20100524/MODEL}userTask"


@pytest.fixture
def opened(visit: Visit, application: dict[str, Any]) -> Any:
    """The window clerk on the page of a case just handed in."""
    return visit("ck1").get("/apply?aid=310").submit("提交申请", **application)


@pytest.mark.parametrize("path", PROCESSES, ids=lambda path: path.parent.name)
def test_a_step_has_one_name_in_the_filter_in_its_row_and_on_the_diagram(path: Path) -> None:
    """A process may say more, as 送达不予确认通知书 for 送达; a step that only one county has is called as its diagram says."""
    called = {str(task.get("id")): str(task.get("name")) for task in etree.parse(path).iter(TASKS)}
    known = {step: name("step", step) for step in called}
    assert called
    assert [
        said for step, said in called.items() if not said.startswith(known[step]) and known[step] != step
    ] == []


def test_no_two_steps_are_called_the_same_in_the_filter(visit: Visit) -> None:
    options = visit("ck1").get("/inbox").page.xpath("//select[@id='step']/option/text()")
    assert len(options) == len(set(options))
    assert {"反馈 · 转办", "反馈 · 转介", "受理"} <= set(options)


def test_the_urgent_row_says_what_to_do_and_no_code() -> None:
    for colour in ("red", "amber"):
        assert not re.search(r"L\d\d", words.urgency({"colour": colour, "effective_row": "L05"}))


def test_one_form_needs_no_title_before_each_of_its_faults(visit: Visit) -> None:
    visitor = visit("ck1").get("/apply?aid=310").submit("提交申请", **{"F01.head_name": ""})
    faults = [one.text_content().strip() for one in visitor.page.xpath("//div[@id='faults']//li")]
    assert "请填写“户主姓名”。" in faults
    assert "请勾选“承诺所填内容真实”。" in faults
    assert not [fault for fault in faults if "社会救助申请书" in fault]


def test_of_several_forms_each_fault_says_in_which_it_is(visit: Visit) -> None:
    visitor = visit("ck1").get("/apply?aid=110").submit("提交申请", **{"F01.head_name": ""})
    faults = [one.text_content().strip() for one in visitor.page.xpath("//div[@id='faults']//li")]
    assert "社会救助申请书：请填写“户主姓名”。" in faults


def test_after_a_step_the_next_one_is_offered_and_claimed_with_one_press(opened: Any) -> None:
    opened.follow("材料检查").submit("认领这件").follow("材料齐全").submit("提交：")
    assert opened.title == "受理 · 示例一"
    assert "上一步已办好" in opened.text
    opened.submit("继续办理下一环节")
    assert opened.title == "受理 · 示例一"
    assert "已认领" in opened.text
    assert opened.page.xpath("//ul[@class='outcomes']")


def test_a_page_left_open_says_calmly_who_did_the_step_and_leads_on(opened: Any, visit: Visit) -> None:
    no = opened.path.rsplit("/", 1)[1]
    waiting = opened.follow("材料检查").path
    colleague = visit("ck2").get(waiting)
    opened.submit("认领这件").follow("材料齐全")
    again = visit("ck1").get(f"{waiting}?outcome=complete")
    opened.submit("提交：")
    for late, button in ((colleague, "认领这件"), (again, "提交：")):
        late.submit(button)
        assert late.answer.status_code == 200
        assert "这一步已由示例窗口甲于2026年3月2日 09:00办完，不用再办。" in late.text
        assert "材料齐全" in late.text
        assert "没有提交成功" not in late.text
        assert late.follow("看这件办到哪一步").path == f"/cases/{no}"


def test_a_draft_page_shows_only_what_a_draft_has(visit: Visit) -> None:
    visitor = visit("ck1").get("/apply?aid=310").submit("保存草稿", **{"F01.head_name": "示例四"})
    assert "草稿已保存。" in visitor.text
    assert [one.text_content() for one in visitor.page.xpath("//main//h2")] == ["办理经过", "概况"]


def test_a_draft_saved_twice_by_a_double_click_is_not_called_submitted(visit: Visit) -> None:
    visitor = visit("ck1").get("/apply?aid=310")
    form = visitor.page.xpath("//form[@data-forms]")[0]
    typed = {**dict(form.form_values()), "F01.head_name": "示例五", "do": "save"}
    visitor.post("/apply", typed).post("/apply", typed)
    assert "草稿已保存。" in visitor.text
    assert "申请已提交" not in visitor.text


def test_a_list_on_a_phone_says_beside_each_value_what_it_is(opened: Any) -> None:
    for path in ("/cases", "/processes"):
        opened.get(path)
        heads = [one.text_content() for one in opened.page.xpath("//table//thead//th")]
        cells = opened.page.xpath("//table/tbody/tr[1]/td/@data-label")
        assert cells == heads[1:]


@pytest.mark.parametrize(
    ("n", "unit", "said"), [(0, "wd", "不足1个工作日"), (0, "h", "不足1小时"), (3, "wd", "3个工作日")]
)
def test_what_took_no_whole_day_is_not_said_to_have_taken_none(
    n: int, unit: str, said: str, app: Any
) -> None:
    with app.test_request_context("/"):
        assert words.took(n, unit) == said
        assert words.deadline({"colour": "red", "overdue": {"n": n, "unit": unit}}) == f"超期{said}"


def test_a_register_names_the_limit_a_slip_is_about_and_says_its_day(app: Flask) -> None:
    columns = {column.key: column for column in REGISTERS["urgings"].columns}
    row = {"row": "L06", "due": "2026-11-30"}
    with app.test_request_context():
        assert [cell(columns[key], row) for key in row] == ["部门办理 L06", "2026年11月30日"]
        assert cell(columns["row"], {"row": "X99"}) == "X99"


def test_every_aid_is_offered_once_under_its_kind(visit: Visit) -> None:
    page = visit("ck1").get("/apply").page
    assert page.xpath("//fieldset/legend/text()") == ["基本生活救助", "急难救助", "专项救助"]
    offered = {value.partition(":")[0] for value in page.xpath("//input[@name='aid']/@value")}
    assert offered == set(AIDS) == {code for _, codes in GROUPS for code in codes}
    assert len(page.xpath("//input[@name='aid']")) == len(AIDS) + 2  # 临时救助 by its three kinds
