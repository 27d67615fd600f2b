"""Pages without JavaScript: who finds what, and a matter from the window to the department and back."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest

Visit = Callable[[str], Any]
Scan = Callable[[], tuple[io.BytesIO, str]]
PLACES = {
    "ck1": "/ /inbox /inbox?queue=group /inbox?queue=all /inbox?queue=done /apply /cases /handovers /postings /processes /calendar",
    "zg": "/ /inbox /apply /cases /calendar",
    "jb1": "/ /inbox /cases /postings /postings?state=posted /calendar",
    "fzr": "/ /inbox /cases /handovers /supervision /supervision/board /slips /admin /admin/incidents",
    "bm-jy": "/ /inbox /handovers /calendar",
    "sh": "/ /inbox /cases /handovers /supervision /admin",
    "db": "/ /inbox /cases /handovers /supervision /supervision/board /supervision/board?by=person /slips /processes",
    "ld": "/ /cases /handovers /supervision /slips",
    "lc": "/ /processes /processes/one-window /calendar",
    "xt": "/ /calendar /calendar?year=2026 /admin /admin/people /admin/incidents",
}


@pytest.fixture
def opened(visit: Visit, application: dict[str, Any]) -> Any:
    """The window clerk on the page of a case just handed in."""
    return visit("ck1").get("/apply?aid=310").submit("提交申请", **application)


@pytest.mark.parametrize("login", PLACES)
def test_every_page_of_a_role_opens_and_says_what_it_is(login: str, visit: Visit) -> None:
    visitor = visit(login)
    for path in PLACES[login].split():
        visitor.get(path)
        assert visitor.answer.status_code == 200, (path, visitor.text[:300])
        assert visitor.title, path


@pytest.mark.parametrize("login", PLACES)
def test_every_link_of_the_navigation_opens(login: str, visit: Visit) -> None:
    visitor = visit(login)
    links = visitor.page.xpath("//nav[@class='nav']//a/@href")
    assert links
    for link in links:
        assert visitor.get(link).answer.status_code == 200, link


def test_who_is_not_signed_in_comes_back_after_signing_in(anybody: Any) -> None:
    anybody.get("/inbox?queue=group")
    assert anybody.path == "/sign-in"
    anybody.submit("登录", login="ck1", password="demo-yimen-2026")
    assert anybody.path == "/inbox"


def test_a_wrong_password_is_said_beside_what_was_typed(anybody: Any) -> None:
    anybody.get("/sign-in").submit("登录", login="nobody", password="wrong")
    assert anybody.answer.status_code == 401
    assert "不正确" in anybody.text
    assert anybody.value("login") == "nobody"


def test_signing_out_ends_the_session(visit: Visit) -> None:
    visitor = visit("ck1").submit("退出")
    assert visitor.get("/inbox").path == "/sign-in"


def test_faults_stand_on_top_and_beside_the_field_and_nothing_typed_is_lost(
    visit: Visit, application: dict[str, Any]
) -> None:
    typed = {**application, "F01.head_id": "130399195804120026", "F01.phone": "12"}
    visitor = visit("ck1").get("/apply?aid=310").submit("提交申请", **typed)
    assert visitor.answer.status_code == 422
    links = visitor.page.xpath("//div[@id='faults']//a/@href")
    assert links == ["#F01-head_id", "#F01-phone"]
    wrong = visitor.page.get_element_by_id("F01-head_id")
    assert wrong.get("aria-invalid") == "true"
    told = visitor.page.get_element_by_id(wrong.get("aria-describedby").split()[-1])
    assert "校验" in told.text_content()
    assert visitor.value("F01.head_name") == "示例一"
    assert "签名.png" in visitor.text
    visitor.submit("提交申请", **{"F01.head_id": "130399195804120025", "F01.phone": "13900000025"})
    assert "申请已提交" in visitor.text


def test_a_double_click_opens_one_case(visit: Visit, application: dict[str, Any]) -> None:
    visitor = visit("ck1").get("/apply?aid=310").submit("保存草稿", **{"F01.head_name": "示例一"})
    form = visitor.get("/apply?aid=310").page.xpath("//form[@data-forms]")[0]
    typed = {**dict(form.form_values()), "F01.head_name": "示例二", "do": "save"}
    first = visitor.post("/apply", typed).path
    assert visitor.post("/apply", typed).path == first


def test_a_draft_is_resumed_and_handed_in(visit: Visit, application: dict[str, Any]) -> None:
    visitor = visit("ck1").get("/apply?aid=310").submit("保存草稿", **{"F01.head_name": "示例三"})
    visitor.follow("继续填写")
    assert visitor.value("F01.head_name") == "示例三"
    visitor.submit("提交申请", **application)
    assert "申请已提交" in visitor.text


def test_rows_are_added_and_removed_by_buttons(visit: Visit) -> None:
    visitor = visit("ck1").get("/apply?aid=110").submit("增加一项", **{"F02.rows[0].name": "甲"})
    visitor.submit("增加一项", **{"F02.rows[1].name": "乙"})
    assert visitor.value("F02.rows[0].name") == "甲"
    assert visitor.value("F02.rows[2].name") in ("", "None")
    visitor.submit("删除")
    assert visitor.value("F02.rows[0].name") == "乙"


def test_an_aid_is_chosen_before_its_forms_are_asked(visit: Visit) -> None:
    visitor = visit("ck1").get("/apply?aid=220")
    assert "哪一类" in visitor.title
    assert "急难型" in visitor.get("/apply?aid=220:urgent").title


def test_the_case_page_and_the_receipt_say_the_number(opened: Any) -> None:
    no = opened.path.rsplit("/", 1)[1]
    assert re.fullmatch(r"130399100-2026-\d{6}", no)
    assert "材料检查" in opened.text
    assert opened.page.xpath("//svg | //*[local-name()='svg']")
    assert opened.page.xpath("//details[.//table]")
    opened.follow("打印回执")
    assert no in opened.text
    assert f"/progress?no={no}" in opened.text


def test_a_task_is_claimed_drafted_released(opened: Any) -> None:
    opened.follow("材料检查").submit("认领这件")
    opened.follow("材料不齐").submit("保存草稿", **{"F06a.items[0].material": "户口簿"})
    assert "草稿已保存" in opened.text
    assert opened.value("F06a.items[0].material") == "户口簿"
    opened.submit("退回待认领", reason="")
    assert opened.answer.status_code == 422
    assert "理由" in opened.text


def test_autosave_keeps_what_is_typed(opened: Any) -> None:
    opened.follow("材料检查").submit("认领这件").follow("材料不齐")
    form = opened.page.xpath("//form[@data-draft]")[0]
    typed = {**dict(form.form_values()), "F06a.ground": "依据一"}
    answer = opened.client.post(form.get("data-draft"), data=typed)
    assert answer.status_code == 200
    assert answer.text.isdigit()
    assert opened.get(opened.path + "?outcome=incomplete").value("F06a.ground") == "依据一"


def test_somebody_else_claimed_it_first(opened: Any, visit: Visit) -> None:
    opened.follow("材料检查")
    other = visit("ck2").get(opened.path).submit("认领这件")
    assert other.answer.status_code == 200
    opened.submit("认领这件")
    assert opened.answer.status_code == 409
    assert "认领" in opened.text


def test_a_stale_page_is_refused_by_name(opened: Any) -> None:
    opened.follow("材料检查").submit("认领这件").follow("材料齐全")
    opened.submit("提交：", revision="1")
    assert opened.answer.status_code == 412
    assert "刷新" in opened.text


def test_a_matter_goes_to_the_department_and_back(opened: Any, visit: Visit, scan: Scan) -> None:
    opened.follow("材料检查").submit("认领这件").follow("材料齐全").submit("提交：")
    for outcome, typed in (
        ("受理", {}),
        (None, {"F07.declared": "false", "file:F07.signature": scan()}),
        ("转办", {}),
        (None, {"F15.unit": "jy", "F15.matter": "教育救助", "F15.reason": "属于教育部门职责范围"}),
    ):
        opened.submit("认领这件")
        if outcome:
            opened.get(opened.page.xpath(f"//ul[@class='outcomes']//a[starts-with(., '{outcome}')]/@href")[0])
        opened.submit("提交：", **typed)
        assert opened.answer.status_code == 200, opened.text
    unit = visit("bm-jy").get("/inbox?queue=group").submit("认领")
    assert "发出方" in unit.text
    assert "承办方" in unit.text
    unit.follow("签收").submit("提交：").submit("认领这件")
    unit.submit("提交：", **{"F16.result": "given", "F16.text": "同意给予助学金。", "F16.amount": "3000"})
    unit.submit("认领这件").submit("提交：", **{"F16.text": "同意给予助学金。"})
    assert unit.path == "/inbox"
    unit.get("/handovers").get(unit.page.xpath("//tbody//a/@href")[0])
    assert "已反馈" in unit.text
    assert "3,000.00 元" in unit.text


def test_the_public_sees_its_progress_with_the_right_pair_only(opened: Any, anybody: Any) -> None:
    no = opened.path.rsplit("/", 1)[1]
    anybody.get("/progress").submit("查询", no=no, id_last4="9999")
    assert anybody.answer.status_code == 404
    assert "对不上" in anybody.text
    anybody.submit("查询", no=no, id_last4="0025")
    assert "材料检查" in anybody.text
    assert "示例一" not in anybody.text


@pytest.mark.parametrize("key", ["310", "one-window", "handover-transfer"])
def test_the_flow_is_public_and_needs_no_script(key: str, anybody: Any) -> None:
    anybody.get(f"/flow/{key}")
    assert anybody.answer.status_code == 200
    assert "个工作日" in anybody.text


def test_the_auditor_gives_a_purpose_first(opened: Any, visit: Visit) -> None:
    auditor = visit("sjj").get("/cases")
    assert auditor.answer.status_code == 422
    auditor.submit("继续查看", purpose="示例：年度审计抽查")
    assert auditor.path == "/cases"
    assert auditor.answer.status_code == 200


def test_the_supervisor_reads_a_masked_name_until_a_purpose_is_given(opened: Any, visit: Visit) -> None:
    supervisor = visit("db").get(opened.path)
    assert "示例一" not in supervisor.text
    supervisor.submit("查看", purpose="示例：核查超期原因")
    assert "示例一" in supervisor.text


def test_what_is_out_of_scope_does_not_exist(opened: Any, visit: Visit) -> None:
    other = visit("ckx").get(opened.path)
    assert other.answer.status_code == 404
    assert "接下来可以" in other.text


def test_a_file_that_is_no_file_is_a_fault_of_the_page(visit: Visit, application: dict[str, Any]) -> None:
    typed = {**application, "file:F01.signature": (io.BytesIO(b"MZ not a picture"), "x.png")}
    visitor = visit("ck1").get("/apply?aid=310").submit("提交申请", **typed)
    assert visitor.answer.status_code == 422


def test_the_calendar_is_previewed_before_it_is_loaded(visit: Visit) -> None:
    visitor = visit("xt").get("/calendar?year=2026")
    rows = "date,is_workday,name,source\n2026-07-03,false,示例假,示例通知\n"
    visitor.submit("预览", rows=rows)
    assert "新增 1 天" in visitor.text
    visitor.submit("确认导入")
    assert "已导入" in visitor.text
    visitor.submit("撤销这次导入")
    assert visitor.answer.status_code == 200


def test_a_calendar_with_other_columns_is_refused_and_kept(visit: Visit) -> None:
    visitor = visit("xt").get("/calendar").submit("预览", rows="a,b\n1,2\n")
    assert visitor.answer.status_code == 400
    assert "a,b" in visitor.text


def test_english_is_chosen_by_a_button_and_stays(visit: Visit) -> None:
    visitor = visit("ck1").submit("English")
    assert visitor.get("/inbox").title == "Inbox"
    assert visitor.page.get("lang") == "en"
    assert visitor.submit("中文").get("/inbox").title == "待办"


def test_documents_are_read_on_the_screen_and_as_pdf(opened: Any) -> None:
    links = opened.page.xpath("//a[starts-with(@href, '/documents/')]/@href")
    assert links
    pdf = opened.client.get(links[0])
    assert pdf.mimetype == "application/pdf"
    assert pdf.data.startswith(b"%PDF")
    opened.get(links[0] + "?format=html")
    assert "申请人" in opened.text
    assert "示例一" in opened.text


def test_what_was_uploaded_opens_with_the_type_it_has(opened: Any) -> None:
    (link, *_more) = opened.page.xpath("//a[starts-with(@href, '/attachments/')]/@href")
    answer = opened.client.get(link)
    assert answer.mimetype == "image/png"
    assert answer.headers["Content-Disposition"].startswith("inline; filename*=UTF-8''")


def test_the_applicant_withdraws_with_a_signed_paper(opened: Any, scan: Scan) -> None:
    opened.submit("办理撤回", reason="示例：不再需要", signed_on="2026-03-02", signature=scan())
    assert opened.answer.status_code == 200
    assert "已撤回" in opened.text


def test_filters_of_the_inbox_count_what_they_list(opened: Any) -> None:
    no = opened.path.rsplit("/", 1)[1]
    opened.get(f"/inbox?queue=group&q={no}")
    assert len(opened.page.xpath("//li[@data-row]")) == 1
    assert opened.page.xpath("//a[@aria-current='page']//span[@class='n']/text()") == ["1"]
    opened.get("/inbox?queue=group&q=nobody")
    assert "没有符合条件的事项" in opened.text


def test_every_row_of_the_inbox_says_all(opened: Any) -> None:
    no = opened.path.rsplit("/", 1)[1]
    (row,) = opened.get(f"/inbox?queue=group&q={no}").page.xpath("//li[@data-row]")
    said = row.text_content()
    for part in (
        "材料检查",
        "示例一",
        "教育救助",
        no,
        "示例镇",
        "按期 · 剩2个工作日",
        "2026年3月4日",
        "起等待",
    ):
        assert part in said
