"""医疗救助: what is over the deductible, by the ratio, up to what is left of the yearly cap."""

from decimal import Decimal

import pytest

from assistance.amounts import Bill, reckon
from engine.errors import NoStandard
from tests.assistance.amounts.amount_rows import DECIDED, TOWN, row, table

TABLE = table(row("deductible", "500", "210"), row("ratio", "70", "210"), row("yearly_cap", "3000", "210"))


def bill(own_share: str, used: str = "0", cap_used: str = "0") -> Bill:
    return Bill(
        area=TOWN,
        on=DECIDED,
        own_share=Decimal(own_share),
        deductible_used=Decimal(used),
        cap_used=Decimal(cap_used),
    )


@pytest.mark.parametrize(
    ("given", "amount", "left"),
    [
        (bill("2000"), "1050.00", "3000.00"),
        (bill("2000", used="500"), "1400.00", "3000.00"),
        (bill("2000", used="200"), "1190.00", "3000.00"),
        (bill("2000", used="900"), "1400.00", "3000.00"),
        (bill("500"), "0.00", "3000.00"),
        (bill("499.99"), "0.00", "3000.00"),
        (bill("500.01"), "0.01", "3000.00"),
        (bill("500.02"), "0.01", "3000.00"),
        (bill("9000"), "3000.00", "3000.00"),
        (bill("9000", cap_used="2500.50"), "499.50", "499.50"),
        (bill("9000", cap_used="3500"), "0.00", "0.00"),
    ],
)
def test_the_amount_of_a_bill(given: Bill, amount: str, left: str) -> None:
    worked = reckon(given, TABLE)
    assert (worked.amount, worked.cap_left) == (Decimal(amount), Decimal(left))
    assert worked.eligible is (worked.amount != 0)
    assert worked.start_month is None


def test_each_step_has_its_line() -> None:
    lines = reckon(bill("2000", used="200"), TABLE).lines
    assert [(one.text, one.value) for one in lines] == [
        ("起付标准 500.00 元/人·年（2026-01-01 起，示例通知）", "500.00"),
        ("起付标准余额：已用 200.00 元", "300.00"),
        ("救助比例 70%（2026-01-01 起，示例通知）", "70.00"),
        ("年度封顶 3,000.00 元/人·年（2026-01-01 起，示例通知）", "3000.00"),
        ("年度封顶余额：已用 0.00 元", "3000.00"),
        ("(2,000.00 − 300.00) × 70%", "1190.00"),
        ("合计", "1190.00"),
    ]


def test_a_bill_above_the_cap_says_so() -> None:
    worked = reckon(bill("9000"), TABLE)
    assert [one.code for one in worked.warnings] == ["capped"]
    assert (worked.lines[-1].text, worked.lines[-1].value) == ("超过年度封顶余额，按余额", "3000.00")
    assert [one.code for one in reckon(bill("10"), TABLE).warnings] == ["below_deductible"]


@pytest.mark.parametrize("ratio", ["0.7", "70", "70.00"])
def test_a_ratio_is_a_share_or_a_percentage(ratio: str) -> None:
    rows = (one for one in TABLE.rows if one.item != "ratio")
    assert reckon(bill("2000"), table(*rows, row("ratio", ratio, "210"))).amount == Decimal("1050.00")


@pytest.mark.parametrize("missing", ["deductible", "ratio", "yearly_cap"])
def test_an_empty_table_gives_no_zero(missing: str) -> None:
    with pytest.raises(NoStandard):
        reckon(bill("2000"), table(*(one for one in TABLE.rows if one.item != missing)))
