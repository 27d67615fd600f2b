"""登记簿: the columns of the contract, and sources that can be filled."""

import pytest

from assistance.manifest import ManifestFault, read
from assistance.people import ROLES
from assistance.registers import REGISTERS, is_source

HEAD = 'key = "k"\nname = "示例"\nkind = "main"\n[[entry]]\n'
COLUMNS = {
    "ledger": "serial case_no household_no head id_no village aid regime members covered decided_on amount standard "
    "decision_no start_month state change_type change_on handler efile_no",
    "roster": "household_no head members covered category aid amount start_on last_visit_on certificate_no card_last4 "
    "change_type change_on ground specialist draft",
    "relatives": "case_no staff unit relation declared_by on county_visit_on visitors",
    "intake": "case_no aid applied_on notified_on second_notice received_on accepted_at outcome",
    "handovers": "no kind from unit sent_at signed_at returned_at resulted_at fed_back_at told_at result days_used "
    "overdue_days",
    "notices": "case_no round place posted_at removed_at last_day objections outcome",
    "urgings": "slip_no case_no step row overdue_days due reply result",
    "certificates": "number kind grant holder aid state made_on issued_on issuer old_returned marks",
}
"""Contract section 7."""


@pytest.mark.parametrize("name", COLUMNS)
def test_a_register_has_the_columns_of_the_contract(name: str) -> None:
    assert [column.key for column in REGISTERS[name].columns] == [
        *COLUMNS[name].split(),
    ]


def test_registers_are_read_and_kept_by_roles_that_exist() -> None:
    for register in REGISTERS.values():
        assert register.readers <= set(ROLES)
        assert register.keepers <= register.readers
        assert register.readers.isdisjoint({"department", "referral", "system_admin", "city_inspect"})


def test_every_source_of_a_column_can_be_filled() -> None:
    sources = [column.source for register in REGISTERS.values() for column in register.columns]
    assert all(is_source(source) for source in sources if source)


@pytest.mark.parametrize(
    "text", ["=新增", "serial", "case:no", "F13.decided_on", "row:unit", "moment:decided"]
)
def test_a_source_says_where_a_value_comes_from(text: str) -> None:
    assert is_source(text)


@pytest.mark.parametrize("text", ["case:", "somewhere:no", "新增", "decided_on", ""])
def test_what_names_no_place_is_no_source(text: str) -> None:
    assert not is_source(text)


def test_an_entry_is_made_at_a_moment_or_at_the_end_of_a_step() -> None:
    found = read(
        HEAD
        + 'register = "roster"\nat = "roster_changed"\nrow = { change_type = "=add" }\n'
        + '[[entry]]\nregister = "relatives"\nstep = "relatives"\noutcome = "done"\neach = "F07.rows"\nwhen = "key"\n'
    )
    at, of = found.entries_at("roster_changed"), found.entries_of("relatives", "done")
    assert [(rule.register, dict(rule.row)) for rule in at] == [("roster", {"change_type": "=add"})]
    assert [(rule.each, rule.when) for rule in of] == [("F07.rows", "key")]
    assert found.entries_of("relatives", "other") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('register = "roster"', "应写 at（时点）或 step（环节）之一"),
        ('register = "roster"\nat = "decided"\nstep = "confirm"', "应写 at（时点）或 step（环节）之一"),
        ('register = "stars"\nat = "decided"', "不认识的登记簿：stars"),
        ('register = "roster"\nat = "decided"\nrow = { income = "case:no" }', "没有这一栏：income"),
        ('register = "roster"\nat = "decided"\nrow = { ground = "anywhere" }', "来源写法不对：anywhere"),
    ],
)
def test_an_entry_that_could_not_be_made_is_refused(text: str, words: str) -> None:
    with pytest.raises(ManifestFault, match=words.replace("（", ".").replace("）", ".")):
        read(HEAD + text)
