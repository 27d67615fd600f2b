"""Validation: all faults together, clean data that is JSON, and nothing from outside that breaks it."""

import json
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.forms import GENERIC, load, masked, validate, validate_all
from tests.engine.forms.surroundings import around


def form(*fields, **more):
    return load({"form": "T1", "version": 1, "title": "示例", "fields": list(fields), **more})


def field(key="x", type="textfield", **more):
    return {"key": key, "label": key, "type": type, **more}


def check(schema, data, context=None):
    clean, faults = validate(schema, data, context or around(), GENERIC)
    return clean, [(fault.path, fault.code) for fault in faults]


def one(value, **more):
    clean, faults = check(form(field(**more)), {"x": value})
    return clean["x"], [code for _, code in faults]


@pytest.mark.parametrize("blank", ["", "  ", "\n", "　", None])
def test_a_blank_is_no_answer(blank):
    assert one(blank, required=True) == (None, ["E_REQUIRED"])
    assert one(blank) == (None, [])


@pytest.mark.parametrize(
    ("given_", "stored"),
    [("1020", "1020.00"), ("1020.5", "1020.50"), ("0", "0.00"), (" １２.３４ ", "12.34"), ("007", "7.00")],
)
def test_money_is_stored_with_two_decimals(given_, stored):
    assert one(given_, type="money") == (stored, [])


@pytest.mark.parametrize("wrong", ["10.005", "-1", "1,000", "1e3", "NaN", "十元", ".5", "5.", "١٢", "9" * 13])
def test_money_is_refused_never_rounded(wrong):
    assert one(wrong, type="money") == (None, ["E_MONEY"])


def test_money_as_a_number_has_the_wrong_type():
    assert one(1020, type="money") == (None, ["E_TYPE"])
    assert one(10.5, type="money") == (None, ["E_TYPE"])


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_money_keeps_its_value(amount):
    stored, faults = one(str(amount), type="money")
    assert faults == []
    assert Decimal(stored) == amount


@pytest.mark.parametrize(
    ("given_", "stored"),
    [
        ("2026-02-13T09:00", "2026-02-13T09:00:00+08:00"),
        ("2026-02-13T09:00:30.5", "2026-02-13T09:00:30+08:00"),
        ("2026-02-13T01:00:00Z", "2026-02-13T09:00:00+08:00"),
        ("2026-02-13T01:00:00+00:00", "2026-02-13T09:00:00+08:00"),
    ],
)
def test_a_moment_is_stored_with_the_countys_offset(given_, stored):
    assert one(given_, type="datetime") == (stored, [])


@pytest.mark.parametrize(
    "wrong",
    [
        "2026-02-13",
        "2026-02-30T09:00",
        "2026-02-13 09:00",
        "20260213T0900",
        "0001-01-01T00:00",
        "2026-W07-1T00:00",
        "x",
    ],
)
def test_what_is_no_moment_is_a_fault_of_the_date(wrong):
    assert one(wrong, type="datetime") == (None, ["E_DATE"])


@pytest.mark.parametrize(
    "wrong", ["2026-02-30", "2026-2-3", "20260203", "2026年2月3日", "9999-01-01", "0001-01-01"]
)
def test_what_is_no_day_is_a_fault_of_the_date(wrong):
    assert one(wrong, type="date") == (None, ["E_DATE"])


@pytest.mark.parametrize(
    ("valid_to", "codes"),
    [("2026-02-28", []), ("2026-03-01", ["E_DATE"]), ("2025-02-28", []), ("2025-02-27", ["E_DATE"])],
)
def test_a_bound_may_be_another_field_and_months_end_with_the_month(valid_to, codes):
    schema = form(field("on", "date"), field("to", "date", min="on", max="on + 12 months"))
    _, faults = check(schema, {"on": "2025-02-28", "to": valid_to})
    assert [code for _, code in faults] == codes


def test_a_bound_that_has_no_value_does_not_bind():
    assert check(form(field("to", "date", min="@F01.apply_on")), {"to": "2026-03-01"})[1] == []


def test_a_moment_on_the_bounds_day_is_not_before_it():
    schema = form(field(type="datetime", min="@F01.apply_on", max="$now"))
    context = around({"F01": {"apply_on": "2026-03-02"}})
    assert check(schema, {"x": "2026-03-02T00:00"}, context)[1] == []
    assert check(schema, {"x": "2026-03-01T23:59:59"}, context)[1] == [("T1.x", "E_DATE")]
    assert check(schema, {"x": "2026-03-02T10:00"}, context)[1] == []
    assert check(schema, {"x": "2026-03-02T10:00:01"}, context)[1] == [("T1.x", "E_DATE")]


@pytest.mark.parametrize("wrong", ["a\x00b", "\ud800", "a\x1bb", 5, ["a"], {"a": 1}, "two\nlines"])
def test_text_that_cannot_be_stored_is_refused(wrong):
    assert one(wrong) == (None, ["E_TYPE"])


def test_html_in_text_stays_as_written():
    assert one("<b>示例</b> & ，") == ("<b>示例</b> & ，", [])


def test_length_counts_after_trimming():
    assert one(" " * 20 + "ab" + " " * 20, min=3)[1] == ["E_LENGTH"]
    assert one("字" * 200)[1] == []
    assert one("字" * 201)[1] == ["E_LENGTH"]


def test_true_is_no_number_and_one_is_no_tick():
    assert one(True, type="number")[1] == ["E_TYPE"]
    assert one(1, type="checkbox")[1] == ["E_TYPE"]
    assert one(False, type="checkbox", required=True) == (False, [])
    assert one(False, type="checkbox", required=True, must_be=True)[1] == ["E_REQUIRED"]


def test_files_must_exist_and_be_few():
    assert one(["a", "b"], type="filepicker", max=2) == (["a", "b"], [])
    assert one("a", type="filepicker") == (["a"], [])
    assert one(["a", "no"], type="filepicker")[1] == ["E_FILE"]
    assert one(["a", "b", "c"], type="filepicker", max=2)[1] == ["E_COUNT"]
    assert one(["a", "a"], type="filepicker")[1] == ["E_UNIQUE"]
    assert one([], type="filepicker", required=True)[1] == ["E_REQUIRED"]
    assert one([1], type="filepicker")[1] == ["E_TYPE"]


def test_what_is_not_asked_may_not_be_answered():
    schema = form(field("a", "checkbox"), field("b", visible_when={"field": "a", "is": True}, required=True))
    assert check(schema, {"a": False, "b": "x"})[1] == [("T1.b", "E_UNKNOWN_FIELD")]
    assert check(schema, {"a": False, "b": 5})[1] == [("T1.b", "E_UNKNOWN_FIELD")]
    assert check(schema, {"a": False, "b": ""}) == ({"a": False, "b": None}, [])
    assert check(schema, {"a": True})[1] == [("T1.b", "E_REQUIRED")]


def test_rules_of_a_form_bring_their_own_words():
    rule = {"when": {"field": "x", "is": "no"}, "path": "x", "code": "E_CHOICE", "message": "不能填 no"}
    _, faults = validate(form(field(), rules=[rule]), {"x": "no"}, around(), GENERIC)
    assert faults[0].facts == {"label": "x", "message": "不能填 no"}


def table(**more):
    return load(
        {
            "form": "T2",
            "version": 1,
            "title": "表",
            "rows": True,
            "fields": [field("a", "number", unique_in="rows", required=True)],
            **more,
        }
    )


def test_rows_come_bare_or_named_and_are_told_apart_by_number():
    for data in ([{"a": 1}, {"a": 1}], {"rows": [{"a": 1}, {"a": 1}]}):
        _, faults = validate(table(), data, around(), GENERIC)
        assert [(fault.path, fault.code) for fault in faults] == [("T2.rows[1].a", "E_UNIQUE")]
        assert faults[0].facts["row"] == 2
        assert faults[0].facts["first_row"] == 1


def test_a_row_that_is_none_keeps_the_others_in_place():
    clean, faults = check(table(), [None, "x", {"a": "y"}, {"a": 4}])
    assert faults == [("T2.rows[0]", "E_TYPE"), ("T2.rows[1]", "E_TYPE"), ("T2.rows[2].a", "E_TYPE")]
    assert clean["rows"][3] == {"a": 4}


@pytest.mark.parametrize("wrong", [5, "x", {"a": 1}, True])
def test_rows_that_are_no_list_are_refused(wrong):
    assert check(table(), {"rows": wrong})[1] == [("T2.rows", "E_TYPE")]


@pytest.mark.parametrize("wrong", [None, 5, "x", True, 1.5])
def test_data_that_is_no_object_is_refused(wrong):
    assert check(form(field()), wrong)[1] == [("T1", "E_TYPE")]


def test_a_very_long_list_costs_nothing():
    started = time.perf_counter()
    assert check(table(), [{"a": 1}] * 200_000)[1] == [("T2.rows", "E_COUNT")]
    assert time.perf_counter() - started < 0.5


def test_unknown_names_are_shown_short():
    _, faults = check(form(field()), {"<script>" * 50: 1})
    assert faults == [("T1." + ("<script>" * 50)[:40], "E_UNKNOWN_FIELD")]


def test_forms_handed_in_together_see_the_clean_ones_before_them():
    first = load({"form": "A", "version": 1, "title": "甲", "fields": [field("m", "money")]})
    second = load(
        {
            "form": "B",
            "version": 1,
            "title": "乙",
            "fields": [field("x", required={"field": "@A.m", "is": "5.00"})],
        }
    )
    clean, faults = validate_all(
        [first, second], {"A": {"m": "5"}, "B": {}, "C": {}}, around(), GENERIC, {"A", "B"}
    )
    assert clean == {"A": {"m": "5.00"}, "B": {"x": None}}
    assert [(fault.path, fault.code) for fault in faults] == [("C", "E_UNKNOWN_FIELD"), ("B.x", "E_REQUIRED")]


def test_a_needed_form_that_is_missing_is_named():
    _, faults = validate_all([form(field())], {}, around(), GENERIC, {"T1"})
    assert [(fault.path, fault.code, fault.facts) for fault in faults] == [
        ("T1", "E_REQUIRED", {"label": "示例"})
    ]
    assert validate_all([form(field())], {}, around(), GENERIC, frozenset())[1] == ()


def test_masks_only_what_is_personal():
    schema = form(field("a", personal=True), field("b"))
    assert masked(schema, {"a": "示例", "b": "示例"}, GENERIC) == {"a": "示例", "b": "示例"}
    assert masked(schema, {"a": "示例", "b": "示例"}, GENERIC, names=True) == {"a": "***", "b": "示例"}


EVERYTHING = form(
    field("text"),
    field("area", "textarea", min=2, max=5),
    field("number", "number", min=1),
    field("money", "money", max="100"),
    field("tick", "checkbox"),
    field("day", "date", max="$today"),
    field("moment", "datetime", min="day"),
    field("choice", "select", choices=[{"value": "a", "label": "甲"}]),
    field("files", "filepicker"),
    field(
        "rows",
        "dynamiclist",
        min=1,
        max=3,
        fields=[field("a", unique_in="rows"), field("b", "money", required=True)],
    ),
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=15)
    | st.sampled_from(["2026-03-02", "2026-03-02T09:00", "5.5", "a"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["a", "b", "_schema", "rows"]) | st.text(max_size=5), inner, max_size=4
        )
    ),
    max_leaves=12,
)
KEYS = [spec.key for spec in EVERYTHING.fields] + ["_schema", "", "x.y"]


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=10) | JSON)
def test_whatever_comes_in_gives_json_and_faults_never_an_error(data):
    clean, faults = validate(EVERYTHING, data, around(), GENERIC)
    json.dumps(clean)
    assert set(clean) == {spec.key for spec in EVERYTHING.fields}
    assert all(fault.path.startswith("T1") and fault.code.startswith("E_") for fault in faults)
    for fault in faults:
        json.dumps(fault.facts)
