"""Stories of the window 窗口: drafts, papers, acceptance, dispatch, and what is not for it."""

from ops.demo.deeds import accept, relatives
from ops.demo.desk import Desk, Story
from ops.demo.homes import EAST, NORTH, SOUTH, WEST, home, person
from ops.demo.way import Way


def at_the_window(desk: Desk) -> Story:
    """材料待检查: applied yesterday afternoon."""
    yield desk.at(1, "16:10")
    desk.apply("ck1", person("林一", EAST, "1981-03-12", 11), "310", "两个孩子上学，学费有困难。")


def unanswered(desk: Desk) -> Story:
    """窗口超期未答复: nobody has looked at the papers."""
    yield desk.at(5, "09:45")
    desk.apply("ckx", person("陈二", SOUTH, "1969-07-01", 24), "340", "房屋进水受损，申请受灾救助。")


def papers_missing(desk: Desk) -> Story:
    """待补正: one list of everything that is missing."""
    yield desk.at(7, "10:05")
    no = desk.apply("zg2", person("王三", WEST, "1975-11-23", 37), "320", "住房为危房，申请住房救助。")
    yield desk.at(6, "14:20")
    missing = {
        "items": [{"material": "房屋产权证明"}, {"material": "危房鉴定书"}],
        "ground": "住建部门材料清单",
    }
    desk.do(
        no, "ck2", "check_papers", "incomplete", F06a={**missing, "sent_at": desk.now(), "sent_how": "sms"}
    )


def to_dispatch(desk: Desk) -> Story:
    """已受理，待分办."""
    yield desk.at(2, "15:00")
    no = desk.apply("ckx", person("赵四", NORTH, "1990-02-18", 46), "330", "失业半年，申请就业救助。")
    yield desk.at(1, "09:30")
    accept(desk, no, "ckx")
    yield desk.at(1, "11:00")
    relatives(desk, no, "ckx")


def refused_acceptance(desk: Desk) -> Story:
    """不予受理: not for this window, with the unit to turn to."""
    yield desk.at(9, "10:30")
    no = desk.apply("ck2", person("蒋乙", WEST, "1979-06-06", 129), "320", "与邻居有宅基地纠纷。")
    yield desk.at(9, "15:10")
    ground = "示例：所述为土地权属争议，不属于社会救助范围。"
    desk.do(no, "ck2", "check_papers", "not_ours", F06c={"ground": ground, "unit": "示例区自然资源局"})


def draft(desk: Desk) -> Story:
    """草稿 at another township's window."""
    yield desk.at(1, "17:00")
    whom = person("韩丁", SOUTH, "1963-09-17", 142)
    desk.apply("ckx", whom, "360", "流动人员，材料未带齐。", as_draft=True)


def draft_of_the_specialist(desk: Desk) -> Story:
    """草稿: a village specialist has begun an application for a neighbour."""
    yield desk.at(2, "16:20")
    whom = person("许戊", EAST, "1954-05-20", 160)
    desk.apply("zg", whom, "120", "独居老人，身体不好，正在准备材料。", as_draft=True)


def second_notice(desk: Desk) -> Story:
    """二次补正: the second list names what could be seen at the first; the supervisor counts it."""
    lines = ("何妻 spouse 1972-06-01",)
    family = home(person("何己", WEST, "1970-01-15", 170), "800.00", "收入低，负担重，申请低保。", *lines)
    way = Way(desk=desk, home=family, day=12)
    yield way.on(0, "09:00")
    way.apply()
    yield way.on(1, "10:00")
    desk.do(way.no, "ck2", "check_papers", "incomplete", F06a=_asked(desk, "户口簿复印件"))
    yield way.on(3, "09:40")
    received = {"received_at": desk.now(), "files": [desk.file("ck2", "户口簿.png")]}
    desk.do(way.no, "ck2", "receive_papers", "received", F06d=received)
    yield way.on(1, "11:00")
    again = {**_asked(desk, "银行卡复印件"), "second_reason": "示例：第一次检查时漏看，向申请人致歉。"}
    desk.do(way.no, "ck2", "check_papers", "incomplete", F06a=again)


def papers_brought(desk: Desk) -> Story:
    """材料已补，待再检查."""
    yield desk.at(6, "09:30")
    no = desk.apply("ckx", person("吕庚", NORTH, "1983-08-08", 180), "310", "孩子上职高，生活费有困难。")
    yield desk.at(5, "10:30")
    desk.do(no, "ckx", "check_papers", "incomplete", F06a=_asked(desk, "在校证明"))
    yield desk.at(1, "14:00")
    received = {"received_at": desk.now(), "files": [desk.file("ckx", "在校证明.png")]}
    desk.do(no, "ckx", "receive_papers", "received", F06d=received)


def to_accept(desk: Desk) -> Story:
    """材料齐全，待受理."""
    family = home(
        person("施辛", EAST, "1967-12-11", 190),
        "650.00",
        "户主残疾，收入少，申请低保。",
        "施妻 spouse 1969-04-04",
        health="disabled",
    )
    way = Way(desk=desk, home=family, day=1)
    yield way.on(0, "10:10")
    way.apply()
    yield way.on(0, "15:20")
    desk.do(way.no, "ck1", "check_papers", "complete")
    desk.claim(way.no, "ck1", "accept")


def to_look_for_relatives(desk: Desk) -> Story:
    """已受理，待近亲属核查."""
    family = home(person("张壬", SOUTH, "1961-03-30", 200), "500.00", "夫妻年老多病，申请低保。")
    way = Way(desk=desk, home=family, day=1)
    yield from way.until_accepted()
    desk.claim(way.no, "ckx", "relatives")


def _asked(desk: Desk, material: str) -> dict[str, object]:
    """F06a: one list of everything that is missing."""
    items = [{"material": material}]
    return {"items": items, "ground": "低保申请材料清单", "sent_at": desk.now(), "sent_how": "hand"}


STORIES = (
    at_the_window,
    unanswered,
    papers_missing,
    to_dispatch,
    refused_acceptance,
    draft,
    draft_of_the_specialist,
    second_notice,
    papers_brought,
    to_accept,
    to_look_for_relatives,
)
