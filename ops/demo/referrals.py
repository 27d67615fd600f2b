"""Stories of referrals 转介: help without legal duty beside an application that goes on; nothing leaves without consent."""

from casework import handover
from ops.demo.desk import Desk, Story
from ops.demo.homes import EAST, NORTH, SOUTH, WEST, home, person
from ops.demo.way import Way

AGENCY = "zjjg"


def to_consent(desk: Desk) -> Story:
    """转介已草拟，待征得同意."""
    head = person("罗八", EAST, "1956-03-27", 700)
    family = home(head, "470.00", "独居，行动不便，申请低保。", health="disabled")
    way = Way(desk=desk, home=family, day=4)
    yield from way.until_asked()
    yield way.on(1, "10:00")
    _draft(way)


def consented(desk: Desk) -> Story:
    """已征得同意，待发出."""
    head = person("毕九", WEST, "1960-12-02", 710)
    family = home(head, "830.00", "老伴去世，情绪低落，申请低保。", "毕女 child 2008-01-20")
    way = Way(desk=desk, home=family, day=5)
    yield from way.until_asked()
    yield way.on(1, "10:30")
    way.report()
    yield way.on(1, "10:00")
    _draft(way)
    _consent(way)
    desk.claim(way.no, "jb2", "visit")


def sent(desk: Desk) -> Story:
    """已发出，待机构答复."""
    head = person("郝十", EAST, "1977-11-12", 720)
    family = home(
        head,
        "910.00",
        "丈夫住院，孩子没人照看，申请低保。",
        "郝夫 spouse 1975-04-09 ill",
        "郝子 child 2017-03-30",
    )
    way = Way(desk=desk, home=family, day=6)
    yield from way.until_known()
    yield from _until_sent(way)


def taken(desk: Desk) -> Story:
    """机构已接受."""
    family = home(person("邬甲", SOUTH, "1947-05-03", 730), "120.00", "高龄独居，申请低保。")
    way = Way(desk=desk, home=family, day=8)
    yield from way.until_known()
    yield from _until_sent(way)
    yield way.on(1, "14:20")
    desk.do(way.no, "zj", "refer_answer", "taken")


def serving(desk: Desk) -> Story:
    """机构服务中."""
    head = person("顾戊", EAST, "1953-09-11", 770)
    family = home(head, "530.00", "老伴去世，独自带孙子，申请低保。", "顾孙 grandchild 2014-06-30")
    way = Way(desk=desk, home=family, day=12)
    yield from way.until_known()
    yield from _until_sent(way)
    yield way.on(1, "14:20")
    desk.do(way.no, "zj", "refer_answer", "taken")
    yield way.on(1, "09:30")
    desk.claim(way.no, "zj", "refer_feedback")


def fed_back(desk: Desk) -> Story:
    """机构已反馈，待告知申请人."""
    head = person("安乙", WEST, "1969-08-09", 740)
    family = home(head, "690.00", "儿子患病，精神压力大，申请低保。", "安子 child 2001-02-11 ill")
    way = Way(desk=desk, home=family, day=13)
    yield from way.until_known()
    yield from _until_sent(way)
    yield way.on(1, "14:20")
    desk.do(way.no, "zj", "refer_answer", "taken")
    yield way.on(5, "15:00")
    desk.hand(way.no, "zj", "feed-back", text="示例：已上门陪伴三次，情绪平稳。")
    desk.claim(way.no, "ck1", "refer_tell")


def declined(desk: Desk) -> Story:
    """机构婉拒，已告知，待归档."""
    head = person("常丙", NORTH, "1984-06-06", 750)
    family = home(head, "1040.00", "孩子需要康复训练，申请低保。", "常子 child 2018-09-17 disabled")
    way = Way(desk=desk, home=family, day=10)
    yield from way.until_known()
    yield from _until_sent(way)
    yield way.on(1, "14:20")
    desk.do(way.no, "zj", "refer_answer", "declined", reason="示例：本站没有康复师")
    yield way.on(1, "09:10")
    _tell(way)


def finished(desk: Desk) -> Story:
    """转介已归档，申请照常办理."""
    head = person("乐丁", EAST, "1963-01-30", 760)
    family = home(head, "590.00", "妻子失能，照料负担重，申请低保。", "乐妻 spouse 1964-02-22 disabled")
    way = Way(desk=desk, home=family, day=16)
    yield from way.until_known()
    yield from _until_sent(way)
    yield way.on(1, "14:20")
    desk.do(way.no, "zj", "refer_answer", "taken")
    yield way.on(6, "15:00")
    desk.hand(way.no, "zj", "feed-back", text="示例：已安排志愿者每周上门。")
    yield way.on(1, "10:40")
    _tell(way)
    desk.do(way.no, way.crew.accepts, "refer_file", "filed")
    yield way.on(1, "14:00")
    way.end()


def _draft(way: Way) -> None:
    by = way.desk.actor(way.crew.accepts)
    handover.start_handover(way.desk.office, by, way.no, kind="refer", unit=AGENCY)


def _consent(way: Way) -> None:
    """同意书: which data may pass, signed."""
    login = way.crew.accepts
    agreed = {
        "receiver": AGENCY,
        "data_passed": ["name", "phone", "need"],
        "signed_on": way.desk.today.isoformat(),
        "signature": way.desk.file(login, "同意签字.png"),
    }
    way.do(login, "refer_consent", "consented", F05b=agreed)


def _until_sent(way: Way) -> Story:
    yield way.on(1, "10:00")
    _draft(way)
    _consent(way)
    letter = {"matter": "示例：请上门看望、陪伴", "reason": "示例：家中需要照料和疏导"}
    way.desk.hand(way.no, way.crew.accepts, "send", **letter)


def _tell(way: Way) -> None:
    login = way.crew.accepts
    way.desk.hand(way.no, login, "tell", told_at=way.desk.now(), how="phone", by=login, heard=True)


STORIES = (to_consent, consented, sent, taken, serving, fed_back, declined, finished)
