"""救助标准 and 试算 as pages: an empty table says what to do, faults stand beside their fields, an amount comes with its lines."""

from collections.abc import Callable
from typing import Any

import pytest

Visit = Callable[[str], Any]
PAGE = "/admin/standards"
ROW = {
    "F33.area": "130399",
    "F33.aid": "120",
    "F33.item": "standard",
    "F33.amount": "600",
    "F33.valid_from": "2026-01-01",
    "F33.source": "示例通知（县规定）",
}


@pytest.fixture
def reviewer(visit: Visit) -> Any:
    return visit("sh").get(PAGE)


@pytest.fixture
def entered(reviewer: Any) -> Any:
    """The page with a standard and an extra; the office is one a module."""
    for item, amount in (("standard", "600"), ("extra_disabled", "120")):
        if amount + ".00" not in reviewer.text:
            reviewer.submit("登记标准", **{**ROW, "F33.item": item, "F33.amount": amount})
    return reviewer.get(PAGE)


def test_an_empty_table_says_what_to_do_next(reviewer: Any) -> None:
    assert "还没有登记任何标准" in reviewer.text
    assert reviewer.page.xpath("//a[contains(., '登记第一条标准')]/@href") == ["#F33"]
    assert reviewer.page.xpath("//details[@id='add']/@open")
    worked = reviewer.get("/amounts?aid=120&area=130399100&on=2026-03-02&members=1&income=0&ask=1")
    assert "缺少标准，没有金额（不按零算）。" in worked.text
    assert worked.page.xpath("//a[contains(., '去登记标准')]/@href") == ["/admin/standards#add"]


def test_the_desk_says_that_a_standard_is_missing_until_it_is_there(visit: Visit) -> None:
    reviewer = visit("sh").get("/")
    assert "农村低保没有今天有效的低保标准，金额不能核算" in reviewer.text
    reviewer.get(PAGE).submit("登记标准", **ROW)
    assert "农村低保没有今天有效的低保标准" not in reviewer.get("/").text
    assert "城市低保没有今天有效的低保标准" in reviewer.text


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(reviewer: Any) -> None:
    reviewer.submit("登记标准", **{**ROW, "F33.amount": "600.001", "F33.source": ""})
    assert reviewer.title == "管理"
    assert "“数额”应是不小于0的金额" in reviewer.text
    assert "请填写“依据”" in reviewer.text
    assert reviewer.value("F33.amount") == "600.001"
    assert reviewer.value("F33.valid_from") == "2026-01-01"


def test_a_row_is_entered_shown_by_day_and_ended(entered: Any) -> None:
    assert "低保标准 600.00 元 示例区 2026年1月1日 长期 示例通知（县规定）" in entered.text
    assert "没有符合条件的标准" in entered.get(f"{PAGE}?on=2025-12-31").text
    assert "600.00" in entered.get(f"{PAGE}?on=2025-12-31&show=all").text
    entered.get(PAGE).submit("登记标准", **ROW)
    assert "同一地区、救助和项目在同一天只能有一条标准" in entered.text
    entered.get(PAGE).submit("登记标准", **{**ROW, "F33.aid": "110"})
    assert "标准已登记" in entered.text
    entered.get(f"{PAGE}?aid=110").submit("终止这条标准", valid_to="2025-01-01")
    assert "“终止日期”应是" in entered.text
    entered.get(f"{PAGE}?aid=110").submit("终止这条标准", valid_to="2026-06-30")
    assert "标准已终止" in entered.text
    assert "2026年6月30日" in entered.get(f"{PAGE}?aid=110").text


def test_a_township_sees_which_row_it_takes_from_above(entered: Any) -> None:
    entered.submit("登记标准", **{**ROW, "F33.area": "130399100", "F33.amount": "620"})
    town, country = (entered.get(f"{PAGE}?aid=120&area={area}").text for area in ("130399100", "130399101"))
    assert "620.00 元 示例镇" in town
    assert "600.00 元" not in town
    assert "600.00 元 示例区 沿用上级" in country


def test_an_amount_is_worked_out_line_by_line(entered: Any, visit: Visit) -> None:
    clerk = visit("jb1").get("/amounts?aid=120")
    clerk.submit("试算", area="130399101", members="3", income="900", extra_disabled="1")
    assert "1,020.00 元 每月，自 2026-04 起发" in clerk.text
    assert "(600.00 − 300.00) × 3 人900.00" in clerk.text
    assert "合计 900.00 + 120.001,020.00" in clerk.text
    assert clerk.value("income") == "900"
    clerk.submit("试算", income="1800")
    assert "不符合条件，没有金额" in clerk.text
    assert "人均收入 600.00 元不低于标准 600.00 元" in clerk.text
    assert entered


def test_what_cannot_be_reckoned_is_said_beside_the_field(entered: Any, visit: Visit) -> None:
    clerk = visit("qr").get("/amounts?aid=120")
    clerk.submit("试算", members="", income="9.999", tier_method="x")
    assert "请填写“共同生活人数”" in clerk.text
    assert "“家庭月可计入收入（元）”应是不小于0的金额" in clerk.text
    assert "“档次”的填写格式不对" in clerk.text
    clerk.submit("试算", members="3", income="900", tier_method="", covered="4")
    assert "“保障对象”的数量应" in clerk.text
    clerk.submit("试算", covered="", method="tier")
    assert "没有这一天有效的标准（分档补助第1档）" in clerk.text
    assert entered


@pytest.mark.parametrize("login", ["ck1", "db"])
def test_other_posts_find_neither_page(login: str, visit: Visit) -> None:
    visitor = visit(login)
    assert "试算" not in visitor.page.text_content()
    assert visitor.get(PAGE).answer.status_code == 403
    assert (
        visitor.get(
            "/amounts?aid=120&area=130399100&on=2026-03-02&members=1&income=0&ask=1"
        ).answer.status_code
        == 403
    )


def test_nobody_has_to_be_looked_at_again_yet(entered: Any) -> None:
    entered.follow("看哪些待遇需要重新核算")
    assert entered.title == "需要重新核算的待遇"
    assert "没有需要重新核算的待遇" in entered.text
