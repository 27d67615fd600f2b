"""Walk the pages a person can reach by links, and say of each what is wrong with it."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Response

from tests.journeys.browsing import NARROW, WIDE, Person

BOUND = 25
"""Pages a role; of pages of one make only a few are looked at."""
ALIKE = 3
FILES = re.compile(r"^/(attachments|documents|api)/")
ID = re.compile(r"(?<=/)(?=[^/]*\d)[A-Za-z0-9-]+")
CHINESE = "[\\u3400-\\u9fff]"
ENGLISH = "[A-Za-z]{3,}"
WORDS = frozenset({"PDF", "JPG", "PNG", "CSV", "xlsx", "Enter", "yimen", "processes", "sync"})
"""Names that stay as they are in Chinese."""
AXE = """async () => {
  const wanted = {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"]};
  const found = await axe.run(document, wanted);
  return found.violations.flatMap(one => one.nodes.map(node => `axe ${one.id}: ${node.html.slice(0, 160)}`));
}"""
NAMELESS = """() => [...document.querySelectorAll("img, svg")]
  .filter(one => one.tagName === "IMG" ? !one.hasAttribute("alt")
    : !(one.closest("[aria-hidden=true], [role=img][aria-label]") || one.getAttribute("aria-label") || one.getAttribute("aria-labelledby")
        || one.querySelector(":scope > title")))
  .map(one => `no name: ${one.outerHTML.slice(0, 120)}`)"""
WIDER = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? [...document.querySelectorAll("body *")]
      .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !one.closest(".scroll, .diagram"))
      .slice(0, 3).map(one => `wider than the window: ${one.outerHTML.slice(0, 120)}`).concat(["wider than the window"])
  : []"""
SAID = """([pattern, others]) => {
  const wanted = new RegExp(pattern, "gu"), found = new Set();
  const code = /[\\x21-\\x7e]*[_.\\/:][\\x21-\\x7e]+/g; // file names, addresses, keys with an underscore
  const judge = (text, near) => {
    if (near.closest(others)) return;
    const words = text.replace(code, "").match(wanted);
    if (words) found.add(words.join(" ") + " in: " + text.trim().slice(0, 80));
  };
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) judge(node.textContent, node.parentElement);
  for (const name of ["aria-label", "placeholder", "title", "alt", "data-good", "data-bad"])
    document.querySelectorAll(`[${name}]`).forEach(one => judge(one.getAttribute(name), one));
  document.querySelectorAll("input[type=submit], input[type=button]").forEach(one => judge(one.value, one));
  return [...found];
}"""


PARTS = """() => [...document.querySelectorAll("body *")].filter(one => !one.closest("svg")).map(one => {
  const attributes = [...one.attributes].map(({name, value}) =>
    ["class", "type", "role", "open", "scope", "lang"].includes(name) ? `${name}=${value}` : name);
  const bare = one.textContent.trim() === "" ? "empty" : "";
  return [one.parentElement.tagName, one.parentElement.className, one.tagName, ...attributes.sort(), bare].join(" ");
})"""


def walk(person: Person, start: tuple[str, ...] = ("/",)) -> Iterator[tuple[str, Response]]:
    """Each page in turn, opened; its links are read when the caller comes back for the next one."""
    waiting, seen, makes = list(start), set(start), dict[str, int]()
    for _ in range(BOUND):
        if not waiting:
            return
        path = waiting.pop(0)
        answer = person.page.goto(person.site.url + path)
        assert answer is not None
        yield path, answer
        for link in _links(person):
            make = _make(link)
            if link not in seen and makes.get(make, 0) < ALIKE:
                seen.add(link)
                makes[make] = makes.get(make, 0) + 1
                waiting.append(link)


def _links(person: Person) -> list[str]:
    found = person.page.eval_on_selector_all("a[href]", "all => all.map(one => one.href.split('#')[0])")
    own = [link.removeprefix(person.site.url) for link in found if link.startswith(person.site.url)]
    return [path for path in own if path and (not FILES.match(path) or "format=html" in path)]


def _make(path: str) -> str:
    """Pages that differ in ids and values only are of one make."""
    parts = urlsplit(path)
    keys = sorted(key for key, _ in parse_qsl(parts.query))
    return ID.sub("*", parts.path) + "?" + "&".join(keys)


class Judge:
    """Judges pages; for access only those that hold a combination of parts not judged before at that width."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def faults_of(self, page: Page) -> list[str]:
        """What is wrong with the page that is open, at both widths."""
        found = [*page.evaluate(NAMELESS), *page.evaluate(WIDER)]
        anew = self._anew(page)
        if anew:
            page.evaluate(AXE_SCRIPT)
            found += page.evaluate(AXE)
        page.set_viewport_size(NARROW)
        found += [f"at 390: {fault}" for fault in page.evaluate(WIDER)]
        if anew:
            found += [f"at 390: {fault}" for fault in page.evaluate(AXE)]
        page.set_viewport_size(WIDE)
        return list(dict.fromkeys(found))

    def _anew(self, page: Page) -> bool:
        parts = set(page.evaluate(PARTS))
        new = not parts <= self._known
        self._known |= parts
        return new

    def untranslated(self, page: Page) -> list[str]:
        """Chinese on the English page outside what is marked as Chinese: names of people, texts of law, what was typed."""
        said = page.evaluate(SAID, [CHINESE, "[lang=zh-CN], title, script, style"])
        return [f"Chinese: {text}" for text in said]

    def left_in_english(self, page: Page) -> list[str]:
        """English words on the Chinese page outside what is marked as English or stands as code."""
        said: list[str] = page.evaluate(SAID, [ENGLISH, "[lang=en], kbd, code, pre, script, style"])
        return [f"English: {text}" for text in said if not set(text.split(" in: ")[0].split()) <= WORDS]
