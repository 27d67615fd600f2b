"""Stories of 低保 in the township: from the first claim to the notice and what is said against it."""

from ops.demo.desk import Desk, Story
from ops.demo.homes import EAST, NORTH, SOUTH, WEST, home, person
from ops.demo.way import Way


def to_start(desk: Desk) -> Story:
    """已分办，待经办认领."""
    head = person("谢一", EAST, "1965-05-05", 300)
    family = home(head, "900.00", "丈夫生病，药费高，申请低保。", "谢夫 spouse 1963-02-14 ill")
    yield from Way(desk=desk, home=family, day=2).until_dispatched()


def claimed_late(desk: Desk) -> Story:
    """认领、启动都超期：经办和负责人已收到提醒."""
    family = home(person("邹二", SOUTH, "1952-08-18", 310), "300.00", "独居老人，没有收入，申请低保。")
    yield from Way(desk=desk, home=family, day=7).until_dispatched()


def check_failed(desk: Desk) -> Story:
    """核对不符合，待听取申请人说明."""
    head = person("喻三", WEST, "1971-01-31", 320)
    family = home(head, "1500.00", "孩子上大学，学费高，申请低保。", "喻子 child 2005-09-12")
    way = Way(desk=desk, home=family, day=6)
    yield from way.until_asked()
    yield way.on(1, "10:30")
    way.visit()
    yield way.on(1, "15:00")
    way.report("fails")


def check_again(desk: Desk) -> Story:
    """申请人有说明，再次核对，待县核对报告."""
    head = person("柏四", EAST, "1968-10-28", 330)
    family = home(
        head,
        "1200.00",
        "妻子残疾，收入低，申请低保。",
        "柏妻 spouse 1970-03-08 disabled",
        "柏女 child 2012-06-01",
    )
    way = Way(desk=desk, home=family, day=8)
    yield from way.until_asked()
    yield way.on(1, "10:30")
    way.report("fails")
    way.visit()
    yield way.on(1, "15:00")
    way.rebut()
    yield way.on(2, "09:10")
    way.request()
    desk.claim(way.no, "hd", "check_report")


def check_unclear(desk: Desk) -> Story:
    """核对两次仍待核：按有争议办理，待民主评议."""
    head = person("水五", WEST, "1959-07-07", 340)
    family = home(head, "700.00", "儿子在外打工，联系不上，申请低保。", "水孙 grandchild 2013-03-03")
    way = Way(desk=desk, home=family, day=10)
    yield from way.until_asked()
    yield way.on(1, "10:30")
    way.report("pending")
    way.visit()
    yield way.on(1, "15:00")
    way.rebut()
    way.request()
    yield way.on(2, "11:00")
    way.report("pending")
    yield way.on(1, "09:10")
    way.end()
    desk.claim(way.no, "jb3", "review_meeting")


def contested(desk: Desk) -> Story:
    """入户与申报不一致，已评议，待审核意见."""
    head = person("窦六", EAST, "1973-12-20", 350)
    family = home(
        head, "1600.00", "种植受灾，收入减少，申请低保。", "窦妻 spouse 1974-05-15", "窦子 child 2010-10-01"
    )
    way = Way(desk=desk, home=family, day=9)
    yield from way.until_known(consistent=False)
    yield way.on(1, "09:30")
    way.end()
    yield way.on(2, "15:20")
    way.meet()
    desk.claim(way.no, "jb1", "opinion")


def to_sign(desk: Desk) -> Story:
    """意见已起草，待负责人签字."""
    head = person("章七", EAST, "1962-06-26", 360)
    family = home(head, "850.00", "夫妻年老，没有固定收入，申请低保。", "章夫 spouse 1960-01-02")
    way = Way(desk=desk, home=family, day=7)
    yield from way.until_drafted()
    desk.claim(way.no, "fzr", "sign_opinion")


def signature_back(desk: Desk) -> Story:
    """负责人退回，待重新起草."""
    head = person("苏八", NORTH, "1978-02-18", 370)
    family = home(head, "1000.00", "离异，独自抚养孩子，申请低保。", "苏女 child 2014-04-24")
    way = Way(desk=desk, home=family, day=8)
    yield from way.until_drafted()
    yield way.on(1, "10:20")
    desk.do(way.no, "fzrx", "sign_opinion", "back", reason="示例：收入的计算没有写清楚")


def to_post(desk: Desk) -> Story:
    """已签字，待张贴公示."""
    head = person("潘九", WEST, "1966-09-19", 380)
    family = home(head, "780.00", "妻子重病，住院花费大，申请低保。", "潘妻 spouse 1967-11-30 ill")
    way = Way(desk=desk, home=family, day=7)
    yield from way.until_drafted()
    yield way.on(1, "16:10")
    way.signed()


def hanging(desk: Desk) -> Story:
    """公示中."""
    head = person("葛十", EAST, "1970-04-14", 390)
    family = home(
        head, "960.00", "两个孩子上学，收入低，申请低保。", "葛妻 spouse 1972-08-02", "葛子 child 2011-01-09"
    )
    yield from Way(desk=desk, home=family, day=9).until_posted()


def hanging_too(desk: Desk) -> Story:
    """公示中，另一个乡镇."""
    family = home(person("奚甲", SOUTH, "1950-12-12", 400), "260.00", "年老体弱，没有收入，申请低保。")
    yield from Way(desk=desk, home=family, day=10).until_posted()


def hung_long_enough(desk: Desk) -> Story:
    """公示期满：待揭下、待上报."""
    head = person("范乙", WEST, "1964-03-23", 410)
    family = home(head, "640.00", "夫妻都有慢性病，申请低保。", "范夫 spouse 1961-10-10 ill")
    yield from Way(desk=desk, home=family, day=14).until_posted()


def objected(desk: Desk) -> Story:
    """公示期间有异议，待复查."""
    head = person("彭丙", EAST, "1969-02-25", 420)
    family = home(head, "900.00", "丈夫去世，收入减少，申请低保。", "彭女 child 2009-09-09")
    way = Way(desk=desk, home=family, day=8)
    yield from way.until_posted()
    yield way.on(0, "16:10")
    way.object("示例：家里有一辆小货车，公示没有说明。")


def upheld(desk: Desk) -> Story:
    """异议成立，意见已改写，待负责人签字."""
    head = person("郎丁", WEST, "1967-05-17", 430)
    family = home(
        head,
        "720.00",
        "儿子残疾，需要照料，申请低保。",
        "郎子 child 1999-08-21 disabled",
        "郎孙 grandchild 2019-02-02",
    )
    way = Way(desk=desk, home=family, day=10)
    yield from way.until_posted()
    yield way.on(0, "16:10")
    way.object("示例：孙子跟随母亲生活，不在一起住。")
    yield way.on(2, "15:00")
    fewer = {**way.opinion(), "covered": family.covered()[:2]}
    way.answer(
        "upheld", F12={**fewer, "extras": [row for row in fewer["extras"] if row["category"] != "child"]}
    )


def posted_again(desk: Desk) -> Story:
    """异议不成立，第二次公示."""
    head = person("鲁戊", EAST, "1960-08-30", 440)
    family = home(head, "560.00", "夫妻年老，子女困难，申请低保。", "鲁夫 spouse 1958-06-06")
    way = Way(desk=desk, home=family, day=11)
    yield from way.until_posted()
    yield way.on(0, "16:10")
    way.object("示例：听说家里开小卖部。")
    yield way.on(2, "15:00")
    way.answer("dismissed")
    yield way.on(1, "09:30")
    way.post()


STORIES = (
    to_start,
    claimed_late,
    check_failed,
    check_again,
    check_unclear,
    contested,
    to_sign,
    signature_back,
    to_post,
    hanging,
    hanging_too,
    hung_long_enough,
    objected,
    upheld,
    posted_again,
)
