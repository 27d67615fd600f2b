"""农村低保 from investigation to certificate through the pages: every form is first sent blank, and at a telephone's width nothing sticks out.

Once with JavaScript and once without: who has an old browser does the same work.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.journeys.browsing import NARROW, WIDE, Person, sitting
from tests.journeys.site import Site
from tests.journeys.wire import Wire, step, task_of

pytestmark = pytest.mark.xdist_group("journeys-sqlite")
DAY, NOTICE_OVER = "2026-03-02", "2026-03-10"
HOT_LINE = "0335-1234567"
People = Callable[[str], Person]


@pytest.fixture(params=[True, False], ids=["script", "plain"])
def someone(request: pytest.FixtureRequest, browser: Browser, sqlite_site: Site) -> Iterator[People]:
    """`someone("jb1")`: signed in, in a browser with or without JavaScript."""
    with sitting(browser, sqlite_site, java_script_enabled=request.param) as person:
        signed_in: list[str] = []

        def sign_in(login: str) -> Person:
            if signed_in[-1:] != [login]:
                person.page.context.clear_cookies()
                person.sign_in(login)
                signed_in.append(login)
            return person

        yield sign_in


@pytest.fixture
def wire(sqlite_site: Site, wire_of: Callable[[Site], Wire]) -> Wire:
    return wire_of(sqlite_site)


@pytest.fixture
def no(wire: Wire, id_numbers: Iterator[str]) -> str:
    """A household accepted and given to the township itself."""
    standards = wire.get("sh", "/standards", aid="120")["items"]
    if not standards:
        row = {"area": "130399", "aid": "120", "item": "standard", "amount": "600.00"}
        wire.post("sh", "/standards", {"F33": {**row, "valid_from": "2026-01-01", "source": "示例通知"}}, 201)
    no = str(wire.post("ck1", "/cases", household(wire, next(id_numbers), next(id_numbers)), 201)["no"])
    step(wire, "ck1", no, "check_papers", "complete")
    step(wire, "ck1", no, "accept", "accepted", F06b={"accepted_at": f"{DAY}T09:00"})
    step(wire, "ck1", no, "relatives", "done", F07={"declared": False, "signature": wire.upload("ck1")})
    step(wire, "ck2", no, "dispatch", "own")
    return no


def household(wire: Wire, head: str, spouse: str) -> dict[str, object]:
    """Two people with 600.00 a month between them."""
    scan = wire.upload("ck1")
    people = [
        {"name": "示例一", "id_no": head, "relation": "head"},
        {"name": "示例二", "id_no": spouse, "relation": "spouse"},
    ]
    known = {"living_together": True, "health": "healthy", "able_to_work": False}
    forms = {
        "F01": {
            "aid": "120",
            "apply_on": DAY,
            "household_no": head[-8:],
            "head_name": "示例一",
            "head_id": head,
            "phone": "13900000025",
            "registered_village": "130399100201",
            "living_place": "示例镇东村1号",
            "reason": "示例：年老多病，收入低于标准，申请低保。",
            "promise": True,
            "signature": scan,
            "way": "window",
        },
        "F02": {"rows": [{**one, **known} for one in people]},
        "F03": {"rows": [{"member": head, "kind": "other", "monthly": "600.00", "countable": True}]},
        "F04": {"rows": [{"kind": "other", "owner": head, "value": "100.00"}]},
        "F05": {
            "adults": [{"member": one["id_no"], "signature": scan} for one in people],
            "signed_on": DAY,
            "valid_to": "2026-12-31",
        },
    }
    return {"aid": "120", "area": "130399100", "forms": forms}


class Walk:
    """The case on its way; whoever has a step opens it from the list."""

    def __init__(self, someone: People, wire: Wire, no: str) -> None:
        self.someone, self.wire, self.no = someone, wire, no

    def open(self, login: str, key: str, outcome: str = "") -> Person:
        """A step claimed, with an outcome chosen where there are several."""
        person = self.someone(login)
        person.open(f"/tasks/{task_of(self.wire, login, self.no, key)}").press("认领这件")
        return person.follow(outcome, within=person.page.locator(".outcomes")) if outcome else person

    def hand_in(self, person: Person) -> None:
        """Submitted, and nothing is said to be wrong."""
        person.press("提交：")
        assert "没有提交成功" not in person.text, person.text

    def blank(self, person: Person, *fields: str) -> None:
        """Sent as it is, the form says beside each field what it wants, and fits a telephone."""
        person.press("提交：")
        assert "没有提交成功" in person.text, person.text
        for field in fields:
            beside = person.page.locator(f'.field.bad:has([name="{field}"], [name="file:{field}"]) .fault')
            assert beside.count(), (field, person.text)
        person.page.set_viewport_size(NARROW)
        assert person.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        person.page.set_viewport_size(WIDE)


def test_a_household_is_granted_through_the_pages(
    someone: People, wire: Wire, sqlite_site: Site, no: str
) -> None:
    walk = Walk(someone, wire, no)
    _investigate(walk)
    _opinion_and_notice(walk)
    sqlite_site.at(f"{NOTICE_OVER}T10:00")
    _county(walk)
    _after_the_decision(walk)
    assert wire.get("ck1", f"/cases/{no}")["result"] == "granted"


def _investigate(walk: Walk) -> None:
    person = walk.open("jb1", "start_investigation")
    walk.blank(person, "start.started_at")
    person.fill(start__started_at=f"{DAY}T09:00")
    walk.hand_in(person)
    walk.hand_in(walk.open("jb1", "check_request"))
    person = walk.open("hd", "check_report")
    walk.blank(person, "F10.conclusion", "F10.sources[0].source")
    person.fill(**{"F10__sources[0].source": "示例银行", "F10__sources[0].result": "示例：无大额存款"})
    person.fill(F10__conclusion="meets", F10__report_on=DAY)
    walk.hand_in(person)
    person = walk.open("jb2", "visit")
    walk.blank(person, "F08.visitors", "F08.place", "F08.housing", "F08.visitor_signatures")
    assert "请选择“调查人”" in person.text
    assert "请签字并上传“调查人签名”" in person.text
    told = dict.fromkeys(("housing", "income", "assets", "health", "need"), "示例：如实")
    person.fill(F08__visited_at=f"{DAY}T09:00", F08__visitors="jb1", F08__place="household")
    person.fill(**{f"F08__{key}": text for key, text in told.items()}, F08__consistent="true")
    person.sign("F08.visitor_signatures").sign("F08.visited_signature").press("提交：")
    assert "“调查人”选择的项数应在2至10之间" in person.text
    assert person.value("F08.housing") == told["housing"]
    assert "保留 签名.png" in person.text
    person.fill(F08__visitors="jb2")
    walk.hand_in(person)
    person = walk.open("jb1", "end_investigation")
    walk.blank(person, "end.summary")
    person.fill(end__summary="示例：情况属实")
    walk.hand_in(person)


def _opinion_and_notice(walk: Walk) -> None:
    person = walk.open("jb1", "opinion")
    walk.blank(person, "F12.suggested", "F12.reason")
    head, spouse = person.page.locator('[name="F12.covered"]').all()
    assert person.page.get_by_text("示例一（130399********").count()
    person.fill(F12__suggested="agree", F12__method="difference", F12__reason="示例：家庭人均收入低于标准")
    head.check()
    spouse.check()
    walk.hand_in(person)
    walk.hand_in(walk.open("fzr", "sign_opinion", "签字"))
    person = walk.open("jb1", "notice_1_post")
    walk.blank(person, "F11.place", "F11.hot_line", "F11.photos")
    person.fill(F11__place="东村村务公开栏", F11__posted_at=f"{DAY}T09:00", F11__hot_line=HOT_LINE)
    person.sign("F11.photos", "公示.png")
    walk.hand_in(person)


def _county(walk: Walk) -> None:
    person = walk.open("jb1", "notice_1_close")
    assert person.value("F11.removed_at") == f"{NOTICE_OVER}T10:00"
    walk.hand_in(person)
    person = walk.open("fzr", "send_up")
    walk.blank(person, "sendup.pages")
    person.fill(sendup__pages="12")
    walk.hand_in(person)
    walk.hand_in(walk.open("sh", "county_receive"))
    walk.hand_in(walk.open("sh", "county_review", "同意"))
    person = walk.open("qr", "confirm", "退回")
    person.press("提交：")
    assert person.page.locator("#reason-fault1").inner_text().endswith("请填写“理由”。")
    person.follow("给予", within=person.page.locator(".outcomes"))
    walk.blank(person, "F13.decision_no")
    person.fill(F13__decided_on=NOTICE_OVER, F13__decision_no=f"示例民确〔2026〕{walk.no[-4:]}号")
    walk.hand_in(person)


def _after_the_decision(walk: Walk) -> None:
    person = walk.open("ck1", "serve")
    walk.blank(person, "serve.way")
    person.fill(serve__served_on=NOTICE_OVER, serve__way="direct").sign("serve.receipt")
    walk.hand_in(person)
    person = walk.open("sh", "certificate")
    walk.blank(person, "F24.made_on", "F24.receipt")
    person.fill(F24__made_on=NOTICE_OVER, F24__issued_on=NOTICE_OVER, F24__old_returned="true")
    person.sign("F24.receipt")
    walk.hand_in(person)


def test_a_household_is_refused_and_its_papers_are_read_and_printed(
    browser: Browser, wire: Wire, sqlite_site: Site, no: str
) -> None:
    _to_the_decision(wire, no)
    with sitting(browser, sqlite_site) as person:
        person.sign_in("qr").open(f"/tasks/{task_of(wire, 'qr', no, 'confirm')}").press("认领这件")
        _refuse(person, no)
    with sitting(browser, sqlite_site) as person:
        person.sign_in("ck1").open(f"/tasks/{task_of(wire, 'ck1', no, 'serve')}").press("认领这件")
        person.fill(F14__served_on=DAY, F14__served_way="direct").sign("F14.receipt").press("提交：")
        papers = {one["type"]: one for one in wire.get("ck1", f"/cases/{no}/documents")["items"]}
        assert {"opinion_sheet", "handover_list", "decision_sheet", "refusal_letter"} <= set(papers)
        for paper in papers.values():
            _read_and_print(person, paper)
        person.open(f"/documents/{papers['service_receipt']['id']}?format=html")
        assert "最后一日是2026年5月6日" in person.text


def _to_the_decision(wire: Wire, no: str) -> None:
    """What the township and the county do before a refusal."""
    scan = wire.upload("jb1")
    told = dict.fromkeys(("housing", "income", "assets", "health", "need"), "示例：如实")
    visit = {
        "visited_at": f"{DAY}T09:00",
        "visitors": ["jb1", "jb2"],
        "place": "household",
        "consistent": True,
    }
    step(wire, "jb1", no, "start_investigation", "started", start={"started_at": f"{DAY}T09:00"})
    step(wire, "jb1", no, "check_request", "requested")
    report = {
        "conclusion": "meets",
        "report_on": DAY,
        "sources": [{"source": "示例银行", "result": "示例：无"}],
    }
    step(wire, "hd", no, "check_report", "reported", F10={"request_no": "HD-1", **report})
    signed = {"visitor_signatures": [scan], "visited_signature": scan}
    step(wire, "jb2", no, "visit", "visited", F08={**visit, **told, **signed})
    step(wire, "jb1", no, "end_investigation", "ended", end={"summary": "示例：情况属实"})
    opinion = {"suggested": "disagree", "reason": "示例：家庭收入高于标准，不符合条件"}
    step(wire, "jb1", no, "opinion", "drafted", F12=opinion)
    step(wire, "fzr", no, "sign_opinion", "signed")
    step(wire, "fzr", no, "send_up", "sent", sendup={"pages": 12})
    step(wire, "sh", no, "county_receive", "received")
    step(wire, "sh", no, "county_review", "disagree")


def _refuse(county: Person, no: str) -> None:
    """A letter without its parts is no letter; a reason too short is told to be too short."""
    county.follow("不予", within=county.page.locator(".outcomes"))
    county.fill(F13__result="refuse", F13__decided_on=DAY, F13__decision_no=f"示例民不〔2026〕{no[-4:]}号")
    county.fill(F14__reason="收入高").press("提交：")
    assert "不予确认通知书缺少“查明的事实”" in county.text
    assert "不予确认通知书的“理由”写得太短，字数应在20至2000之间" in county.text
    assert county.value("F14.reason") == "收入高"
    county.fill(
        F14__facts="示例：两人每月收入合计1300元，人均650元。",
        F14__ground="《最低生活保障审核确认办法》（民发〔2021〕57号）",
        F14__reason="示例：家庭人均收入高于当地农村低保标准，不符合条件。",
        F14__review_authority="示例区人民政府",
        F14__court="示例区人民法院",
    )
    county.press("提交：")
    assert "没有提交成功" not in county.text, county.text


def _read_and_print(person: Person, paper: dict[str, Any]) -> None:
    """On the screen, at a telephone's width, and on as many sheets as its paper has."""
    person.open(f"/documents/{paper['id']}?format=html")
    assert paper["title"] in person.text
    person.page.set_viewport_size(NARROW)
    assert person.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    person.page.set_viewport_size(WIDE)
    printed = PdfReader(BytesIO(person.page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) <= paper["pages"], paper["type"]
    words = "".join(page.extract_text() for page in printed.pages)
    assert "退出" not in words
