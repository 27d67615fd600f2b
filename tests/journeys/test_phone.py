"""The inbox on a phone: what waits comes first, what narrows it when it is asked for."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import NARROW, WIDE, Person
from tests.journeys.site import Site
from tests.journeys.wire import Wire, open_case

pytestmark = pytest.mark.xdist_group("journeys-sqlite")


@pytest.fixture
def clerk(
    sqlite_site: Site,
    people: Callable[[Site, str], Person],
    wire_of: Callable[[Site], Wire],
    id_numbers: Iterator[str],
) -> Iterator[Person]:
    """The window clerk with a phone, and a case that waits."""
    open_case(wire_of(sqlite_site), next(id_numbers), "2026-03-02")
    person = people(sqlite_site, "ck1")
    person.page.set_viewport_size(NARROW)
    yield person
    person.page.set_viewport_size(WIDE)


def test_filters_stay_folded_until_they_are_asked_for_or_in_use(clerk: Person) -> None:
    clerk.open("/inbox?queue=group")
    step = clerk.page.get_by_label("环节")
    expect(step).to_be_hidden()
    expect(clerk.page.locator("[data-row]").first).to_be_in_viewport()
    clerk.page.get_by_text("查找和筛选").click()
    step.select_option("check_papers")
    clerk.press("筛选")
    expect(clerk.page.get_by_label("环节")).to_have_value("check_papers")
    expect(clerk.page.get_by_label("环节")).to_be_visible()


def test_at_a_desk_the_filters_are_simply_there(clerk: Person) -> None:
    clerk.page.set_viewport_size(WIDE)
    clerk.open("/inbox?queue=group")
    expect(clerk.page.get_by_label("环节")).to_be_visible()
    expect(clerk.page.get_by_text("查找和筛选")).to_be_hidden()


def test_a_list_of_cases_is_read_without_moving_it_sideways(clerk: Person) -> None:
    clerk.open("/cases")
    wider = clerk.page.locator(".scroll").evaluate("one => one.scrollWidth > one.clientWidth")
    assert not wider
    cell = clerk.page.locator("tbody tr").first.locator("td").first
    assert cell.evaluate("one => getComputedStyle(one, '::before').content") == '"申请人"'
