"""One browser a session, one server a database kind, one browser profile a person; each journey brings cases of its own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browsing import FLAGS, Person, sitting
from tests.journeys.site import MORNING, Site, serving
from tests.journeys.wire import Wire, identities

KINDS = [
    pytest.param(kind, marks=pytest.mark.xdist_group(f"journeys-{kind}")) for kind in ("sqlite", "postgresql")
]
"""All journeys on one database kind run in one worker, so that its server and browser start once."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        yield launched
        launched.close()


@contextmanager
def _server(kind: str, copies: Callable[[str], Any], folders: pytest.TempPathFactory) -> Iterator[Site]:
    folder = folders.mktemp(f"site-{kind}")
    database = copies(kind).make(folder)
    with serving(database, folder, MORNING) as site:
        yield site
    copies(kind).drop(database)


@pytest.fixture(scope="session")
def sqlite_server(copies: Callable[[str], Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server of the empty demo county on SQLite."""
    with _server("sqlite", copies, tmp_path_factory) as site:
        yield site


@pytest.fixture(scope="session")
def postgresql_server(
    pg_url: str, copies: Callable[[str], Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The same on PostgreSQL, whose own server (`pg_url`) must outlive it."""
    with _server("postgresql", copies, tmp_path_factory) as site:
        yield site


@pytest.fixture(params=KINDS)
def site(request: pytest.FixtureRequest) -> Site:
    """A running server, once on SQLite and once on PostgreSQL, its clock on a plain Monday morning."""
    found: Site = request.getfixturevalue(f"{request.param}_server")
    found.at(MORNING)
    return found


@pytest.fixture
def sqlite_site(sqlite_server: Site) -> Site:
    """The same on SQLite only, for what happens in the browser."""
    sqlite_server.at(MORNING)
    return sqlite_server


@pytest.fixture(scope="session")
def people(browser: Browser) -> Iterator[Callable[[Site, str], Person]]:
    """`people(site, "ck1")`: somebody signed in through the page, in a browser profile kept for the session."""
    with ExitStack() as open_ones:

        @cache
        def of(site: Site, login: str) -> Person:
            return open_ones.enter_context(sitting(browser, site)).sign_in(login)

        yield of


@pytest.fixture(scope="session")
def id_numbers() -> Iterator[str]:
    """Identity numbers nobody has yet."""
    return identities()


@pytest.fixture(scope="session")
def wire_of() -> Callable[[Site], Wire]:
    """The API of a site, with tokens kept."""
    return cache(lambda site: Wire(site.url))
