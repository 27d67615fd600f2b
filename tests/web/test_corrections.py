"""更正 and drafts on pages: old and new side by side before anything is kept, and a draft that is kept again."""

from collections.abc import Callable
from typing import Any

import pytest

Visit = Callable[[str], Any]


@pytest.fixture
def opened(visit: Visit, application: dict[str, Any]) -> Any:
    """The window clerk on the page of a case just handed in."""
    return visit("ck1").get("/apply?aid=310").submit("提交申请", **application)


def claim(visitor: Any, case: str) -> Any:
    """The page of the step the case stands at, claimed."""
    (step,) = visitor.get(case).page.xpath("//section[contains(@class, 'stands')]//p[@class='big']/a/@href")
    return visitor.get(step).submit("认领这件")


def test_the_window_sees_old_and_new_and_gives_a_reason(opened: Any) -> None:
    case = opened.path
    opened.follow("更正这张表")
    assert opened.value("F01.head_id") == "130399195804120025"
    opened.submit("看改动", **{"F01.phone": "13900000026"})
    table = opened.page.get_element_by_id("changes").text_content()
    assert "联系电话" in table
    assert "13900000025" in table
    assert "13900000026" in table
    opened.submit("确认更正", reason="")
    assert opened.answer.status_code == 422
    assert "理由" in opened.text
    assert opened.value("F01.phone") == "13900000026"
    opened.submit("看改动").submit("确认更正", reason="示例：号码写错")
    assert opened.path == case
    assert "已更正" in opened.text
    history = opened.page.xpath("//ol[@class='timeline']/li")[0].text_content()
    assert "示例：号码写错" in history
    assert "139****0025" in history
    assert "139****0026" in history


def test_a_correction_that_changes_nothing_cannot_be_kept(opened: Any) -> None:
    opened.follow("更正这张表").submit("看改动")
    assert "没有任何改动" in opened.text
    assert not [one for one in opened.page.iter("button") if "确认更正" in one.text_content()]


def test_a_wrong_correction_keeps_what_was_typed(opened: Any) -> None:
    opened.follow("更正这张表").submit("看改动", **{"F01.phone": "12"}).submit(
        "确认更正", reason="示例：更正"
    )
    assert opened.answer.status_code == 422
    assert opened.page.xpath("//div[@id='faults']//a/@href") == ["#F01-phone"]
    assert opened.value("F01.phone") == "12"
    assert opened.value("reason") == "示例：更正"


def test_others_find_no_way_to_correct(opened: Any, visit: Visit) -> None:
    head = visit("fzr").get(opened.path)
    assert "更正这张表" not in head.text
    assert head.get(f"{opened.path}/correct/F01").answer.status_code == 403


def test_a_draft_is_kept_again_and_found_on_the_desk_and_in_the_list(visit: Visit) -> None:
    visitor = visit("ck1").get("/apply?aid=310").submit("保存草稿", **{"F01.head_name": "示例起草"})
    visitor.follow("继续填写").submit("保存草稿", **{"F01.head_name": "示例改稿"})
    assert "草稿已保存" in visitor.text
    assert "示例改稿" in visitor.get("/").text
    visitor.get("/cases").follow("草稿")
    assert "示例改稿" in visitor.text
    visitor.get("/").follow("继续填写 示例改稿")
    assert visitor.value("F01.head_name") == "示例改稿"


def test_a_colleague_is_told_whose_draft_it_is(visit: Visit) -> None:
    path = visit("ck1").get("/apply?aid=310").submit("保存草稿", **{"F01.head_name": "示例草稿"}).path
    colleague = visit("ck2").get(path)
    assert "示例窗口甲" in colleague.text
    assert not [one for one in colleague.page.iter("a") if "继续填写" in one.text_content()]


def test_a_second_notice_starts_empty(opened: Any) -> None:
    material = {"F06a.items[0].material": "户口簿", "F06a.ground": "示例依据", "F06a.sent_how": "hand"}
    case = opened.path
    claim(opened, case).follow("材料不齐").submit("提交：材料不齐", **material)
    claim(opened, case).submit("提交：收到补正材料")
    claim(opened, case).follow("材料不齐")
    assert opened.value("F06a.items[0].material") in ("", "None")
    assert opened.value("F06a.ground") == ""
    assert "再次告知的原因" in opened.text


def test_who_told_the_applicant_is_chosen_from_the_staff(opened: Any) -> None:
    case = opened.path
    claim(opened, case).follow("材料齐全").submit("提交：材料齐全")
    (accepted,) = claim(opened, case).page.xpath("//ul[@class='outcomes']//a[text()='受理']/@href")
    opened.get(accepted).submit("提交：受理")
    claim(opened, case).submit("增加一项", **{"F07.declared": "true"})
    staff = opened.page.xpath("//select[@name='F07.rows[0].staff_login']/option/@value")
    assert {"ck1", "ck2", "fzr", "sh"} <= set(staff)
    assert "ckx" not in staff
