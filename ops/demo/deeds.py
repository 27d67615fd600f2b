"""What window and departments do in many stories: accept, look for relatives, dispatch, send, return."""

from collections.abc import Generator
from datetime import datetime

from ops.demo.desk import Desk
from ops.demo.homes import Applicant


def accept(desk: Desk, no: str, login: str) -> None:
    """The papers are complete and the case is accepted."""
    desk.do(no, login, "check_papers", "complete")
    desk.do(no, login, "accept", "accepted", F06b={"accepted_at": desk.now()})


def relatives(desk: Desk, no: str, login: str) -> None:
    """近亲属核查: none declared, signed."""
    signature = desk.file(login, "承诺签字.png")
    desk.do(no, login, "relatives", "done", F07={"declared": False, "signature": signature})


def dispatch(desk: Desk, no: str, login: str, unit: str) -> None:
    """分办 to another authority."""
    relatives(desk, no, login)
    desk.do(no, login, "dispatch", "transfer", dispatch={"unit": unit})


def send(desk: Desk, no: str, login: str, unit: str) -> None:
    """转办发出."""
    desk.hand(
        no,
        login,
        "send",
        unit=unit,
        matter="示例：请依职责办理救助申请",
        reason="示例：属该部门职责范围",
        attachments=[desk.file(login, "申请材料.png")],
    )


def give_back(desk: Desk, no: str, login: str, to: str) -> None:
    """退回, with the unit it should go to."""
    desk.hand(no, login, "return", return_reason="示例：不属本部门职责", proposed_unit=to)


def until_sent(
    desk: Desk, whom: Applicant, aid: str, reason: str, *, back: int, who: tuple[str, str], unit: str
) -> Generator[datetime, None, str]:
    """Applied and accepted on one day, dispatched and sent the next; gives the case number."""
    first, second = who
    yield desk.at(back + 1, "09:20")
    no = desk.apply(first, whom, aid, reason)
    yield desk.at(back + 1, "10:40")
    accept(desk, no, first)
    yield desk.at(back, "09:10")
    dispatch(desk, no, second, unit)
    yield desk.at(back, "10:30")
    send(desk, no, second, unit)
    return no
