"""Headers of a request."""

from urllib.parse import quote

import pytest

from engine.errors import BadRequest, NotSignedIn, PurposeMissing
from web.api import headers


@pytest.mark.parametrize("value", ["Bearer abc", "bearer abc", "BEARER  abc"])
def test_a_bearer_token_is_found(value: str) -> None:
    assert headers.bearer(value) == "abc"


@pytest.mark.parametrize(
    "value", [None, "", "Bearer", "Bearer ", "Basic abc", "abc", "Bearer a b", "Bearer 名"]
)
def test_anything_else_is_not_signed_in(value: str | None) -> None:
    with pytest.raises(NotSignedIn):
        headers.bearer(value)


def test_a_purpose_is_percent_encoded_utf8() -> None:
    assert headers.purpose(quote("专项检查资料")) == "专项检查资料"
    assert headers.purpose("yearly audit") == "yearly audit"
    assert headers.purpose(None) is None


@pytest.mark.parametrize(
    "value",
    ["", "abc", quote("检查"), quote("查" * 201), "%ff%fe%fd%fc", "专项检查资料", "   a   ", "ab%0Acd"],
)
def test_a_purpose_too_short_too_long_or_not_encoded_is_none(value: str) -> None:
    with pytest.raises(PurposeMissing):
        headers.purpose(value)


@pytest.mark.parametrize("length", [4, 200])
def test_a_purpose_of_4_to_200_characters_is_taken(length: int) -> None:
    assert headers.purpose(quote("查" * length)) == "查" * length


def test_a_revision_stands_in_quotes() -> None:
    assert headers.if_match('"7"') == 7
    assert headers.if_match(None) is None


@pytest.mark.parametrize("value", ["7", 'W/"7"', '"7", "8"', '"x"', "*", "", '"-1"'])
def test_other_tags_are_refused(value: str) -> None:
    with pytest.raises(BadRequest):
        headers.if_match(value)


@pytest.mark.parametrize("value", ["k", "a" * 80, "2026-02-13 #1"])
def test_an_idempotency_key_is_1_to_80_printable_characters(value: str) -> None:
    assert headers.idempotency_key(value) == value


@pytest.mark.parametrize("value", ["", "a" * 81, "a\tb", "键"])
def test_other_idempotency_keys_are_refused(value: str) -> None:
    with pytest.raises(BadRequest):
        headers.idempotency_key(value)
