"""Ways round the pages that were tried and must stay shut: redirects that leave, numbers that are none, NUL."""

from collections.abc import Callable

import pytest

from tests.web.conftest import Visitor
from web.office import inside

Visit = Callable[[str], Visitor]


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "/\n/elsewhere.example",
        "/\r/elsewhere.example",
        "/\t/elsewhere.example",
        "/\\\t/elsewhere.example",
        "javascript:alert(1)",
        "",
        None,
    ],
)
def test_no_next_leads_to_another_site(target: str | None) -> None:
    assert inside(target) == "/"


def test_a_path_of_this_site_is_kept() -> None:
    assert inside("/cases?q=示例&colour=red") == "/cases?q=示例&colour=red"


@pytest.mark.parametrize("year", ["²", "9" * 5000, "-1", "0000", "٢٠٢٦"])
def test_a_year_that_is_none_shows_this_year(visit: Visit, year: str) -> None:
    visitor = visit("ck1")
    answer = visitor.client.get("/calendar", query_string={"year": year})
    assert answer.status_code == 200
    assert "2026" in answer.text


@pytest.mark.parametrize("revision", ["²", "9" * 5000])
def test_a_revision_that_is_no_number_is_none(visit: Visit, revision: str) -> None:
    visitor = visit("ck1").get("/inbox")
    answer = visitor.client.post(
        "/tasks/x/claim", data={"csrf_token": visitor.value("csrf_token"), "revision": revision}
    )
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/cases?q=%00", "/inbox?q=a%00", "/cases/a%00b", "/progress?no=%00"])
def test_no_nul_reaches_the_database(visit: Visit, path: str) -> None:
    assert visit("ck1").client.get(path).status_code == 400
