"""An amount goes on paper with each line of its reckoning; where there is none the paper has no lines and no zero."""

from casework import cases, documents, standards
from tests.casework.allowance import Allowance
from tests.casework.desk import Desk, Shape


def add(desk: Desk, item: str, amount: str) -> None:
    row = {
        "area": "130399",
        "aid": "120",
        "item": item,
        "amount": amount,
        "valid_from": "2022-01-01",
        "source": "示例",
    }
    standards.add(desk.office, desk.who("sh"), row)


def paper(case: Allowance, type_: str) -> Shape:
    desk = case.desk
    found = cases.case_documents(desk.office, desk.who("fzr"), case.no)["items"]
    id = next(one["id"] for one in found if one["type"] == type_)
    return dict(documents.show(desk.office, desk.who("fzr"), id)["fields"])


def test_the_opinion_is_printed_with_the_reckoning_of_its_amount(desk: Desk) -> None:
    desk.at("2022-03-27T09:00+08:00")
    add(desk, "standard", "600")
    fields = paper(Allowance.accepted(desk).signed(), "opinion_sheet")
    assert fields["amount"] == "900.00"
    assert fields["lines"] == [
        {"text": "低保标准 600.00 元/人·月（2022-01-01 起，示例）", "value": "600.00"},
        {"text": "人均收入：月可计入收入 900.00 元 ÷ 3 人", "value": "300.00"},
        {"text": "(600.00 − 300.00) × 3 人", "value": "900.00"},
        {"text": "合计", "value": "900.00"},
    ]


def test_without_a_standard_the_paper_has_no_amount_and_no_zero(quick: Desk) -> None:
    fields = paper(Allowance.accepted(quick).signed(), "opinion_sheet")
    assert (fields["amount"], fields["lines"]) == (None, [])
