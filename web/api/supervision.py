"""Supervision 督办: the board, what is late, slips from issue to 销号, extensions."""

from typing import Any

from assistance.cases import AIDS
from casework import extensions, reports, slips, supervision
from web.api.keys import may, need
from web.api.routes import Call, File, Table, filters, with_place

routes = Table(tag="supervision", about="督办 supervision")

BOARD = (
    may("by", choices=("township", "village", "step", "unit", "person")),
    may("from", "day"),
    may("to", "day"),
    may("aid", choices=tuple(AIDS)),
    may("area", "name"),
)
OVERDUE = (
    may("aid", choices=tuple(AIDS)),
    may("area", "name"),
    may("holder", "name"),
    may("row", "name"),
    may("step", longest=60),
    may("unit", "name"),
)


@routes.get("/supervision/board", "board", query=BOARD, act="supervision.board")
def board(call: Call) -> Any:
    """Open and finished steps by place, step, unit or person, ordered by the rate in time."""
    given = call.query
    return supervision.board(
        call.office,
        call.by,
        by_=given.get("by", "township"),
        from_=given.get("from"),
        to=given.get("to"),
        aid=given.get("aid"),
        area=given.get("area"),
    )


@routes.get("/supervision/report", "report", query=(may("month", longest=7),), act="supervision.report")
def report(call: Call) -> Any:
    """The board of one month `2026-03`, by township, step and unit."""
    return reports.month(call.office, call.by, call.query.get("month"))


@routes.get(
    "/supervision/{what}/export",
    "file",
    query=(may("format", choices=("xlsx", "csv")), *BOARD),
    act="supervision.report",
)
def export(call: Call) -> Any:
    """`board` `overdue` `escalations` `faults` as a file; names its purpose."""
    found = reports.export(
        call.office, call.by, call.path["what"], call.query.get("format", "xlsx"), call.query
    )
    return File(content=found["content"], media=found["media"], name=found["name"])


@routes.get("/supervision/overdue", "overdue", query=OVERDUE, act="supervision.overdue", paged=True)
def overdue(call: Call) -> Any:
    """Late limits: case, row, due, how late, who holds it."""
    return supervision.overdue(call.office, call.by, filters=filters(call), **with_place(call))


@routes.get(
    "/supervision/messages",
    "message",
    query=(may("state", choices=("sent", "waiting")),),
    act="supervision.messages",
    paged=True,
)
def messages(call: Call) -> Any:
    """消息 that went out, newest first; with `state=waiting` the next of each late limit, the earliest first."""
    state = call.query.get("state", "sent")
    return supervision.messages(call.office, call.by, state=state, **with_place(call))


@routes.get("/supervision/escalations", "escalation", act="supervision.escalations", paged=True)
def escalations(call: Call) -> Any:
    """Rungs that late limits have reached 逐级督办, newest first."""
    return supervision.escalations(call.office, call.by, **with_place(call))


@routes.get(
    "/supervision/ladder", "forecast", query=(may("on", "day"),), act="supervision.ladder", paged=True
)
def ladder_on(call: Call) -> Any:
    """What would go out on a day (today without `on`), as things stand; nothing is sent."""
    return supervision.ladder_on(call.office, call.by, on=call.query.get("on"), **with_place(call))


@routes.get("/supervision/faults", "case_fault", act="supervision.faults", paged=True)
def faults(call: Call) -> Any:
    """差错: second notices of what was visible the first time, counted by case."""
    return supervision.faults(call.office, call.by, **with_place(call))


@routes.get("/supervision/provisional", "provisional", act="supervision.provisional", paged=True)
def provisional(call: Call) -> Any:
    """暂定: running limits that lie in a year nobody has declared complete."""
    return supervision.provisional(call.office, call.by, **with_place(call))


@routes.post(
    "/cases/{no}/slips",
    "slip",
    need("task_id", "name"),
    need("text"),
    act="slip.issue",
    status=201,
    refuses=("E_STATE", "E_CLOCK"),
)
def issue_slip(call: Call) -> Any:
    """督办单 to whoever holds a late step."""
    return slips.issue(
        call.office, call.by, call.path["no"], task_id=call.body["task_id"], text=call.body["text"]
    )


@routes.get(
    "/slips",
    "slip",
    query=(may("state", longest=40), may("case_no", "name"), may("task_id", "name")),
    act="slip.read",
    paged=True,
)
def list_slips(call: Call) -> Any:
    """Slips in my scope."""
    return slips.list_slips(call.office, call.by, filters=filters(call), **with_place(call))


@routes.get("/slips/{id}", "slip", act="slip.read")
def show_slip(call: Call) -> Any:
    """One slip with its clock."""
    return slips.show(call.office, call.by, call.path["id"])


@routes.post("/slips/{id}/issue", "slip", need("text"), act="slip.issue", refuses=("E_STATE", "E_CLOCK"))
def issue_proposed(call: Call) -> Any:
    """发出 what the ladder proposed."""
    return slips.issue_proposed(call.office, call.by, call.path["id"], text=call.body["text"])


@routes.post("/slips/{id}/drop", "slip", need("reason"), act="slip.drop", refuses=("E_STATE", "E_CLOCK"))
def drop_slip(call: Call) -> Any:
    """不发, with the reason."""
    return slips.drop(call.office, call.by, call.path["id"], reason=call.body["reason"])


@routes.post("/slips/{id}/reply", "slip", need("text"), refuses=("E_NOT_HOLDER", "E_STATE", "E_CLOCK"))
def reply_slip(call: Call) -> Any:
    """回复 by whom it went to."""
    return slips.reply(call.office, call.by, call.path["id"], text=call.body["text"])


@routes.post(
    "/slips/{id}/check",
    "slip",
    need("outcome", choices=("passed", "redo")),
    may("reason"),
    act="slip.check",
    refuses=("E_STATE", "E_SAME_PERSON", "E_CLOCK"),
)
def check_slip(call: Call) -> Any:
    """复核: passed, or back to be done again with a reason."""
    return slips.check(
        call.office, call.by, call.path["id"], outcome=call.body["outcome"], reason=call.body.get("reason")
    )


@routes.post("/slips/{id}/close", "slip", act="slip.close", refuses=("E_STATE", "E_CLOCK"))
def close_slip(call: Call) -> Any:
    """销号."""
    return slips.close(call.office, call.by, call.path["id"])


@routes.post(
    "/cases/{no}/extensions",
    "extension",
    need("row", "name"),
    need("reason", shortest=10),
    may("n", "whole", least=1, most=366),
    act="case.extend",
    status=201,
    refuses=("E_NOT_EXTENDABLE", "E_ONCE", "E_LATE", "E_STATE", "E_NOT_HOLDER", "E_CLOCK"),
)
def ask_extension(call: Call) -> Any:
    """Ask for an extension of a limit 延期; whoever holds the case asks."""
    given = call.body
    return extensions.ask(
        call.office, call.by, call.path["no"], row=given["row"], reason=given["reason"], n=given.get("n")
    )


DECIDES: dict[str, Any] = {"refuses": ("E_LATE", "E_ONCE", "E_STATE", "E_SAME_PERSON", "E_CLOCK")}
"""Both ways to name an extension lead to the same act: below its case, and by its own id alone."""


@routes.post("/cases/{no}/extensions/{id}/approve", "extension", **DECIDES)
@routes.post("/extensions/{id}/approve", "extension", **DECIDES)
def approve_extension(call: Call) -> Any:
    """批准延期, before the old deadline passes."""
    return extensions.approve(call.office, call.by, _case_no(call), call.path["id"])


@routes.post("/cases/{no}/extensions/{id}/refuse", "extension", **DECIDES)
@routes.post("/extensions/{id}/refuse", "extension", **DECIDES)
def refuse_extension(call: Call) -> Any:
    """不批准延期."""
    return extensions.refuse(call.office, call.by, _case_no(call), call.path["id"])


def _case_no(call: Call) -> str:
    return call.path.get("no") or extensions.case_of(call.office, call.path["id"])
