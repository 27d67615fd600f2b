"""Answers to read: labels, words, lists as tables."""

from flask import Flask

from assistance.forms import schema
from web.forms import answers

FIRST = {
    "head_name": "示例一",
    "head_id": "130399195804120025",
    "promise": True,
    "apply_on": "2026-03-02",
    "way": "window",
}


def test_answers_come_in_the_order_of_the_form_and_in_words(app: Flask) -> None:
    with app.test_request_context("/"):
        read = {one.label: one.text for one in answers(schema("F01"), FIRST)}
    assert read == {
        "申请日期": "2026年3月2日",
        "户主姓名": "示例一",
        "户主身份证号码": "130399195804120025",
        "承诺所填内容真实": "是",
        "申请方式": "窗口",
    }


def test_a_list_is_a_table_and_files_are_links(app: Flask) -> None:
    data = {"rows": [{"member": "130399195804120025", "monthly": "12.50", "proof": ["a1", "a2"]}]}
    with app.test_request_context("/"):
        (table,) = answers(schema("F03"), data)
    cells = {cell.label: cell for cell in table.rows[0]}
    assert table.columns[0] == "成员身份证号码"
    assert cells["月收入（元）"].text == "12.50 元"
    assert cells["证明材料"].files == ("a1", "a2")


def test_a_draft_that_is_no_date_yet_is_shown_as_typed(app: Flask) -> None:
    with app.test_request_context("/"):
        (one,) = answers(schema("F01"), {"apply_on": "明天"})
    assert one.text == "明天"
