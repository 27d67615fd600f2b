"""Every page a role can reach by links, at a desk's and at a telephone's width, in both languages: nothing may be wrong with it.

The county is the full demo on SQLite; a few tasks are claimed first, so that their forms are among the pages.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Response

from casework.office import Office
from engine.time import read_moment
from gateways.clock import fixed
from ops import demo
from store.sealing import Ring
from store.work import Store
from tests.journeys.browsing import Person, sitting
from tests.journeys.crawling import Judge, walk
from tests.journeys.site import MORNING, Site, serving
from tests.journeys.wire import Wire

STARTS = {
    "": "/sign-in /progress /flow/310 /flow/one-window /help",
    "ck1": "/ /apply?aid=110 /apply?aid=220:urgent",
    "zg": "/ /apply?aid=320",
    "jb1": "/",
    "fzr": "/",
    "bm-jy": "/",
    "sh": "/",
    "db": "/",
    "ld": "/",
    "lc": "/",
    "xt": "/ /calendar?year=2027",
    "sjj": "/",
}
"""Where each begins; the first has not signed in."""
CLAIMS = {"ck1": 3, "bm-jy": 1, "bm-yb": 1}
PURPOSE = "示例：年度审计"


@pytest.fixture(scope="session")
def full_site(tmp_path_factory: pytest.TempPathFactory, ring: Ring) -> Iterator[Site]:
    """The server of the full demo county."""
    folder = tmp_path_factory.mktemp("site-full")
    url = f"sqlite:///{folder / 'full.db'}"
    store = Store(url, ring)
    store.create()
    demo.build(Office(store=store, env="test", clock=fixed(read_moment(f"{MORNING}+08:00"))), full=True)
    store.close()
    with serving(url, Path(folder), MORNING) as site:
        _claim(Wire(site.url))
        yield site


def _claim(wire: Wire) -> None:
    for login, number in CLAIMS.items():
        for row in wire.get(login, "/tasks", queue="group")["items"][:number]:
            wire.post(login, f"/tasks/{row['id']}/claim")


@pytest.fixture(scope="session")
def judge() -> Judge:
    """Remembers which parts were judged: a page of the same parts need not be judged for access again."""
    return Judge()


@pytest.mark.parametrize(
    "login",
    [
        pytest.param(login, marks=pytest.mark.xdist_group(f"pages-{place % 2}"), id=login or "nobody")
        for place, login in enumerate(STARTS)
    ],
)
def test_no_page_of_a_role_has_a_fault(browser: Browser, full_site: Site, judge: Judge, login: str) -> None:
    found: list[str] = []
    with sitting(browser, full_site) as person:
        if login:
            person.sign_in(login)
        _listen(person, found)
        seen = []
        for path, answer in walk(person, tuple(STARTS[login].split())):
            if _asks_for_a_purpose(person, answer):
                found.clear()
            else:
                assert answer.status == 200, (path, person.text)
            faults, found[:] = (
                [*found, *judge.faults_of(person.page), *judge.left_in_english(person.page)],
                [],
            )
            seen.append((path, faults))
        person.open("/help").press("English")
        for path, faults in seen:
            person.open(path)
            faults += judge.untranslated(person.page)
    wrong = [f"{path} | {fault}" for path, faults in seen for fault in faults]
    assert not wrong, "\n" + "\n".join(wrong)
    assert len(seen) >= 5


def _listen(person: Person, found: list[str]) -> None:
    """What the browser complains about: errors of scripts, whatever the policy refused, files that are not there."""

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.append(f"console: {message.text[:200]}")

    person.page.on("console", note)
    person.page.on("pageerror", lambda fault: found.append(f"script: {fault}"))


def _asks_for_a_purpose(person: Person, answer: Response) -> bool:
    """The one refusal that is meant: an auditor says what for, and then reads."""
    if answer.status != 422 or not person.page.locator("#purpose").count():
        return False
    person.page.locator("#purpose").fill(PURPOSE)
    person.press("继续查看")
    return True
