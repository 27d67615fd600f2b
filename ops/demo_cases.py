"""The cases of the demo county 示例办件: one story each, made by real commands of its people in the weeks before now."""

from collections.abc import Generator
from contextlib import suppress
from datetime import date, datetime
from importlib.resources import files

from casework import extensions, inbox, intake, processes, slips
from casework.incidents import IncidentFiled
from engine.time import legal_day
from ops.demo_desk import Applicant, Desk, Story

EAST, WEST, SOUTH, NORTH = "130399100201", "130399100202", "130399101201", "130399101202"


def _applicant(name: str, village: str, born: str, serial: int) -> Applicant:
    return Applicant(name=f"示例{name}", village=village, born=date.fromisoformat(born), serial=serial)


def _accept(desk: Desk, no: str, login: str) -> None:
    desk.do(no, login, "check_papers", "complete")
    desk.do(no, login, "accept", "accepted", F06b={"accepted_at": desk.now()})


def _relatives(desk: Desk, no: str, login: str) -> None:
    signature = desk.file(login, "承诺签字.png")
    desk.do(no, login, "relatives", "done", F07={"declared": False, "signature": signature})


def _dispatch(desk: Desk, no: str, login: str, unit: str) -> None:
    _relatives(desk, no, login)
    desk.do(no, login, "dispatch", "transfer", dispatch={"unit": unit})


def _send(desk: Desk, no: str, login: str, unit: str) -> None:
    desk.hand(
        no,
        login,
        "send",
        unit=unit,
        matter="示例：请依职责办理救助申请",
        reason="示例：属该部门职责范围",
        attachments=[desk.file(login, "申请材料.png")],
    )


def _return(desk: Desk, no: str, login: str, to: str) -> None:
    desk.hand(no, login, "return", return_reason="示例：不属本部门职责", proposed_unit=to)


def _until_sent(
    desk: Desk, whom: Applicant, aid: str, reason: str, *, back: int, who: tuple[str, str], unit: str
) -> Generator[datetime, None, str]:
    """Applied and accepted on one day, dispatched and sent the next; gives the case number."""
    first, second = who
    yield desk.at(back + 1, "09:20")
    no = desk.apply(first, whom, aid, reason)
    yield desk.at(back + 1, "10:40")
    _accept(desk, no, first)
    yield desk.at(back, "09:10")
    _dispatch(desk, no, second, unit)
    yield desk.at(back, "10:30")
    _send(desk, no, second, unit)
    return no


def at_the_window(desk: Desk) -> Story:
    """材料待检查: applied yesterday afternoon."""
    yield desk.at(1, "16:10")
    desk.apply("ck1", _applicant("林一", EAST, "1981-03-12", 11), "310", "两个孩子上学，学费有困难。")


def unanswered(desk: Desk) -> Story:
    """窗口超期未答复: nobody has looked at the papers."""
    yield desk.at(5, "09:45")
    desk.apply("ckx", _applicant("陈二", SOUTH, "1969-07-01", 24), "340", "房屋进水受损，申请受灾救助。")


def papers_missing(desk: Desk) -> Story:
    """待补正: one list of everything that is missing."""
    yield desk.at(7, "10:05")
    no = desk.apply("zg2", _applicant("王三", WEST, "1975-11-23", 37), "320", "住房为危房，申请住房救助。")
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
    no = desk.apply("ckx", _applicant("赵四", NORTH, "1990-02-18", 46), "330", "失业半年，申请就业救助。")
    yield desk.at(1, "09:30")
    _accept(desk, no, "ckx")
    yield desk.at(1, "11:00")
    _relatives(desk, no, "ckx")


def to_sign(desk: Desk) -> Story:
    """已发出，今天是签收期限的最后一天."""
    whom = _applicant("孙五", EAST, "1958-09-30", 52)
    yield from _until_sent(
        desk, whom, "350", "突发疾病，身份与费用需核实。", back=2, who=("ck1", "ck2"), unit="wj"
    )


def overdue(desk: Desk) -> Story:
    """部门办理超期，已发督办单."""
    whom = _applicant("周六", WEST, "1984-05-09", 63)
    no = yield from _until_sent(
        desk, whom, "310", "孩子考上高中，住宿费有困难。", back=17, who=("ck2", "ck1"), unit="jy"
    )
    yield desk.at(16, "15:30")
    desk.hand(no, "bm-jy", "sign")
    yield desk.at(2, "16:00")
    text = "示例：办理已超期，请说明原因和办结时间。"
    slips.issue(desk.office, desk.actor("db"), no, task_id=desk.task(no, "transfer_handle"), text=text)


def extended(desk: Desk) -> Story:
    """部门申请延期，督办员已批准."""
    whom = _applicant("吴七", NORTH, "1966-12-05", 74)
    no = yield from _until_sent(
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
    whom = _applicant("郑八", EAST, "1972-04-27", 85)
    no = yield from _until_sent(
        desk, whom, "320", "无房居住，申请住房救助。", back=2, who=("ck1", "ck1"), unit="rs"
    )
    yield desk.at(1, "14:40")
    _return(desk, no, "bm-rs", "zj")


def naming(desk: Desk) -> Story:
    """三次退回，县级民政指定承办单位."""
    whom = _applicant("冯九", SOUTH, "1995-08-14", 96)
    no = yield from _until_sent(
        desk, whom, "330", "残疾人就业，申请就业救助。", back=8, who=("ckx", "ckx"), unit="rs"
    )
    yield desk.at(7, "10:00")
    _return(desk, no, "bm-rs", "cl")
    for back, unit, proposed in ((6, "cl", "jy"), (4, "jy", "rs")):
        yield desk.at(back, "09:30")
        _send(desk, no, "ckx", unit)
        yield desk.at(back - 1, "15:20")
        _return(desk, no, f"bm-{unit}", proposed)


def to_tell(desk: Desk) -> Story:
    """已反馈，待告知申请人."""
    whom = _applicant("褚十", EAST, "1949-10-02", 107)
    no = yield from _until_sent(
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
    whom = _applicant("卫甲", WEST, "1987-01-19", 118)
    no = yield from _until_sent(
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


def refused_acceptance(desk: Desk) -> Story:
    """不予受理: not for this window, with the unit to turn to."""
    yield desk.at(9, "10:30")
    no = desk.apply("ck2", _applicant("蒋乙", WEST, "1979-06-06", 129), "320", "与邻居有宅基地纠纷。")
    yield desk.at(9, "15:10")
    ground = "示例：所述为土地权属争议，不属于社会救助范围。"
    desk.do(no, "ck2", "check_papers", "not_ours", F06c={"ground": ground, "unit": "示例区自然资源局"})


def withdrawn(desk: Desk) -> Story:
    """申请人撤回 in the middle of the handover."""
    whom = _applicant("沈丙", EAST, "1992-03-03", 131)
    no = yield from _until_sent(
        desk, whom, "330", "求职困难，申请就业救助。", back=5, who=("ck1", "ck1"), unit="rs"
    )
    yield desk.at(3, "09:40")
    intake.withdraw_case(
        desk.office,
        desk.actor("ck1"),
        no,
        reason="示例：已经找到工作，不再需要救助。",
        signed_on=legal_day(desk.clock.at),
        signature=desk.file("ck1", "撤回申请签字.png"),
    )


def draft(desk: Desk) -> Story:
    """草稿 at another township's window."""
    yield desk.at(1, "17:00")
    whom = _applicant("韩丁", SOUTH, "1963-09-17", 142)
    desk.apply("ckx", whom, "360", "流动人员，材料未带齐。", as_draft=True)


def incident(desk: Desk) -> Story:
    """异常: the county's own process asks how far it is to the applicant's home, and nothing has told it yet."""
    yield desk.at(4, "09:00")
    processes.sync(desk.office, {"escort-home": processes.texts_of(files("ops") / "escort_home")})
    yield desk.at(3, "09:30")
    no = desk.apply(
        "ck1", _applicant("杨戊", EAST, "1959-02-08", 154), "360", "务工无着，身无路费，需要返乡。"
    )
    yield desk.at(2, "10:20")
    _accept(desk, no, "ck1")
    yield desk.at(2, "14:10")
    _relatives(desk, no, "ck2")
    yield desk.at(1, "09:25")
    task_id, by = desk.task(no, "dispatch"), desk.actor("ck2")
    inbox.claim_task(desk.office, by, task_id)
    with suppress(IncidentFiled):
        inbox.complete_task(desk.office, by, task_id, outcome="own", forms={})


STORIES = (
    at_the_window,
    unanswered,
    papers_missing,
    to_dispatch,
    to_sign,
    overdue,
    extended,
    returned,
    naming,
    to_tell,
    finished,
    refused_acceptance,
    withdrawn,
    draft,
    incident,
)
"""In the order in which they are told when two deeds fall on one moment."""
