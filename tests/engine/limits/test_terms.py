"""Limit tables: read strictly, every fault with line and column, and asked whether a row applies."""

from datetime import date

import pytest

from assistance.moments import MOMENTS
from engine.limits import TermFault, check_csv, read_csv
from tests.engine.limits.limit_samples import HEADER, TABLE, TERMS, term

GOOD = "X1,R2021,110|120,some_step,3,wd,max,acceptance,decided,step,,,,local,,,"


def faults(line: str) -> list[tuple[int, str]]:
    return [(fault.row, fault.column) for fault in check_csv(HEADER + line + "\n", moments=MOMENTS)]


def changed(**cells: str) -> str:
    values = dict(zip(HEADER.strip().split(","), GOOD.split(","), strict=True)) | cells
    return ",".join(values.values())


def test_a_table_is_read_in_its_order_with_lists_and_conditions() -> None:
    assert [each.id for each in TERMS[:3]] == ["A09", "B01", "B03"]
    assert term("L01").ends == ("acceptance", "papers_notified", "acceptance_refused")
    assert term("B06").aids == ("110", "120")
    assert term("B06").extended_n == 15
    assert term("E04").valid_from == date(2026, 2, 1)
    assert check_csv(TABLE, moments=MOMENTS) == ()


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"id": ""}, "id"),
        ({"id": "编号"}, "id"),
        ({"regime": ""}, "regime"),
        ({"aid": "110||120"}, "aid"),
        ({"aid": "*|110"}, "aid"),
        ({"step": "Step One"}, "step"),
        ({"n": "0"}, "n"),
        ({"n": "-3"}, "n"),
        ({"n": "3.5"}, "n"),
        ({"n": "３"}, "n"),
        ({"n": "99999"}, "n"),
        ({"unit": "day"}, "unit"),
        ({"kind": "middle"}, "kind"),
        ({"clock_starts_at": ""}, "clock_starts_at"),
        ({"clock_starts_at": "arrival"}, "clock_starts_at"),
        ({"clock_ends_at": "decided|"}, "clock_ends_at"),
        ({"scope": "all"}, "scope"),
        ({"applies_when": "aid =="}, "applies_when"),
        ({"applies_when": "__import__('os')"}, "applies_when"),
        ({"extended_n": "15"}, "extended_unit"),
        ({"extended_n": "15", "extended_unit": "cd"}, "extended_unit"),
        ({"extended_n": "15", "extended_unit": "wd", "kind": "min"}, "extended_n"),
        ({"label": "law"}, "label"),
        ({"label": "RULE"}, "source"),
        ({"valid_from": "2026-13-01"}, "valid_from"),
        ({"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "valid_to"),
    ],
)
def test_each_faulty_cell_is_named_with_its_line(cells: dict[str, str], column: str) -> None:
    assert faults(changed(**cells)) == [(2, column)]


def test_all_faults_come_together_and_reading_raises_the_first() -> None:
    text = HEADER + changed(n="0") + "\n" + changed(id="X2", unit="day", label="law") + "\n"
    assert [(fault.row, fault.column) for fault in check_csv(text)] == [(2, "n"), (3, "unit"), (3, "label")]
    with pytest.raises(TermFault) as caught:
        read_csv(text)
    assert (caught.value.row, caught.value.column) == (2, "n")


def test_a_missing_or_unknown_column_is_a_fault_of_the_header() -> None:
    assert [(fault.row, fault.column) for fault in check_csv("id,extra\nX1,1\n")][-1] == (1, "extra")
    assert check_csv("")[0].row == 1


def test_a_line_longer_than_the_header_and_a_broken_quotation_are_faults() -> None:
    assert faults(GOOD + ",more") == [(2, "valid_to")]
    assert faults(changed(source='"open')) != []


def test_the_same_id_twice_needs_periods_that_do_not_meet() -> None:
    before, since = changed(valid_to="2026-06-30"), changed(valid_from="2026-07-01")
    assert faults(f"{before}\n{since}") == []
    assert faults(f"{GOOD}\n{since}") == [(3, "id")]


def test_a_row_of_a_regime_waits_until_the_regime_is_known() -> None:
    assert term("B01").applies("110", None, None, {}) is None
    assert term("B01").applies("110", "R2021", date(2022, 3, 28), {}) is True
    assert term("B01").applies("110", "R2026", date(2026, 7, 1), {}) is False
    assert term("B01").applies("131", "R2021", date(2022, 3, 28), {}) is False
    assert term("L02").applies("340", None, None, {}) is True


def test_validity_follows_the_acceptance_date() -> None:
    facts = {"emergency_kind": "small_fast"}
    assert term("E04").applies("220", "R2021", date(2026, 1, 31), facts) is False
    assert term("E04").applies("220", "R2021", date(2026, 2, 1), facts) is True
    assert term("E04").applies("220", "R2021", None, facts) is None


def test_a_condition_on_a_fact_not_yet_known_is_neither_true_nor_false() -> None:
    assert term("B05").applies("110", "R2021", date(2022, 3, 28), {}) is None
    assert term("B05").applies("110", "R2021", date(2022, 3, 28), {"decision": "grant"}) is False
    assert term("B05").applies("110", "R2021", date(2022, 3, 28), {"decision": "refuse"}) is True


def test_a_condition_that_is_no_yes_or_no_does_not_hold() -> None:
    (odd,) = read_csv(HEADER + changed(applies_when="1 + 1") + "\n")
    assert odd.applies("110", "R2021", date(2022, 3, 28), {}) is False
