"""A person in front of a browser: opens pages, reads words, fills fields by their labels, presses what is written on buttons."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, TimeoutError, ViewportSize

from tests.journeys.site import Site
from tests.journeys.wire import PASSWORD, PNG

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000
"""Milliseconds one waits for a page or a button while the machine is busy."""
WIDE, NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)


@dataclass(frozen=True)
class Person:
    """Somebody at a desk."""

    page: Page
    site: Site

    def open(self, path: str) -> "Person":
        self.page.goto(self.site.url + path)
        return self

    def sign_in(self, login: str) -> "Person":
        self.open("/sign-in")
        self.page.get_by_label("用户名").fill(login)
        self.page.get_by_label("密码").fill(PASSWORD)
        return self.press("登录")

    def press(self, words: str, within: Locator | None = None) -> "Person":
        """Press the first button with these words, and wait for the page that follows."""
        return self._go((within or self.page.locator("body")).get_by_role("button", name=words), words)

    def follow(self, words: str, within: Locator | None = None) -> "Person":
        """Follow the first link with these words."""
        return self._go((within or self.page.locator("main")).get_by_role("link", name=words), words)

    def _go(self, found: Locator, words: str) -> "Person":
        try:
            found.first.wait_for()
        except TimeoutError:
            raise AssertionError(f"no {words!r} on {self.path}: {self.text}") from None
        with self.page.expect_navigation(wait_until="load"):
            found.first.click()
        return self

    def fill(self, **typed: str) -> "Person":
        """Answer questions by their keys, whatever stands there to answer them: `F01__phone="12"`, `F07__declared="false"`."""
        for key, value in typed.items():
            path = key.replace("__", ".", 1)
            found = self.page.locator(f'[name="{path}"]').locator("visible=true").first
            kind = found.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
            if kind == "select":
                found.select_option(value)
            elif kind in ("radio", "checkbox"):
                self.page.locator(f'[name="{path}"][value="{value}"]').check()
            else:
                found.fill(value)
        return self

    def value(self, path: str) -> str:
        """What stands in a field."""
        return self.page.locator(f'[name="{path}"]').first.input_value()

    def sign(self, path: str, name: str = "签名.png") -> "Person":
        """Upload the signed paper for a question of a form."""
        return self.sign_as(f"file:{path}", name)

    def sign_as(self, field: str, name: str) -> "Person":
        """Upload a paper in the field with this very name."""
        file = {"name": name, "mimeType": "image/png", "buffer": PNG}
        self.page.locator(f'input[type=file][name="{field}"]').set_input_files(file)  # type: ignore[arg-type]
        return self

    @property
    def text(self) -> str:
        """The words of the page's body that one can see."""
        return " ".join(self.page.locator("main").inner_text().split())

    @property
    def title(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.site.url)


@contextmanager
def sitting(browser: Browser, site: Site, **settings: object) -> Iterator[Person]:
    """A browser profile of its own at one site, without anybody signed in."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport=WIDE, **settings)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    try:
        yield Person(page=context.new_page(), site=site)
    finally:
        context.close()
