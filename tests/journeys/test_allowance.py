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
    _apply(window, household)
    _accept(window)


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


def _add(person: Person, what: str) -> None:
    """One more row of a list; it may need no page of its own."""
    lines = person.page.locator("[data-line]")
    before = lines.count()
    person.page.get_by_role("button", name=f"增加一项 {what}").first.click()
    expect(lines).to_have_count(before + 1)


def _fill(person: Person, row: str, **typed: str) -> None:
    form, _, rest = row.partition(".")
    person.fill(**{f"{form}__{rest}.{key}": value for key, value in typed.items()})
