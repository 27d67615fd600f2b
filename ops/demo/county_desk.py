"""Stories of 低保 at the county and after: sent up, reviewed, visited, decided, served, entered, closed."""

from ops.demo.desk import Desk, Story
from ops.demo.homes import EAST, SOUTH, WEST, home, person
from ops.demo.way import Way


def to_receive(desk: Desk) -> Story:
    """已上报，待县级签收."""
    head = person("韦己", EAST, "1963-11-03", 450)
    family = home(head, "820.00", "妻子瘫痪，需要照料，申请低保。", "韦妻 spouse 1965-12-12 disabled")
    yield from Way(desk=desk, home=family, day=15).until_sent_up()


def to_review(desk: Desk) -> Story:
    """县级已签收，待审核."""
    family = home(person("昌庚", SOUTH, "1956-09-01", 460), "200.00", "孤身一人，年老多病，申请低保。")
    way = Way(desk=desk, home=family, day=16)
    yield from way.until_received()
    desk.claim(way.no, "sh", "county_review")


def given_back(desk: Desk) -> Story:
    """县级退回乡镇，待重新起草."""
    head = person("马辛", WEST, "1975-05-28", 470)
    family = home(
        head, "1100.00", "家庭支出大，申请低保。", "马妻 spouse 1977-03-16", "马女 child 2013-11-11"
    )
    way = Way(desk=desk, home=family, day=18)
    yield from way.until_received()
    yield way.on(1, "14:00")
    desk.do(way.no, "sh", "county_review", "back", reason="示例：移送清单缺入户照片")


def key_case(desk: Desk) -> Story:
    """重点办件：申请人是经办人员的近亲属，县级入户还没有做."""
    head = person("苗壬", EAST, "1955-01-24", 480)
    family = home(head, "610.00", "年老，女儿工资低，申请低保。", "苗夫 spouse 1953-03-13")
    way = Way(desk=desk, home=family, day=18)
    yield from way.until_reviewed(relative=_relative(head.name))


def key_case_visited(desk: Desk) -> Story:
    """重点办件：县级已入户，待确认."""
    head = person("凤癸", WEST, "1958-10-15", 490)
    family = home(head, "430.00", "老伴多年卧床，申请低保。", "凤妻 spouse 1959-09-29 disabled")
    way = Way(desk=desk, home=family, day=20)
    yield from way.until_reviewed(relative=_relative(head.name))
    yield way.on(1, "14:30")
    desk.do(way.no, "sh2", "county_visit", "visited", F08=way.seen("sh", "sh2"))
    desk.claim(way.no, "qr", "confirm")


def to_confirm(desk: Desk) -> Story:
    """县级审核同意，待确认."""
    head = person("方子", EAST, "1972-07-08", 500)
    family = home(
        head, "990.00", "下岗，孩子上学，申请低保。", "方夫 spouse 1970-02-26", "方子 child 2012-12-01"
    )
    yield from Way(desk=desk, home=family, day=18).until_reviewed()


def confirm_back(desk: Desk) -> Story:
    """县确认退回县审核."""
    head = person("俞丑", SOUTH, "1961-04-19", 510)
    family = home(
        head, "520.00", "夫妻残疾，收入很少，申请低保。", "俞妻 spouse 1963-07-23 disabled", health="disabled"
    )
    way = Way(desk=desk, home=family, day=19)
    yield from way.until_reviewed()
    yield way.on(1, "11:20")
    desk.do(way.no, "qr2", "confirm", "back", reason="示例：残疾等级与证件不一致，请核实")


def to_serve(desk: Desk) -> Story:
    """已确认给予，待送达."""
    head = person("任寅", WEST, "1968-01-09", 520)
    family = home(head, "880.00", "母亲重病，申请低保。", "任母 parent 1942-05-05 ill")
    yield from Way(desk=desk, home=family, day=18).until_granted()


def to_enter(desk: Desk) -> Story:
    """已送达：待公布、登记台账、花名册、发证."""
    head = person("袁卯", EAST, "1974-03-02", 530)
    family = home(
        head,
        "750.00",
        "妻子患病，孩子年幼，申请低保。",
        "袁妻 spouse 1976-08-17 ill",
        "袁子 child 2018-05-20",
    )
    way = Way(desk=desk, home=family, day=19)
    yield from way.until_served()
    desk.claim(way.no, "ck2", "ledger")
    desk.claim(way.no, "zg", "roster")


def to_issue(desk: Desk) -> Story:
    """台账、花名册已登记，待发证."""
    family = home(person("柳辰", SOUTH, "1948-11-27", 540), "150.00", "八十岁老人，没有收入，申请低保。")
    yield from Way(desk=desk, home=family, day=20).until_entered()


def to_close(desk: Desk) -> Story:
    """证件已发，待办结."""
    head = person("酆巳", WEST, "1970-06-13", 550)
    family = home(
        head, "930.00", "做工受伤，不能劳动，申请低保。", "酆妻 spouse 1971-09-05", health="disabled"
    )
    way = Way(desk=desk, home=family, day=22)
    yield from way.until_entered()
    yield way.on(1, "14:10")
    way.certificate()


def granted(desk: Desk) -> Story:
    """全程办结，按月给予."""
    head = person("鲍午", EAST, "1966-02-07", 560)
    family = home(
        head,
        "690.00",
        "丈夫残疾，孙女上学，申请低保。",
        "鲍夫 spouse 1964-04-28 disabled",
        "鲍孙 grandchild 2015-07-15",
    )
    yield from Way(desk=desk, home=family, day=27).until_closed()


def granted_too(desk: Desk) -> Story:
    """全程办结，另一个乡镇."""
    family = home(
        person("史未", SOUTH, "1953-05-31", 570), "280.00", "独居，身体不好，申请低保。", health="ill"
    )
    yield from Way(desk=desk, home=family, day=30).until_closed()


def refusal_to_serve(desk: Desk) -> Story:
    """不予确认，通知书待送达."""
    head = person("唐申", WEST, "1976-10-22", 580)
    family = home(head, "1700.00", "生意亏本，申请低保。", "唐妻 spouse 1978-12-06")
    yield from Way(desk=desk, home=family, day=10).until_refused()


def refusal_served(desk: Desk) -> Story:
    """不予确认，已送达，待办结."""
    head = person("费酉", SOUTH, "1980-08-12", 590)
    family = home(head, "1650.00", "工作不稳定，申请低保。", "费妻 spouse 1982-02-28")
    way = Way(desk=desk, home=family, day=12)
    yield from way.until_refused()
    yield way.on(1, "10:00")
    way.serve(refusal=True)


def refusal_closed(desk: Desk) -> Story:
    """不予确认，已送达，已办结."""
    head = person("廉戌", EAST, "1985-04-03", 600)
    family = home(head, "1720.00", "孩子年幼，妻子没有工作，申请低保。", "廉妻 spouse 1987-07-27")
    way = Way(desk=desk, home=family, day=24)
    yield from way.until_refused()
    yield way.on(2, "10:00")
    way.serve(refusal=True)
    yield way.on(1, "09:30")
    way.close()


def _relative(declared_by: str) -> dict[str, str]:
    """The row of F07: a child of the applicant works at the township; no demo post is a relative of anybody in a list of its own."""
    return {
        "staff_name": "示例经办丁",
        "staff_login": "jb3",
        "unit": "示例镇人民政府",
        "relation": "child",
        "declared_by": declared_by,
    }


STORIES = (
    to_receive,
    to_review,
    given_back,
    key_case,
    key_case_visited,
    to_confirm,
    confirm_back,
    to_serve,
    to_enter,
    to_issue,
    to_close,
    granted,
    granted_too,
    refusal_to_serve,
    refusal_served,
    refusal_closed,
)
