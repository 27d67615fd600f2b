"""After the decision: served, published, entered in ledger and roster, and the certificate handed out."""

from decimal import Decimal

import pytest

from casework import grants, inbox, registers
from engine.errors import Forbidden
from tests.casework.deciding import Deciding, with_standards
from tests.casework.desk import HEAD_ID, SPOUSE_ID, Desk, Shape
from tests.casework.test_races import together


def granted(desk: Desk, **opinion: object) -> Deciding:
    one = Deciding.begun(with_standards(desk)).ready(**opinion)  # type: ignore[arg-type]
    one.grant()
    return one


def entered(desk: Desk, name: str, login: str = "fzr", **filters: str) -> list[Shape]:
    return list(registers.show_register(desk.office, desk.who(login), name, filters=filters)["items"])


def f24(one: Deciding, **other: object) -> Shape:
    desk = one.desk
    return {
        "kind": "dibao",
        "grant": one.case["grant_id"],
        "made_on": desk.today,
        "issued_on": desk.today,
        "old_returned": False,
        "receipt": desk.file("sh"),
        **other,
    }


def test_ledger_and_roster_are_entered_from_the_decision(desk: Desk) -> None:
    one = granted(desk, extras=[{"member": "130399195804120025", "category": "disabled"}])
    one.entered()
    [row] = entered(desk, "ledger")
    assert (row["serial"], row["case_no"], row["head"], row["id_no"]) == (
        1,
        one.no,
        "示例甲",
        "130399********0025",
    )
    assert (row["amount"], row["standard"], row["start_month"]) == ("1020.00", "600.00", "2022-05")
    assert (row["covered"], row["members"], row["aid_name"], row["regime"]) == (3, 3, "农村低保", "R2021")
    assert (row["decision_no"], row["efile_no"], row["handler"]) == (one.case["decision_no"], one.no, "jb1")
    assert (row["village_name"], row["state"], row["change_on"]) == ("示例镇东村", "granted", "2022-04-15")
    [listed] = entered(desk, "roster", "zg")
    assert (listed["household_no"], listed["category_name"], listed["amount"]) == (
        "1303991002010001",
        ["残"],
        "1020.00",
    )
    assert (listed["start_on"], listed["last_visit_on"]) == ("2022-05-01", "2022-03-28")
    assert (listed["specialist"], listed["ground"]) == ("zg", one.case["decision_no"])
    assert (listed["change_type"], listed["change_type_name"]) == ("add", "新增")
    assert (listed["draft"], listed["certificate_no"]) == (False, None)
    desk.proved()


def test_moments_and_limits_follow_the_closing_steps(quick: Desk) -> None:
    one = granted(quick)
    assert {row: quick.limits(one.no)[row]["state"] for row in ("L09", "L10", "L11")} == dict.fromkeys(
        ("L09", "L10", "L11"), "open"
    )
    one.entered()
    one.certified()
    assert {quick.limits(one.no)[row]["state"] for row in ("L09", "L10", "L11")} == {"met"}
    moments = {moment["name"] for moment in one.case["moments"]}
    assert {
        "decided",
        "served",
        "published",
        "ledger_entered",
        "roster_changed",
        "certificate_issued",
    } <= moments


def test_the_ledger_counts_what_it_shows(quick: Desk) -> None:
    one = granted(quick)
    one.entered()
    page = registers.show_register(quick.office, quick.who("sh"), "ledger")
    assert page["totals"] == {"rows": 1, "households": 1, "persons": 3, "amount": Decimal("900.00")}
    assert [column["key"] for column in page["columns"]][:3] == ["serial", "case_no", "household_no"]
    assert entered(quick, "ledger", as_of="2022-04-14") == []
    with pytest.raises(Forbidden):
        entered(quick, "ledger", "zg")


def test_a_specialists_correction_is_a_draft_and_does_not_count(quick: Desk) -> None:
    granted(quick).entered()
    [old] = entered(quick, "roster", "zg")
    new = registers.correct_entry(
        quick.office, quick.who("zg"), "roster", corrects=old["id"], row={"members": 4}, reason="示例：添丁"
    )
    assert (new["draft"], new["members"]) == (True, 4)
    page = registers.show_register(quick.office, quick.who("zg"), "roster", filters={"as_of": "2022-04-15"})
    assert [(row["id"], row["corrected_by"]) for row in page["items"]] == [(old["id"], None)]
    quick.proved()


def test_a_certificate_is_numbered_by_the_system_and_never_twice(desk: Desk) -> None:
    one = granted(desk)
    one.entered()
    one.certified()
    form = one.form("F24")
    assert (form["holder"], form["number"]) == ("示例甲", "130399-120-2022-000001")
    [row] = entered(desk, "certificates")
    assert (row["number"], row["state_name"], row["issuer"]) == ("130399-120-2022-000001", "已发", "sh")
    grant = grants.show_grant(desk.office, desk.who("fzr"), one.case["grant_id"])
    assert grant["certificate_no"] == "130399-120-2022-000001"
    desk.proved()


@pytest.mark.parametrize(
    ("form", "path", "code"),
    [
        ({"grant": "somebody-elses"}, "F24.grant", "E_CHOICE"),
        ({"kind": "tekun"}, "F24.kind", "E_CHOICE"),
        ({"holder": "示例甲"}, "F24.holder", "E_COMPUTED"),
        ({"old_returned": None}, "F24.old_returned", "E_REQUIRED"),
        ({"number": "12"}, "F24.number", "E_TYPE"),
    ],
)
def test_a_certificate_belongs_to_its_grant(quick: Desk, form: Shape, path: str, code: str) -> None:
    one = granted(quick)
    one.entered()
    one.refused(code, "sh", "certificate", "issued", {"F24": f24(one, **form)}, path=path)


def test_a_number_given_by_hand_is_kept_and_passed_over(quick: Desk) -> None:
    one = granted(quick)
    one.entered()
    one.do("sh", "certificate", "issued", {"F24": f24(one, number="130399-120-2022-000001")})
    assert one.form("F24")["number"] == "130399-120-2022-000001"
    quick.proved()


def test_of_two_certificates_issued_at_once_one_bears_the_number(desk: Desk) -> None:
    one = granted(desk, covered=[HEAD_ID])
    desk.at("2022-03-28T09:00+08:00")
    two = Deciding.begun(desk).ready(covered=[SPOUSE_ID])
    two.grant()
    acts = []
    for case, login in ((one, "sh"), (two, "sh2")):
        case.entered()
        task, by = desk.claim(login, case.no, "certificate"), desk.who(login)
        forms = {"F24": f24(case, number="130399-120-2022-000009")}
        acts.append(
            lambda task=task, by=by, forms=forms: inbox.complete_task(
                desk.office, by, task, outcome="issued", forms=forms
            )
        )
    assert sorted(together(*acts)) == ["E_FORM", "ok"]
    desk.proved()
