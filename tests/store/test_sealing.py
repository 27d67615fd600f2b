"""Personal data at rest: it opens only where it was sealed, with any of the keys, and equality needs no plain text."""

import pytest
from cryptography.exceptions import InvalidTag

from store.sealing import Ring, read_ring

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
NUMBER = "130399195804120025"


def test_a_sealed_value_opens_again() -> None:
    ring = Ring({1: OLD})
    for value in (NUMBER, {"phone": "13900000025", "rows": [1, None]}, "", None):
        assert ring.open(ring.seal(value, "case.head_id"), "case.head_id") == value


def test_the_same_value_is_sealed_differently_each_time() -> None:
    ring = Ring({1: OLD})
    assert ring.seal(NUMBER, "case.head_id") != ring.seal(NUMBER, "case.head_id")


def test_nothing_of_the_value_shows() -> None:
    assert NUMBER.encode() not in Ring({1: OLD}).seal(NUMBER, "case.head_id")


def test_a_value_moved_to_another_column_does_not_open() -> None:
    ring = Ring({1: OLD})
    with pytest.raises(InvalidTag):
        ring.open(ring.seal(NUMBER, "case.head_id"), "person.id_no")


@pytest.mark.parametrize("place", [2, 14, -1])
def test_a_changed_value_does_not_open(place: int) -> None:
    ring = Ring({1: OLD})
    blob = bytearray(ring.seal(NUMBER, "case.head_id"))
    blob[place] ^= 1
    with pytest.raises(InvalidTag):
        ring.open(bytes(blob), "case.head_id")


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(InvalidTag):
        Ring({1: NEW}).open(Ring({1: OLD}).seal(NUMBER, "case.head_id"), "case.head_id")


def test_after_a_new_key_old_values_still_open_and_new_ones_take_it() -> None:
    old, both = Ring({1: OLD}), Ring({1: OLD, 2: NEW})
    assert both.open(old.seal(NUMBER, "case.head_id"), "case.head_id") == NUMBER
    assert both.seal(NUMBER, "case.head_id")[1] == 2


def test_blind_indexes_and_digests_survive_a_new_key() -> None:
    old, both = Ring({1: OLD}), Ring({1: OLD, 2: NEW})
    assert both.blind(NUMBER) == old.blind(NUMBER)
    assert both.digest({"a": 1}) == old.digest({"a": 1})


def test_a_blind_index_does_not_mind_width_case_or_blanks_around() -> None:
    ring = Ring({1: OLD})
    assert ring.blind(" １１０１０１１９９００１０１００1x ") == ring.blind("11010119900101001X")


def test_equal_values_of_different_kinds_have_different_indexes() -> None:
    ring = Ring({1: OLD})
    assert ring.blind("13900000025", "phone") != ring.blind("13900000025", "card")


def test_a_digest_does_not_mind_the_order_of_keys() -> None:
    ring = Ring({1: OLD})
    assert ring.digest({"a": 1, "b": 2}) == ring.digest({"b": 2, "a": 1})


def test_a_file_is_sealed_as_bytes() -> None:
    ring = Ring({1: OLD})
    content = b"\x89PNG" + bytes(1000)
    blob = ring.seal_bytes(content, "attachment.content")
    assert content[:4] not in blob
    assert ring.open_bytes(blob, "attachment.content") == content


@pytest.mark.parametrize(
    "text", ["", "1", "1:abc", "1:" + "0" * 62, "0:" + "0" * 64, "256:" + "0" * 64, "x:" + "0" * 64]
)
def test_keys_that_are_no_keys_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_ring(text)


def test_several_keys_are_read() -> None:
    assert read_ring(f"1:{OLD.hex()}, 2:{NEW.hex()}").current == 2
