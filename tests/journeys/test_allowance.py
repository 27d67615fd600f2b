"""低保 from the window to the grant notice, with an objection that is upheld on the way: eight people, two databases."""

import re
from collections.abc import Callable, Iterator

from playwright.sync_api import expect

from tests.journeys.browsing import Person
from tests.journeys.site import Site
from tests.journeys.wire import Wire

People = Callable[[Site, str], Person]
STANDARD = {
    "area": "130399",
    "aid": "120",
    "item": "standard",
    "amount": "600.00",
    "valid_from": "2026-01-01",
    "source": "示例：示例区农村低保标准",
}


def test_an_allowance_is_granted_after_an_objection(
    site: Site, people: People, wire_of: Callable[[Site], Wire], id_numbers: Iterator[str]
) -> None:
    window, one, two, check, head, county, decider, village = (
        people(site, login) for login in ("ck1", "jb1", "jb2", "hd", "fzr", "sh", "qr", "zg")
    )
    household = [next(id_numbers) for _ in range(2)]
    wire_of(site).ask("sh", "POST", "/standards", {"F33": STANDARD}).good(201)
    site.at("2026-03-02T09:10")
    no = _apply(window, household)
    _accept(window)
    site.at("2026-03-03T10:00")
    _investigate(one, two, check, no)
    site.at("2026-03-04T10:00")
    _write_and_sign(one, head, no)
    _post(one, no, "2026-03-04T09:40")
    site.at("2026-03-06T10:00")
    _object(window, no)
    site.at("2026-03-09T11:00")
    _answer_and_post_again(two, head, one, no)
    site.at("2026-03-16T16:00")
    _too_early(head, no)
    site.at("2026-03-17T09:00")
    _send_up(one, head, no)
    _review_and_grant(county, decider, no)
    site.at("2026-03-18T09:30")
    _serve_and_enter(window, village, county, no)
    _all_of_it_is_told(window, no)


def _apply(window: Person, household: list[str]) -> str:
    """A couple with one income, their consent to the check, and the receipt."""
    head, spouse = household
    window.open("/apply?aid=120").fill(
        F01__head_name="示例一",
        F01__head_id=head,
        F01__phone="13900000025",
        F01__registered_village="130399100201",
        F01__living_place="示例镇东村1号",
        F01__reason="示例：家里收入低，药费高，申请最低生活保障。",
        F01__promise="true",
        F05__signed_on="2026-03-02",
        F05__valid_to="2026-12-31",
    )
    window.sign("F01.signature")
    people = (("示例一", head, "head", "false"), ("示例二", spouse, "spouse", "true"))
    for place, (name, id_no, relation, able) in enumerate(people):
        if place:
            _add(window, "共同生活的家庭成员")
        _fill(
            window,
            f"F02.rows[{place}]",
            name=name,
            id_no=id_no,
            relation=relation,
            living_together="true",
            health="healthy",
            able_to_work=able,
        )
    _add(window, "家庭收入")
    _fill(window, "F03.rows[0]", member=spouse, kind="wage", monthly="900", countable="true")
    for place, id_no in enumerate(household):
        if place:
            _add(window, "授权的成年成员")
        _fill(window, f"F05.adults[{place}]", member=id_no)
        window.sign(f"F05.adults[{place}].signature")
    window.press("提交申请")
    (no,) = re.findall(r"130399100-2026-\d{6}", window.path) or [window.text]
    assert f"申请已提交，编号 {no}" in window.text
    return str(no)


def _accept(window: Person) -> None:
    window.follow("材料检查").press("认领这件").follow("材料齐全").press("提交：")
    window.press("认领这件").follow("受理", within=window.page.locator(".outcomes")).press("提交：受理")
    assert window.title == "近亲属核查 · 示例一"
    window.press("认领这件").fill(F07__declared="false").sign("F07.signature").press("提交：")
    window.press("认领这件").follow("本乡镇办理").press("提交：")


def _investigate(one: Person, two: Person, check: Person, no: str) -> None:
    """The check and the visit go side by side; the investigation ends when both are through."""
    _take(one, no, "start_investigation").fill(start__started_at="2026-03-03T09:30").press("提交：")
    _take(one, no, "check_request").press("提交：")
    _take(check, no, "check_report")
    source = {"F10__sources[0].source": "示例银行", "F10__sources[0].result": "示例：无大额存款"}
    check.fill(F10__conclusion="meets", **source).press("提交：")
    _take(two, no, "visit").fill(
        F08__visited_at="2026-03-03T09:40",
        F08__place="household",
        F08__housing="示例：平房两间",
        F08__income="示例：打零工",
        F08__assets="示例：无",
        F08__health="示例：慢性病",
        F08__need="示例：药费高",
        F08__consistent="true",
    )
    for login in ("jb1", "jb2"):
        two.fill(F08__visitors=login)
    two.sign("F08.visitor_signatures").sign("F08.visited_signature").press("提交：")
    _take(one, no, "end_investigation").fill(end__summary="示例：情况属实").press("提交：")


def _write_and_sign(one: Person, head: Person, no: str) -> None:
    """Whoever signs reads the opinion, and how its amount came about, on the same page."""
    _opinion(_take(one, no, "opinion"), "示例：家庭人均收入低于保障标准，同意。")
    one.press("提交：")
    _take(head, no, "sign_opinion")
    assert "示例：家庭人均收入低于保障标准，同意。" in head.text
    assert "300.00 元" in head.text
    head.follow("同意并签字").press("提交：")


def _opinion(person: Person, reason: str) -> None:
    person.fill(F12__suggested="agree", F12__method="difference", F12__reason=reason)
    for box in person.page.locator('[name="F12.covered"]').all():
        box.check()


def _post(one: Person, no: str, at: str) -> None:
    _take(one, no, "notice_1_post")
    one.fill(F11__place="示例：村委会公示栏", F11__posted_at=at, F11__hot_line="0335-1234567")
    one.sign("F11.photos").press("提交：")


def _object(window: Person, no: str) -> None:
    """A neighbour's letter stops the notice; its words are read by the investigators alone."""
    window.open(f"/postings?case_no={no}").follow("示例一")
    assert "300.00" in window.text
    window.page.get_by_text("记录异议").click()
    window.page.locator("[name=received_on]").fill("2026-03-06")
    window.page.locator("[name=way]").select_option("letter")
    window.page.locator("[name=content]").fill("示例：这家有一辆小汽车。")
    window.press("提交异议")
    assert "待复查" in window.text
    assert "小汽车" not in window.text
    assert "异议复查" in window.open(f"/cases/{no}").text


def _answer_and_post_again(two: Person, head: Person, one: Person, no: str) -> None:
    """It is upheld: the opinion is written anew, signed anew and posted anew, for seven days more."""
    _take(two, no, "reinvestigate").follow("异议成立")
    _opinion(two, "示例：车辆系借用，复查后仍符合条件。")
    two.press("提交：")
    _take(head, no, "sign_opinion").follow("同意并签字").press("提交：")
    _post(one, no, "2026-03-09T10:40")


def _too_early(head: Person, no: str) -> None:
    """Before the notice is over nothing is sent up, and the page says which gate holds it until when."""
    _take(head, no, "send_up").fill(sendup__pages="12").press("提交：")
    assert "没有提交成功" in head.text
    assert "公示期满" in head.text
    assert "2026-03-17" in head.text


def _send_up(one: Person, head: Person, no: str) -> None:
    _take(one, no, "notice_1_close").fill(F11__removed_at="2026-03-17T08:40").press("提交：")
    head.open(f"/inbox?queue=mine&q={no}").follow("上报")
    head.fill(sendup__pages="12").press("提交：")


def _review_and_grant(county: Person, decider: Person, no: str) -> None:
    """The county receives, reviews and confirms; the amount is the system's, not typed by anybody."""
    _take(county, no, "county_receive").press("提交：")
    _take(county, no, "county_review").follow("同意").press("提交：")
    _take(decider, no, "confirm").follow("给予")
    decider.fill(
        F13__result="grant", F13__decided_on="2026-03-17", F13__decision_no=f"示例〔2026〕{no[-6:]}号"
    )
    decider.press("提交：")
    decider.open(f"/cases/{no}")
    assert "已确认" in decider.text
    assert "300.00 元" in decider.text


def _serve_and_enter(window: Person, village: Person, county: Person, no: str) -> None:
    """Served, published, entered in ledger and roster, certificate issued, closed."""
    _take(window, no, "serve").fill(serve__served_on="2026-03-18", serve__way="direct")
    window.sign("serve.receipt").press("提交：")
    for step in ("publish_list", "ledger"):
        _take(window, no, step).press("提交：")
    _take(village, no, "roster").press("提交：")
    _take(county, no, "certificate")
    county.fill(F24__made_on="2026-03-18", F24__issued_on="2026-03-18", F24__old_returned="false")
    county.sign("F24.receipt").press("提交：")
    _take(window, no, "close_case").press("提交：")


def _all_of_it_is_told(window: Person, no: str) -> None:
    """The case is closed as granted, with its papers, its rows in the registers and its story."""
    window.open(f"/cases/{no}")
    assert "已办结" in window.page.locator(".head").first.inner_text()
    for paper in ("入户调查", "审核意见", "公示", "决定", "给予"):
        assert paper in window.text
    assert no in window.open("/registers/ledger").text
    window.open(f"/cases/{no}")
    story = " ".join(window.page.locator(".timeline").inner_text().split())
    for said in (
        "异议复查 · 异议成立，改写意见",
        "确认 · 给予 2026年3月17日 09:00 · 示例确认甲",
        "花名册 · 已更新",
    ):
        assert said in story, story


def _take(person: Person, no: str, step: str) -> Person:
    """Claim the step of the case from the inbox, which opens it."""
    return person.open(f"/inbox?queue=group&step={step}&q={no}").press("认领")


def _add(person: Person, what: str) -> None:
    """One more row of a list; it may need no page of its own."""
    lines = person.page.locator("[data-line]")
    before = lines.count()
    person.page.get_by_role("button", name=f"增加一项 {what}").first.click()
    expect(lines).to_have_count(before + 1)


def _fill(person: Person, row: str, **typed: str) -> None:
    form, _, rest = row.partition(".")
    person.fill(**{f"{form}__{rest}.{key}": value for key, value in typed.items()})
