"""The supervisor's pages: what the ladder proposes is decided there, and its table is written by one and published by another."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from casework import sweep
from casework.office import Office
from engine.time import read_moment

Visit = Callable[[str], Any]


@pytest.fixture
def late(office: Office, visit: Visit, application: dict[str, Any]) -> Iterator[str]:
    """A case whose papers nobody has looked at for a week, after the sweeps of that week: its number."""
    before = office.clock
    visitor = visit("ck1").get("/apply?aid=310").submit("提交申请", **application)
    no = next(word for word in visitor.text.split() if word.startswith("130399100-2026-"))
    office.clock = lambda: read_moment("2026-03-09T09:00:00+08:00")
    sweep.sweep_all(office)
    yield no
    office.clock = before


def proposed(visit: Visit, no: str) -> Any:
    """The supervisor on the page of the slip that is proposed for this case."""
    visitor = visit("db").get("/slips?state=proposed")
    row = next(row for row in visitor.page.iter("tr") if no in row.text_content())
    return visitor.get(row.xpath(".//a/@href")[0])


def test_the_desk_leads_to_what_is_proposed_and_the_supervisor_sends_it(visit: Visit, late: str) -> None:
    desk = visit("db").get("/")
    assert "份督办单，等您决定发不发" in desk.text
    assert late in desk.follow("去决定").text
    visitor = proposed(visit, late)
    assert "还没有发给任何人" in visitor.text
    assert "示例镇窗口" in visitor.text
    visitor.submit("发出督办单", text="示例：请说明原因")
    assert "已发起" in visitor.text
    assert "2026年3月12日" in visitor.text
    window = visit("ck1").get(visitor.path)
    window.submit("提交回复", text="示例：今天办")
    visitor.get(visitor.path).submit("复核通过").submit("销号")
    assert "销号" in visitor.text


def test_what_is_proposed_is_dropped_with_a_reason(visit: Visit, late: str) -> None:
    visitor = proposed(visit, late)
    visitor.submit("不发，记下理由", reason="示例：已电话说明")
    assert "示例：已电话说明" in visitor.text
    assert not visitor.page.xpath("//button[contains(., '发出督办单')]")


def test_who_only_reads_decides_nothing(visit: Visit, late: str) -> None:
    path = proposed(visit, late).path
    leader = visit("ld").get(path)
    assert "待发" in leader.text
    assert not leader.page.xpath("//main//form")
    assert visit("ck1").get(path).answer.status_code == 403


def test_the_late_list_says_with_whom_a_step_lies_and_what_was_proposed(visit: Visit, late: str) -> None:
    visitor = visit("db").get("/supervision?area=130399100")
    card = next(one for one in visitor.page.iter("article") if late in one.text_content())
    said = " ".join(card.text_content().split())
    assert "示例镇窗口 · 还没有人认领" in said
    assert "县规定" in said
    assert "系统已提出督办单，去决定" in said
    assert late not in visitor.get("/supervision?area=130399101").text


def test_what_would_go_out_is_shown_and_nothing_goes_out(visit: Visit, late: str, office: Office) -> None:
    with office.store.read() as work:
        before = len(work.messages.having())
    visitor = visit("db").get("/supervision/ladder?on=2026-03-11")
    row = next(row for row in visitor.page.iter("tr") if late in row.text_content())
    assert "报分管领导" in row.text_content()
    assert "示例区分管领导" in row.text_content()
    assert "这一天没有要发的" in visitor.get("/supervision/ladder?on=2026-03-14").text
    assert visitor.get("/supervision/ladder?on=x").answer.status_code == 200
    with office.store.read() as work:
        assert len(work.messages.having()) == before


def test_notices_sent_and_to_come_stand_on_two_pages(visit: Visit, late: str) -> None:
    sent = visit("db").get("/supervision/messages")
    assert "示例镇乡镇负责人" in sent.text
    waiting = sent.follow("将要发出")
    assert late in waiting.text
    assert "2026年3月11日 00:00" in waiting.text


@pytest.mark.parametrize("by", ["township", "village", "step", "unit", "person"])
def test_the_board_opens_by_each_grouping_with_its_figures(by: str, visit: Visit, late: str) -> None:
    visit("ck1").get(f"/inbox?queue=group&q={late}").submit("认领")
    visitor = visit("db").get(f"/supervision/board?by={by}&area=130399100")
    assert visitor.answer.status_code == 200
    assert visitor.page.xpath("//tfoot//th")
    if by != "person":
        link = visitor.page.xpath("//tbody//td/a/@href")[0]
        assert late in visitor.get(link).text


def test_the_table_of_the_ladder_is_written_by_one_and_published_by_another(visit: Visit, late: str) -> None:
    editor = visit("lc").get("/processes").follow("逐级督办表")
    assert "县规定" in editor.text
    wrong = editor.submit("存草稿", **{"step-3": "transfer_sign", "rung-3": "slip", "after-3": "0"})
    assert wrong.answer.status_code == 422
    assert len(wrong.page.xpath("//p[@class='fault']")) == 2  # the days, and nobody to tell
    assert wrong.value("after-0") == "1"
    editor.get("/ladder").submit(
        "存草稿",
        **{"step-3": "transfer_sign", "rung-3": "slip", "after-3": "2", "to-3": "supervisor"},
    )
    editor.submit("提交发布")
    assert not editor.page.xpath("//button[contains(., '发布，立即生效')]")
    publisher = visit("fb").get("/ladder")
    assert "部门签收" in publisher.text
    publisher.submit("退回修改", reason="示例：再想想")
    editor.get("/ladder").submit("提交发布")
    publisher.get("/ladder").submit("发布，立即生效")
    assert "现行第 2 版" in publisher.text
    assert "现行第 2 版" in visit("db").get("/ladder").text
    assert visit("ck1").get("/ladder").answer.status_code == 403


def test_a_load_of_days_can_be_taken_back_from_the_list_of_changes(visit: Visit) -> None:
    rows = "date,is_workday,name,source\n2026-08-03,false,示例假,示例通知\n"
    visitor = visit("xt").get("/calendar?year=2026").submit("预览", rows=rows).submit("确认导入")
    visitor.get("/calendar?year=2026")
    assert "示例" in visitor.page.xpath("//table[contains(@class, 'stacks')]")[0].text_content()
    visitor.submit("撤销 第")
    assert "已撤销" in visitor.text


def test_a_table_is_had_as_a_file_for_a_purpose(visit: Visit, late: str) -> None:
    visitor = visit("db").get("/supervision/board?by=step")
    visitor.submit("导出 CSV", purpose="短")
    assert visitor.answer.status_code == 422
    visitor.get("/supervision/board?by=step").submit("导出 CSV", purpose="示例：月度通报")
    assert visitor.answer.headers["Content-Disposition"].startswith('attachment; filename="board-')
    assert "材料检查" in visitor.answer.get_data().decode("utf-8-sig")
    visitor.get("/supervision").submit("导出表格（xlsx）", purpose="示例：月度通报")
    assert visitor.answer.get_data().startswith(b"PK")
