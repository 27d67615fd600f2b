"""Pages of a list."""

import pytest

from engine.errors import BadRequest
from web.api import paging


@pytest.mark.parametrize(("text", "limit"), [(None, 50), ("1", 1), ("200", 200), ("007", 7)])
def test_a_page_has_50_unless_1_to_200_are_asked_for(text: str | None, limit: int) -> None:
    assert paging.read_limit(text) == limit


@pytest.mark.parametrize("text", ["0", "201", "-1", "", "ten", "1.5", "٣", "1000", " 5"])
def test_other_page_sizes_are_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        paging.read_limit(text)


@pytest.mark.parametrize("place", ["50", "2026-02-13T09:00:00+08:00|示例", ""])
def test_a_cursor_brings_back_its_place(place: str) -> None:
    assert paging.unseal("tasks.list", paging.seal("tasks.list", place)) == place


def test_a_cursor_does_not_show_its_place() -> None:
    assert "2026" not in paging.seal("tasks.list", "2026-02-13")


@pytest.mark.parametrize("cursor", ["", "x", "abc", "!!!", "名", "AAAAAAAAAAAA", "50", "____"])
def test_a_broken_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(BadRequest):
        paging.unseal("tasks.list", cursor)


def test_a_cursor_with_any_letter_changed_is_refused() -> None:
    cursor = paging.seal("tasks.list", "2026-02-13|abc")
    for at, letter in enumerate(cursor):
        broken = cursor[:at] + ("A" if letter != "A" else "B") + cursor[at + 1 :]
        with pytest.raises(BadRequest):
            paging.unseal("tasks.list", broken)


def test_a_cursor_belongs_to_one_list() -> None:
    with pytest.raises(BadRequest):
        paging.unseal("cases.list", paging.seal("tasks.list", "50"))


def test_a_list_given_whole_is_cut_into_pages_that_make_the_whole() -> None:
    items, place, found = list(range(7)), None, []
    for _ in range(4):
        page = paging.page_of_whole(items, 2, place)
        found += page["items"]
        place = page["next"]
    assert found == items
    assert place is None


def test_keys_beside_the_items_stay_on_each_page() -> None:
    page = paging.page_of_whole({"regime": "R2026", "items": [1, 2], "waiting": [], "next": None}, 1, None)
    assert page == {"regime": "R2026", "items": [1], "waiting": [], "next": "1"}
