"""In English everything the product itself says is English; what is data stays Chinese and is marked as Chinese."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from web.i18n.data import CHINESE

Visit = Callable[[str], Any]
UNSPOKEN = ("script", "style", "title")
PLACES = {
    "ck1": "/ /inbox /inbox?queue=group /apply /apply?aid=110 /apply?aid=220:urgent /cases /handovers /postings /processes "
    "/processes/one-window /processes/handover-transfer /processes/supervise /calendar /help",
    "fzr": "/ /inbox /supervision /supervision/board /supervision/board?by=step /slips /admin",
    "bm-jy": "/ /inbox /handovers",
    "sh": "/ /admin/standards /admin/standards?show=all /admin/standards/recompute /amounts?aid=120 "
    "/amounts?aid=131&area=130399100&on=2026-03-02&members=1&self_care=half&ask=1 /amounts?aid=210&ask=1 /amounts?aid=220",
    "db": "/ /supervision /supervision/board?by=unit /slips /slips?state=proposed /supervision/ladder /supervision/messages "
    "/supervision/messages?state=waiting /supervision/faults /supervision/provisional /ladder",
    "lc": "/ /processes /ladder",
    "xt": "/ /calendar?year=2026 /admin/people /admin/incidents",
    "sjj": "/ /cases",
}


def unmarked(page: Any) -> Iterator[str]:
    """Chinese texts on a page that no element marks as Chinese."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in UNSPOKEN or _marked(element):
            continue
        texts = (element.text, *(child.tail for child in element))
        yield from (text.strip() for text in texts if text and CHINESE.search(text))
        yield from (
            value
            for name in ("aria-label", "placeholder", "title", "alt", "data-good")
            if CHINESE.search(value := element.get(name, ""))
        )


def _marked(element: Any) -> bool:
    return any(one.get("lang") == "zh-CN" for one in (element, *element.iterancestors()))


def english(visitor: Any, path: str) -> list[str]:
    visitor.get(path)
    return sorted(set(unmarked(visitor.page)))


@pytest.fixture
def opened(visit: Visit, application: dict[str, Any]) -> Any:
    """The window clerk, in English, on the page of a case just handed in."""
    return visit("ck1").submit("English").get("/apply?aid=310").submit("Submit application", **application)


@pytest.mark.parametrize("login", PLACES)
def test_pages_of_every_post_say_nothing_in_chinese(login: str, visit: Visit) -> None:
    visitor = visit(login).submit("English")
    assert {path: found for path in PLACES[login].split() if (found := english(visitor, path))} == {}


@pytest.mark.parametrize(
    "path", ["/sign-in", "/progress", "/flow/310", "/flow/one-window", "/help", "/nowhere"]
)
def test_public_pages_say_nothing_in_chinese(path: str, anybody: Any) -> None:
    assert english(anybody.get("/sign-in").submit("English"), path) == []


def test_a_case_from_its_page_to_its_papers(opened: Any) -> None:
    path = opened.path
    pages = [path, f"{path}/receipt", f"{path}/correct/F01", *opened.page.xpath("//main//a/@href")]
    inside = [link for link in dict.fromkeys(pages) if link.startswith("/") and "attachments" not in link]
    screens = [link for link in inside if not link.startswith("/documents/") or "format=html" in link]
    assert {link: found for link in screens if (found := english(opened, link))} == {}


def test_a_refused_form_is_told_in_english(visit: Visit, application: dict[str, Any]) -> None:
    typed = {**application, "F01.head_id": "130399195804120026", "F01.phone": "12", "F01.reason": "短"}
    visitor = visit("ck1").submit("English").get("/apply?aid=310").submit("Submit application", **typed)
    assert visitor.answer.status_code == 422
    assert list(unmarked(visitor.page)) == []
    assert "“Phone” must be a mobile number" in visitor.text


def test_every_outcome_of_a_step_is_told_in_english(opened: Any) -> None:
    opened.follow("Check papers").submit("Claim this")
    for link in opened.page.xpath("//ul[@class='outcomes']//a/@href"):
        assert english(opened, link) == []
    opened.get(opened.page.xpath("//ul[@class='outcomes']//a/@href")[0]).submit("Submit: Papers complete")
    assert opened.answer.status_code == 200
    assert list(unmarked(opened.page)) == []


def test_pages_are_chinese_until_the_reader_switches(anybody: Any) -> None:
    anybody.get("/sign-in", headers={"Accept-Language": "en"})
    assert anybody.page.get("lang") == "zh-CN"
    answer = anybody.client.get("/api/v1/me", headers={"Accept-Language": "en"})
    assert not CHINESE.search(answer.json["detail"])
