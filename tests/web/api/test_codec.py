"""JSON on the wire."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.errors import BadRequest
from web.api.codec import decode, encode, typed


def test_a_moment_is_told_with_the_offset_of_the_county() -> None:
    assert (
        encode({"at": datetime(2026, 2, 13, 1, 0, 7, 999, tzinfo=UTC)})
        == b'{"at":"2026-02-13T09:00:07+08:00"}'
    )


def test_a_day_stays_a_day() -> None:
    assert encode([date(2026, 2, 13)]) == b'["2026-02-13"]'


@pytest.mark.parametrize(("amount", "wire"), [("1020", '"1020.00"'), ("0.5", '"0.50"'), ("0", '"0.00"')])
def test_money_is_text_with_two_decimals(amount: str, wire: str) -> None:
    assert encode(Decimal(amount)).decode() == wire


def test_money_is_not_rounded_on_its_way_out() -> None:
    with pytest.raises(ValueError, match="decimals"):
        encode(Decimal("1.005"))


@pytest.mark.parametrize("value", [1.5, b"bytes", object()])
def test_what_has_no_place_on_the_wire_is_a_bug(value: object) -> None:
    with pytest.raises(TypeError):
        encode({"x": value})


def test_chinese_is_written_as_it_is_and_sets_are_sorted() -> None:
    assert (
        encode({"name": "张三", "flags": frozenset({"b", "a"})}).decode()
        == '{"name":"张三","flags":["a","b"]}'
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"{'a': 1}",
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": "\\ud800"}',
        b'{"a": "\\u0000"}',
        b'{"\\u0000": 1}',
        b'{"a": 1e400}',
        b'{"a": 1e-400}',
        b'{"a": 123456789012345678901234567890}',
        b"[" * 50 + b"]" * 50,
        b"[" * 100_000,
        b'{"a": ' + b"9" * 5000 + b"}",
        '{"a": "名"}'.encode("gb18030"),
        b"\xef\xbb\xbf{}",
    ],
)
def test_json_that_two_readers_could_understand_differently_is_refused(data: bytes) -> None:
    with pytest.raises(BadRequest):
        decode(data)


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"{}", {}),
        (b'{"a": [1, true, null, "\xe5\x90\x8d"]}', {"a": [1, True, None, "名"]}),
        (b'{"a": 1020.5}', {"a": Decimal("1020.5")}),
        (b'{"a": 0.0}', {"a": Decimal("0.0")}),
    ],
)
def test_json_is_read_without_floats(data: bytes, value: Any) -> None:
    assert decode(data) == value
    assert not any(isinstance(item, float) for item in decode(data).values())


def test_a_draft_keeps_numbers_as_they_were_typed() -> None:
    assert typed({"F08": {"rows": [{"n": Decimal("1.50"), "k": 2}]}}) == {
        "F08": {"rows": [{"n": "1.50", "k": 2}]}
    }
