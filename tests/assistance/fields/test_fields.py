"""The field-of-work types beside other forms: household, authorisations, keys of tables, masks."""

import pytest

from assistance.fields import TYPES
from assistance.forms import schema, shipped
from engine.forms import masked, validate, validate_all
from tests.engine.forms.surroundings import around

HEAD, SPOUSE, CHILD = (
    "130399195804120025",
    "130399196211050011",
    "130399200803020018",
)  # the child is 18 on 2026-03-02


def member(id_no, relation, **more):
    return {
        "name": "示例",
        "id_no": id_no,
        "relation": relation,
        "living_together": True,
        "health": "healthy",
        "able_to_work": True,
        **more,
    }


def faults_of(form, data, **surroundings):
    _, faults = validate(schema(form), data, around(**surroundings), TYPES)
    return [(fault.path, fault.code, fault.facts) for fault in faults]


def f05(*members):
    return {
        "adults": [{"member": id_no, "signature": "att"} for id_no in members],
        "signed_on": "2026-03-02",
        "valid_to": "2026-12-31",
    }


def test_whoever_turns_eighteen_today_has_to_sign():
    household = {"F02": {"rows": [{"id_no": HEAD}, {"id_no": CHILD}]}}
    path, code, facts = faults_of("F05", f05(HEAD), forms=household)[0]
    assert (path, code, facts["what"], facts["rows"]) == ("F05.adults", "E_REQUIRED", "adults", [2])
    assert faults_of("F05", f05(HEAD, CHILD), forms=household) == []


def test_faults_of_the_household_are_not_repeated_as_missing_signatures():
    household = {"F02": {"rows": [{"id_no": HEAD}, {"id_no": None}]}}
    assert faults_of("F05", f05(HEAD), forms=household) == []


def test_the_facts_of_a_missing_signature_hold_no_number():
    household = {"F02": {"rows": [{"id_no": HEAD}, {"id_no": SPOUSE}]}}
    assert SPOUSE not in str(faults_of("F05", f05(HEAD), forms=household))


def test_the_household_without_a_head_says_so_once():
    first = {"F01": {"head_id": HEAD}}
    found = faults_of("F02", [member(SPOUSE, "head")], forms=first)
    assert [(path, code, facts["what"]) for path, code, facts in found] == [
        ("F02.rows", "E_REQUIRED", "head")
    ]


def test_there_is_one_head():
    first = {"F01": {"head_id": HEAD}}
    found = faults_of("F02", [member(HEAD, "head"), member(SPOUSE, "head")], forms=first)
    assert [(path, code) for path, code, _ in found] == [("F02.rows[1].relation", "E_CHOICE")]


def test_an_application_without_a_number_asks_for_no_head():
    assert faults_of("F02", [member(SPOUSE, "head")], forms={"F01": {"head_id": None}}) == []


def test_a_small_x_in_the_application_is_the_same_person_in_the_household():
    number = "13039919580412005X"
    schemas = [schema("F01"), schema("F02")]
    data = {"F01": {"head_id": number.lower()}, "F02": [member(number.lower(), "head")]}
    clean, faults = validate_all(schemas, data, around(), TYPES, frozenset())
    assert clean["F02"]["rows"][0]["id_no"] == number
    assert not [fault for fault in faults if fault.path.startswith("F02")]


def test_sex_and_birth_follow_from_the_number():
    clean, _ = validate(schema("F01"), {"head_id": HEAD}, around(), TYPES)
    assert (clean["sex"], clean["birth_on"]) == ("female", "1958-04-12")


@pytest.mark.parametrize("key", ["nobody", "", "a b", "x" * 41, "../etc", "空"])
def test_a_key_that_is_in_no_table_is_no_choice(key):
    found = faults_of("name_unit", {"unit": key, "reason": "示例"})
    assert [(path, code) for path, code, _ in found] == [
        ("name_unit.unit", "E_CHOICE" if key else "E_REQUIRED")
    ]


def test_masks_numbers_and_phones_and_names_only_when_asked():
    data = {"head_name": "张三", "head_id": HEAD, "phone": "13900000025", "reason": "示例"}
    shown = masked(schema("F01"), data, TYPES)
    assert (shown["head_name"], shown["head_id"], shown["phone"]) == (
        "张三",
        "130399********0025",
        "139****0025",
    )
    hidden = masked(schema("F01"), data, TYPES, names=True)
    assert (hidden["head_name"], hidden["reason"]) == ("张某", "***")


def test_forms_come_in_the_order_in_which_they_look_at_each_other():
    assert list(shipped())[:5] == ["F01", "F02", "F03", "F04", "F05"]


def test_an_unknown_form_is_no_form():
    with pytest.raises(KeyError):
        schema("F99")


def test_every_type_is_named_as_it_is_registered():
    assert all(name == kind.name for name, kind in TYPES.items())
