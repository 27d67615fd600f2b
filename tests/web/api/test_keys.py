"""Keys of a body and a query."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine.errors import BadRequest, FormRefused
from web.api.keys import Key, may, need, read_body, read_query, schema

KEYS = (
    need("reason", shortest=2, longest=5),
    may("on", "day"),
    may("at", "moment"),
    may("amount", "money"),
    may("n", "whole", least=1, most=10),
    may("done", "truth"),
    may("kind", choices=("a", "b")),
    may("who", "name"),
    may("files", "names"),
    may("data", "object"),
    may("rows", rows=(need("date", "day"), may("name"))),
)


def faults(data: Any) -> list[tuple[str, str]]:
    with pytest.raises(FormRefused) as refused:
        read_body(KEYS, data)
    return [(fault.path, fault.code) for fault in refused.value.faults]


def test_values_come_out_as_python_has_them() -> None:
    found = read_body(
        KEYS,
        {
            "reason": " 材料 ",
            "on": "2026-02-13",
            "at": "2026-02-13T09:00",
            "amount": "1020.5",
            "n": 3,
            "done": False,
            "kind": "b",
            "who": "ck1",
            "files": ["a-1"],
            "data": {"x": 1.0},
            "rows": [{"date": "2026-02-14"}],
        },
    )
    assert found == {
        "reason": "材料",
        "on": date(2026, 2, 13),
        "at": datetime(2026, 2, 13, 1, 0, tzinfo=UTC),
        "amount": Decimal("1020.5"),
        "n": 3,
        "done": False,
        "kind": "b",
        "who": "ck1",
        "files": ["a-1"],
        "data": {"x": 1.0},
        "rows": [{"date": date(2026, 2, 14)}],
    }


def test_all_faults_come_together() -> None:
    sent = {
        "reason": "",
        "on": "2026-02-30",
        "at": "soon",
        "amount": "1.005",
        "n": 11,
        "done": "yes",
        "kind": "c",
        "who": "名",
        "files": "a-1",
        "data": [],
        "rows": [{"date": "x", "more": 1}, 7],
        "extra": None,
    }
    assert faults(sent) == [
        ("extra", "E_UNKNOWN_FIELD"),
        ("reason", "E_REQUIRED"),
        ("on", "E_DATE"),
        ("at", "E_DATE"),
        ("amount", "E_MONEY"),
        ("n", "E_RANGE"),
        ("done", "E_TYPE"),
        ("kind", "E_CHOICE"),
        ("who", "E_TYPE"),
        ("files", "E_TYPE"),
        ("data", "E_TYPE"),
        ("rows[0].more", "E_UNKNOWN_FIELD"),
        ("rows[0].date", "E_DATE"),
        ("rows[1]", "E_TYPE"),
    ]


@pytest.mark.parametrize("reason", ["x", "六个字的理由"])
def test_a_text_too_short_or_too_long_is_named(reason: str) -> None:
    assert faults({"reason": reason}) == [("reason", "E_LENGTH")]


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_blank_is_missing(reason: Any) -> None:
    assert faults({"reason": reason}) == [("reason", "E_REQUIRED")]


@pytest.mark.parametrize("amount", [1020, Decimal("1020.5"), "-1", "1,020", "1e3", "", True])
def test_money_as_anything_but_text_is_refused(amount: Any) -> None:
    if amount == "":
        assert read_body(KEYS, {"reason": "ok", "amount": amount}) == {"reason": "ok"}
    else:
        assert faults({"reason": "ok", "amount": amount}) == [("amount", "E_MONEY")]


@pytest.mark.parametrize("data", [None, [], "text", 3])
def test_a_body_that_is_no_object_is_a_bad_request(data: Any) -> None:
    with pytest.raises(BadRequest):
        read_body(KEYS, data)


QUERY = (may("from", "day"), may("colour", choices=("red",)), may("n", "whole"), may("dry_run", "truth"))


def test_a_query_is_read_by_the_same_words() -> None:
    found = read_query(QUERY, {"from": ["2026-02-13"], "colour": ["red"], "n": ["3"], "dry_run": ["true"]})
    assert found == {"from": date(2026, 2, 13), "colour": "red", "n": 3, "dry_run": True}


@pytest.mark.parametrize(
    "sent",
    [
        {"strange": ["1"]},
        {"from": ["13.2.2026"]},
        {"colour": ["blue"]},
        {"n": ["x"]},
        {"n": ["1", "2"]},
        {"dry_run": ["1"]},
    ],
)
def test_an_unknown_or_wrong_parameter_is_a_bad_request_that_names_it(sent: dict[str, list[str]]) -> None:
    with pytest.raises(BadRequest) as refused:
        read_query(QUERY, sent)
    assert refused.value.facts["parameter"] in sent


def test_a_parameter_that_must_be_there_is_missed() -> None:
    with pytest.raises(BadRequest):
        read_query((Key(name="on", kind="day", required=True),), {})


def test_what_is_read_is_what_the_schema_says() -> None:
    check = Draft202012Validator(schema(KEYS))
    assert check.is_valid({"reason": "材料", "rows": [{"date": "2026-02-14"}], "n": 3})
    assert not check.is_valid({"reason": "材料", "extra": 1})
    assert not check.is_valid({})
    assert not check.is_valid({"reason": "材料", "n": 11})
