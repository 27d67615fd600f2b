"""Stories of supervision 督办 and of the incident 异常: late steps, slips at every stage, and a step that could not be done."""

from collections.abc import Generator
from contextlib import suppress
from datetime import datetime
from importlib.resources import files

from casework import inbox, processes, slips
from casework.incidents import IncidentFiled
from ops.demo.deeds import accept, relatives, until_sent
from ops.demo.desk import Desk, Story
from ops.demo.homes import EAST, NORTH, WEST, Applicant, person


def overdue(desk: Desk) -> Story:
    """部门办理超期，已发督办单."""
    whom = person("周六", WEST, "1984-05-09", 63)
    no = yield from until_sent(
        desk, whom, "310", "孩子考上高中，住宿费有困难。", back=17, who=("ck2", "ck1"), unit="jy"
    )
    yield desk.at(16, "15:30")
    desk.hand(no, "bm-jy", "sign")
    yield desk.at(2, "16:00")
    text = "示例：办理已超期，请说明原因和办结时间。"
    slips.issue(desk.office, desk.actor("db"), no, task_id=desk.task(no, "transfer_handle"), text=text)


def _urged(desk: Desk, whom: Applicant, reason: str, *, back: int) -> Generator[datetime, None, str]:
    """A department that signed and let its ten days pass; the supervisor issues a slip. Gives the case number."""
    no = yield from until_sent(desk, whom, "330", reason, back=back + 12, who=("ck1", "ck2"), unit="rs")
    yield desk.at(back + 11, "14:40")
    desk.hand(no, "bm-rs", "sign")
    yield desk.at(back, "09:30")
    text = "示例：办理期限已过，请说明原因并尽快办结。"
    slips.issue(desk.office, desk.actor("db"), no, task_id=desk.task(no, "transfer_handle"), text=text)
    return no


def _reply(desk: Desk, no: str) -> None:
    text = "示例：申请人补充材料较晚，明日办结。"
    slips.reply(desk.office, desk.actor("bm-rs"), _slip(desk, no), text=text)


def _slip(desk: Desk, no: str) -> str:
    return str(desk.newest(no, lambda work: work.slips, "proposed_at").id)


def replied(desk: Desk) -> Story:
    """督办已回复，待复核."""
    whom = person("金卯", EAST, "1986-06-16", 250)
    no = yield from _urged(desk, whom, "失业一年，申请就业救助。", back=3)
    yield desk.at(1, "10:50")
    _reply(desk, no)


def sent_back(desk: Desk) -> Story:
    """督办回复不清楚，退回重办."""
    whom = person("魏辰", WEST, "1991-01-21", 260)
    no = yield from _urged(desk, whom, "腿伤以后没有工作，申请就业救助。", back=4)
    yield desk.at(3, "10:50")
    _reply(desk, no)
    yield desk.at(2, "09:20")
    reason = "示例：没有写明办结日期。"
    slips.check(desk.office, desk.actor("db"), _slip(desk, no), outcome="redo", reason=reason)


def passed(desk: Desk) -> Story:
    """督办复核通过，待销号."""
    whom = person("陶巳", NORTH, "1974-09-09", 270)
    no = yield from until_sent(
        desk, whom, "310", "孙女上学，费用有困难。", back=16, who=("ckx", "ckx"), unit="jy"
    )
    yield desk.at(15, "09:40")
    desk.hand(no, "bm-jy", "sign")
    yield desk.at(4, "10:10")
    text = "示例：请说明没有按期办理的原因。"
    slips.issue(desk.office, desk.actor("db"), no, task_id=desk.task(no, "transfer_handle"), text=text)
    yield desk.at(3, "15:10")
    slips.reply(desk.office, desk.actor("bm-jy"), _slip(desk, no), text="示例：等学校证明，现已收到。")
    yield desk.at(2, "10:30")
    slips.check(desk.office, desk.actor("db"), _slip(desk, no), outcome="passed")


def cleared(desk: Desk) -> Story:
    """督办销号，部门随后办结."""
    whom = person("姜午", EAST, "1980-12-24", 280)
    no = yield from _urged(desk, whom, "返乡以后没有工作，申请就业救助。", back=9)
    yield desk.at(8, "09:50")
    _reply(desk, no)
    yield desk.at(8, "15:40")
    desk.hand(no, "bm-rs", "result", result="given", text="示例：已介绍到镇上企业。")
    yield desk.at(7, "10:10")
    slips.check(desk.office, desk.actor("db"), _slip(desk, no), outcome="passed")
    slips.close(desk.office, desk.actor("db"), _slip(desk, no))
    yield desk.at(7, "14:20")
    desk.hand(no, "bm-rs", "feed-back", text="示例：本月十五日上岗。")


def left_alone(desk: Desk) -> Story:
    """部门办理超期，系统建议督办，督办员还没有发."""
    whom = person("戚未", EAST, "1957-04-01", 290)
    no = yield from until_sent(
        desk, whom, "210", "住院费用高，申请医疗救助。", back=16, who=("ck2", "ck2"), unit="yb"
    )
    yield desk.at(15, "11:00")
    desk.hand(no, "bm-yb", "sign")


def incident(desk: Desk) -> Story:
    """异常: the county's own process asks how far it is to the applicant's home, and nothing has told it yet."""
    yield desk.at(4, "09:00")
    processes.sync(desk.office, {"escort-home": processes.texts_of(files("ops") / "escort_home")})
    yield desk.at(3, "09:30")
    no = desk.apply("ck1", person("杨戊", EAST, "1959-02-08", 154), "360", "务工无着，身无路费，需要返乡。")
    yield desk.at(2, "10:20")
    accept(desk, no, "ck1")
    yield desk.at(2, "14:10")
    relatives(desk, no, "ck2")
    yield desk.at(1, "09:25")
    task_id, by = desk.task(no, "dispatch"), desk.actor("ck2")
    inbox.claim_task(desk.office, by, task_id)
    with suppress(IncidentFiled):
        inbox.complete_task(desk.office, by, task_id, outcome="own", forms={})


STORIES = (overdue, replied, sent_back, passed, cleared, left_alone, incident)
