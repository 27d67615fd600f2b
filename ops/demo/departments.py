"""Stories of the departments 转办: sent, signed, returned, named, handled, fed back, told, filed."""

from casework import extensions, intake
from ops.demo.deeds import accept, dispatch, give_back, send, until_sent
from ops.demo.desk import Desk, Story
from ops.demo.homes import EAST, NORTH, SOUTH, WEST, person


def to_sign(desk: Desk) -> Story:
    """已发出，今天是签收期限的最后一天."""
    whom = person("孙五", EAST, "1958-09-30", 52)
    yield from until_sent(
        desk, whom, "350", "突发疾病，身份与费用需核实。", back=2, who=("ck1", "ck2"), unit="wj"
    )


def extended(desk: Desk) -> Story:
    """部门申请延期，督办员已批准."""
    whom = person("吴七", NORTH, "1966-12-05", 74)
    no = yield from until_sent(
        desk, whom, "350", "住院费用需要应急救助。", back=9, who=("ckx", "ckx"), unit="wj"
    )
    yield desk.at(8, "09:50")
    desk.hand(no, "bm-wj", "sign")
    yield desk.at(3, "10:10")
    asked = extensions.ask(
        desk.office, desk.actor("bm-wj"), no, row="L06", reason="示例：外地就诊记录需要函调核实。", n=5
    )
    yield desk.at(2, "09:15")
    extensions.approve(desk.office, desk.actor("db"), no, asked["id"])


def returned(desk: Desk) -> Story:
    """退回一次，待改送."""
    whom = person("郑八", EAST, "1972-04-27", 85)
    no = yield from until_sent(
        desk, whom, "320", "无房居住，申请住房救助。", back=2, who=("ck1", "ck1"), unit="rs"
    )
    yield desk.at(1, "14:40")
    give_back(desk, no, "bm-rs", "zj")


def naming(desk: Desk) -> Story:
    """三次退回，县级民政指定承办单位."""
    whom = person("冯九", SOUTH, "1995-08-14", 96)
    no = yield from until_sent(
        desk, whom, "330", "残疾人就业，申请就业救助。", back=8, who=("ckx", "ckx"), unit="rs"
    )
    yield desk.at(7, "10:00")
    give_back(desk, no, "bm-rs", "cl")
    for back, unit, proposed in ((6, "cl", "jy"), (4, "jy", "rs")):
        yield desk.at(back, "09:30")
        send(desk, no, "ckx", unit)
        yield desk.at(back - 1, "15:20")
        give_back(desk, no, f"bm-{unit}", proposed)


def to_tell(desk: Desk) -> Story:
    """已反馈，待告知申请人."""
    whom = person("褚十", EAST, "1949-10-02", 107)
    no = yield from until_sent(
        desk, whom, "210", "住院自付费用较高，申请医疗救助。", back=10, who=("ck2", "ck1"), unit="yb"
    )
    yield desk.at(9, "09:20")
    desk.hand(no, "bm-yb", "sign")
    yield desk.at(2, "11:10")
    desk.hand(no, "bm-yb", "result", result="given", text="示例：符合条件，予以救助。", amount="3260.00")
    yield desk.at(1, "15:45")
    desk.hand(no, "bm-yb", "feed-back", text="示例：救助金3260元，随医保结算拨付，请告知申请人。")


def finished(desk: Desk) -> Story:
    """已办结: all the way within the limits."""
    whom = person("卫甲", WEST, "1987-01-19", 118)
    no = yield from until_sent(
        desk, whom, "310", "孩子上初中，伙食费有困难。", back=24, who=("ck1", "ck2"), unit="jy"
    )
    yield desk.at(23, "10:15")
    desk.hand(no, "bm-jy", "sign")
    yield desk.at(15, "16:20")
    desk.hand(no, "bm-jy", "result", result="given", text="示例：给予助学金。", amount="1500.00")
    yield desk.at(14, "09:30")
    desk.hand(no, "bm-jy", "feed-back", text="示例：助学金1500元，本学期内发放到学校。")
    yield desk.at(14, "14:30")
    desk.hand(no, "ck2", "tell", told_at=desk.now(), how="phone", by="ck2", heard=True)
    yield desk.at(13, "09:05")
    desk.hand(no, "ck2", "file")
    desk.do(no, "ck2", "close_case", "closed")


def withdrawn(desk: Desk) -> Story:
    """申请人撤回 in the middle of the handover."""
    whom = person("沈丙", EAST, "1992-03-03", 131)
    no = yield from until_sent(
        desk, whom, "330", "求职困难，申请就业救助。", back=5, who=("ck1", "ck1"), unit="rs"
    )
    yield desk.at(3, "09:40")
    intake.withdraw_case(
        desk.office,
        desk.actor("ck1"),
        no,
        reason="示例：已经找到工作，不再需要救助。",
        signed_on=desk.today,
        signature=desk.file("ck1", "撤回申请签字.png"),
    )


def to_send(desk: Desk) -> Story:
    """已分办给部门，函还没有发."""
    yield desk.at(2, "10:00")
    no = desk.apply("ck1", person("孔癸", EAST, "1988-10-10", 210), "310", "孩子住校，交通费有困难。")
    yield desk.at(2, "14:00")
    accept(desk, no, "ck1")
    yield desk.at(1, "10:10")
    dispatch(desk, no, "ck1", "jy")


def to_feed_back(desk: Desk) -> Story:
    """部门已出结果，待反馈窗口."""
    whom = person("曹子", SOUTH, "1955-02-02", 220)
    no = yield from until_sent(
        desk, whom, "340", "暴雨冲毁院墙，申请受灾救助。", back=9, who=("ckx", "ckx"), unit="yj"
    )
    yield desk.at(8, "10:20")
    desk.hand(no, "bm-yj", "sign")
    yield desk.at(1, "11:30")
    desk.hand(
        no, "bm-yj", "result", result="partly", text="示例：院墙给予补助，家具不在范围。", amount="800.00"
    )


def to_file(desk: Desk) -> Story:
    """已告知，待归档."""
    whom = person("严丑", WEST, "1977-07-17", 230)
    no = yield from until_sent(
        desk, whom, "330", "失业，请求职业介绍和培训。", back=11, who=("ck1", "ck2"), unit="rs"
    )
    yield desk.at(10, "09:40")
    desk.hand(no, "bm-rs", "sign")
    yield desk.at(4, "15:00")
    desk.hand(no, "bm-rs", "result", result="given", text="示例：已安排培训班。")
    yield desk.at(3, "09:50")
    desk.hand(no, "bm-rs", "feed-back", text="示例：下月起参加家政培训。")
    yield desk.at(2, "10:40")
    desk.hand(no, "ck2", "tell", told_at=desk.now(), how="visit", by="ck2", heard=True)


def not_given(desk: Desk) -> Story:
    """部门不予，已告知，已办结."""
    whom = person("华寅", EAST, "1964-11-11", 240)
    no = yield from until_sent(
        desk, whom, "320", "住房较小，申请住房救助。", back=19, who=("ck2", "ck2"), unit="zj"
    )
    yield desk.at(18, "10:00")
    desk.hand(no, "bm-zj", "sign")
    yield desk.at(12, "14:20")
    text = "示例：人均住房面积超过规定，不符合条件。"
    desk.hand(no, "bm-zj", "result", result="not_given", text=text, ground="示例：当地住房救助规定")
    yield desk.at(11, "09:10")
    desk.hand(no, "bm-zj", "feed-back", text=text)
    yield desk.at(11, "15:30")
    desk.hand(no, "ck1", "tell", told_at=desk.now(), how="phone", by="ck1", heard=True)
    yield desk.at(10, "09:20")
    desk.hand(no, "ck1", "file")
    desk.do(no, "ck1", "close_case", "closed")


STORIES = (
    to_sign,
    extended,
    returned,
    naming,
    to_tell,
    finished,
    withdrawn,
    to_send,
    to_feed_back,
    to_file,
    not_given,
)
