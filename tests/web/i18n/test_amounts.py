"""Every line of every way to work an amount out has its English; only the papers that standards rest on stay Chinese."""

from decimal import Decimal

import pytest

from assistance.amounts import Basis, Bill, Extra, Household, Member, Request, reckon
from tests.assistance.amounts.amount_rows import DECIDED, HEAD, TOWN, family, row, table
from web.i18n.amounts import worked
from web.i18n.data import CHINESE

PAPER = "PAPER"
ROWS = table(
    *(
        row(item, amount, aid, source=PAPER, id=f"{aid}{item}")
        for aid, item, amount in (
            ("120", "standard", "600"),
            ("120", "tier_2", "250"),
            ("120", "rounding", "10"),
            *(("120", f"extra_{one}", "60") for one in ("old", "child", "disabled", "ill")),
            ("131", "basic", "700"),
            *(("131", f"care_{one}", "200") for one in ("full", "half", "none")),
            ("210", "deductible", "500"),
            ("210", "ratio", "72.5"),
            ("210", "yearly_cap", "3000"),
            ("220", "cap", "5000"),
        )
    )
)
EXTRAS = tuple(Extra(member=HEAD, category=one) for one in ("old", "child", "disabled", "ill"))


def bill(own: str) -> Bill:
    return Bill(area=TOWN, on=DECIDED, own_share=Decimal(own))


def tekun(self_care: str) -> Household:
    return family(aid="131", members=(Member(id_no=HEAD),), income=(), self_care=self_care)


@pytest.mark.parametrize(
    "basis",
    [
        *(family("901", extras=(extra,)) for extra in EXTRAS),
        family("100", covered=frozenset({HEAD})),
        family(method="tier", tier=2),
        family("5000"),
        *(tekun(one) for one in ("full", "half", "none")),
        bill("100"),
        bill("2000"),
        bill("90000"),
        Request(area=TOWN, on=DECIDED, asked=Decimal(600), small_fast=True),
        Request(area=TOWN, on=DECIDED, asked=Decimal(600)),
    ],
    ids=str,
)
def test_no_line_is_left_in_chinese(basis: Basis) -> None:
    found = reckon(basis, ROWS)
    told = [worked(line.text) for line in found.lines] + [worked(one.message) for one in found.warnings]
    assert told
    assert [text for text in told if CHINESE.search(text)] == []


def test_figures_and_papers_come_through() -> None:
    text = "低保标准 1,600.00 元/人·月（2026-01-01 起，示例（2026）1号）"
    said = "Standard of the minimum living allowance 1,600.00 yuan a person and month (from 2026-01-01; 示例（2026）1号)"
    assert worked(text) == said
    assert worked("(600.00 − 100.00 ÷ 3) × 2 人") == "(600.00 − 100.00 ÷ 3) × 2 people"
    assert worked("合计 900.00 + 120.00") == "In all 900.00 + 120.00"
    assert worked("(2,000.00 − 300.00) × 70%") == "(2,000.00 − 300.00) × 70%"
