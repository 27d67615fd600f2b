"""The closed language: what it takes, what it refuses, and that it never fails in another way."""

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.expressions import ExpressionRefused, evaluate, parse

FACTS = {
    "aid": "110",
    "members": 3,
    "amount": Decimal("1020.00"),
    "contested": False,
    "nothing": None,
    "on": date(2026, 3, 2),
    "at": datetime(2026, 3, 2, 1, 0, tzinfo=UTC),
    "naive": datetime(2026, 3, 2, 1, 0, tzinfo=UTC).replace(tzinfo=None),
    "extras": ("old", "ill"),
}


def value(source):
    return evaluate(
        parse(source, frozenset({"limit_end"})), FACTS, {"limit_end": lambda row: f"end of {row}"}
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('aid == "110"', True),
        ("aid in ['110', '120'] and members >= 3", True),
        ("aid not in ['110']", False),
        ("not contested or nothing > 3", True),
        ("nothing == None", True),
        ("nothing != 3", True),
        ("nothing != None and nothing > 3", False),
        ("1 + 2 * 3 - -1", 8),
        ("(1 + 2) * 3", 9),
        ("7 / 2", Decimal("3.5")),
        ("0.1 + 0.2 == 0.3", True),
        ("amount * 2 == 2040", True),
        ("members == 3.0", True),
        ('"ill" in extras', True),
        ('extras == ["old", "ill"]', True),
        ("limit_end('B03')", "end of B03"),
        ('"P5D"', "P5D"),
        (r'"a\"b"', 'a"b'),
        ("on <= on and at < at", False),
        ("true and not false", True),
    ],
)
def test_gives_the_value_a_reader_expects(source, expected):
    found = value(source)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("", "空的"),
        ("  ", "空的"),
        ("aid ==", "没有写完"),
        ("aid = '110'", "两个等号"),
        ("${aid == '110'}", "其他工具"),
        ("#{aid}", "其他工具"),
        ("aid == ‘110’", "半角"),
        ("（members）", "半角"),
        ("contested && contested", "and"),
        ("contested || contested", "or"),
        ("!contested", "not"),
        ("aid.upper()", "下级"),
        ("'abc", "没有成对"),
        ("1 < members < 5", "连写"),
        ("members == 3 == True", "连写"),
        ("len(aid)", "不能调用"),
        ("__import__('os')", "不能调用"),
        ("limit_end(aid)", "写明的值"),
        ("limit_end('B03'", "缺少"),
        ("(1 + 2", "缺少"),
        ("1 2", "不能出现"),
        ("2 ** 3", "不能出现"),
        ("lambda: 1", "不认识"),
        ("1e5", "写法"),
        ("0x10", "写法"),
        ("1.", "写法"),
        ("9" * 19, "太长"),
        ("１ + 1", "写法"),
        ("aid == '1\n'", "成对"),
        ("+" * 5 + "1", "不能出现"),
        ("(" * 21 + "1" + ")" * 21, "太深"),
        ("not " * 21 + "contested", "太深"),
        ("-" * 21 + "1", "太深"),
        ("1" + "+1" * 250, "太长"),
        ("1" * 1001, "超过"),
    ],
)
def test_refuses_with_a_sentence_that_says_why(source, word):
    with pytest.raises(ExpressionRefused, match=word) as caught:
        parse(source, frozenset({"limit_end"}))
    assert caught.value.message


@pytest.mark.parametrize(
    "source",
    [
        "aid == 110",
        "aid < 5",
        "contested == 0",
        "contested + 1",
        "aid + aid",
        "aid * 5",
        "on == at",
        "on < at",
        "at < naive",
        "contested < contested",
        "nothing < 3",
        "not nothing",
        "aid and contested",
        "members in 3",
        "'1' in '123'",
        "members in ['a']",
        "1 / 0",
        "1.0 / 0",
        "0 / 0",
        "-aid",
        "unknown == 1",
        "999999999999999999 * 999999999999999999",
        "extras == aid",
    ],
)
def test_refuses_values_that_do_not_fit(source):
    with pytest.raises(ExpressionRefused):
        value(source)


def test_an_undefined_name_is_named():
    with pytest.raises(ExpressionRefused, match="unknown"):
        value("unknown == 1")


def test_a_function_known_to_the_parser_but_not_given_is_refused():
    with pytest.raises(ExpressionRefused, match="limit_end"):
        evaluate(parse("limit_end('B03')", frozenset({"limit_end"})), {})


def test_tells_names_and_calls_without_evaluating():
    found = parse("aid == '110' and limit_end('B03') != None", frozenset({"limit_end"}))
    assert found.names == {"aid"}
    assert found.calls == (("limit_end", ("B03",)),)


@pytest.mark.parametrize(
    "bad", [Decimal("NaN"), Decimal("Infinity"), Decimal("1e400"), 10**400, 0.5, {}, object()]
)
def test_values_from_outside_are_bounded_too(bad):
    with pytest.raises(ExpressionRefused):
        evaluate(parse("x + 1"), {"x": bad})


WORDS = st.sampled_from(
    [
        "aid",
        "members",
        "amount",
        "contested",
        "nothing",
        "on",
        "at",
        "naive",
        "extras",
        "and",
        "or",
        "not",
        "in",
        "==",
        "!=",
        "<",
        ">",
        "<=",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "(",
        ")",
        "[",
        "]",
        ",",
        "1",
        "2.5",
        "999999999999999999",
        "'110'",
        "True",
        "None",
        "limit_end('B03')",
        "unknown",
        ".",
        "=",
        "!",
        "\\",
        '"',
        "'",
        "９",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=25).map(" ".join)))
def test_whatever_is_written_gives_a_value_or_a_refusal(source):
    try:
        found = value(source)
    except ExpressionRefused:
        return
    assert len(str(found)) < 2000


@settings(max_examples=50, deadline=2000)
@given(st.sampled_from("*/+-"), st.integers(1, 200))
def test_long_rows_stay_small(sign, length):
    source = "amount" + f"{sign}9.99" * length
    with suppress(ExpressionRefused):
        assert len(str(value(source))) < 60
