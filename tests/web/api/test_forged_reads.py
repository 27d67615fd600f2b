"""Ways round the lists that were tried and must stay shut: days no calendar can reckon with, NUL, forged places."""

from base64 import urlsafe_b64encode
from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from web.api.paging import cut

Ask = Callable[..., TestResponse]


@pytest.mark.parametrize(
    "path",
    [
        "/tasks?due_before=0001-01-01",
        "/tasks?q=a%00b",
        "/cases?q=%00",
        "/cases?to=9999-12-31",
        "/supervision/board?from=0001-01-01",
        "/supervision/board?to=9999-12-31",
        "/cases?cursor=" + urlsafe_b64encode("²".encode()).decode(),
    ],
)
def test_what_no_database_can_compare_is_a_bad_request(ask: Ask, path: str) -> None:
    answer = ask("sh", "GET", path)
    assert (answer.status_code, (answer.json or {}).get("code")) == (400, "E_BAD_REQUEST")


@pytest.mark.parametrize("place", ["²", "9" * 5000, "-1"])
def test_a_place_that_is_no_number_is_the_beginning(place: str) -> None:
    assert cut(["a", "b"], 1, place) == {"items": ["a"], "next": "1"}
