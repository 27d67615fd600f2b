"""Pages of grants, registers and the public lists, as whoever may see them sees them."""

from collections.abc import Callable
from typing import Any

import pytest

from casework.office import Office
from tests.casework.deciding import Deciding, with_standards
from tests.casework.desk import Desk
from tests.web.conftest import Visitor
from tests.web.test_english import english
from web.app import create_app


@pytest.fixture
def granted(sqlite_office: Office) -> Deciding:
    """A case that went the whole way."""
    one = Deciding.begun(with_standards(Desk(sqlite_office))).ready()
    one.grant()
    one.entered()
    one.certified()
    return one


@pytest.fixture
def seen(granted: Deciding) -> Callable[[str], Visitor]:
    """A visitor of the same office, signed in."""
    app = create_app(granted.desk.office, secret_key="s" * 32, env="test")

    def visit(login: str) -> Visitor:
        visitor = Visitor(app.test_client()).get("/sign-in")
        return visitor.submit("登录", login=login, password="demo-yimen-2026")

    return visit


def table(visitor: Any) -> list[list[str]]:
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
        for row in visitor.page.xpath("//main//tbody/tr")
    ]


def test_a_grant_shows_its_amount_and_how_it_was_worked_out(seen: Callable[[str], Visitor]) -> None:
    visitor = seen("fzr").follow("待遇").follow("示例甲")
    assert "900.00 元" in visitor.text
    assert ["(600.00 − 300.00) × 3 人", "900.00"] in table(visitor)
    assert "130399195804120025" not in visitor.text
    visitor.follow("130399100-2022-000001")
    assert "示例救助〔2022〕001号" in visitor.text


def test_a_register_is_read_filtered_and_corrected(seen: Callable[[str], Visitor]) -> None:
    visitor = seen("ck1").follow("登记簿").follow("统计台账")
    assert "共 1 行 · 1 户 · 3 人 · 900.00 元" in visitor.text
    visitor.follow("4月15日").submit("登记更正", members="4", reason="示例：抄错人数")
    assert "共 1 行 · 1 户 · 3 人" in visitor.text
    corrected, old = table(visitor)
    assert (corrected[9], old[9]) == ("4", "3")
    assert ("更正" in corrected[0], "已更正" in old[0]) == (True, True)
    assert "还没有登记" in visitor.get("/registers/ledger?month=2022-03").text


def test_a_wrong_correction_is_told_beside_its_column(seen: Callable[[str], Visitor]) -> None:
    visitor = (
        seen("ck1")
        .get("/registers/ledger")
        .follow("4月15日")
        .submit("登记更正", amount="很多", reason="示例")
    )
    assert visitor.answer.status_code == 422
    assert "没有提交成功" in visitor.text
    assert visitor.page.xpath("//input[@name='amount']/@value") == ["很多"]


def test_another_township_finds_nothing(granted: Deciding, seen: Callable[[str], Visitor]) -> None:
    visitor = seen("ckx")
    assert "没有待遇" in visitor.get("/grants").text
    assert "还没有登记" in visitor.get("/registers/ledger").text
    assert visitor.get(f"/grants/{granted.case['grant_id']}").answer.status_code == 404


def test_the_public_reads_lists_and_checks_certificates_without_signing_in(
    granted: Deciding, seen: Callable[[str], Visitor]
) -> None:
    visitor = Visitor(create_app(granted.desk.office, secret_key="s" * 32, env="test").test_client())
    visitor.get("/lists")
    assert table(visitor) == [["示例甲", "3", "900.00 元", "农村低保", "示例镇东村"]]
    assert visitor.answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "有效 · 农村低保" in visitor.get("/verify").submit("核验", number="130399-120-2022-000001").text
    assert "无效" in visitor.get("/verify?number=1").text
    assert "没有正在公示的" in visitor.get("/notices").text


@pytest.mark.parametrize(
    "path",
    [
        "/grants",
        "/registers",
        "/registers/ledger",
        "/registers/roster?as_of=2022-05-01",
        "/lists",
        "/verify?number=1",
    ],
)
def test_the_pages_are_told_in_english(seen: Callable[[str], Visitor], path: str) -> None:
    assert english(seen("fzr").submit("English"), path) == []


def test_a_row_and_a_grant_are_told_in_english(granted: Deciding, seen: Callable[[str], Visitor]) -> None:
    visitor = seen("ck1").submit("English")
    assert english(visitor, f"/grants/{granted.case['grant_id']}") == []
    [link] = visitor.get("/registers/ledger").page.xpath("//tbody/tr/th/a/@href")
    assert english(visitor, link) == []
    assert english(visitor, f"/cases/{granted.no}") == []
