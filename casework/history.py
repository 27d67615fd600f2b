"""The history 办理经过 of a case: its event chain as lines for people."""

from typing import Any

from assistance.cases import Case
from assistance.moments import MOMENTS
from assistance.people import Actor
from casework import shapes
from casework.names import Names
from casework.office import Office
from engine.time import legal_day, read_moment
from store.work import Work

Shape = dict[str, Any]
ACTS = {
    "case.draft": "存草稿",
    "case.open": "提交申请",
    "case.withdraw": "撤回申请",
    "case.correct": "更正表单",
    "case.move": "登记迁移",
    "case.death": "登记死亡",
    "task.claim": "认领",
    "task.release": "退回待认领",
    "task.assign": "指派",
    "task.complete": "办理",
    "handover.start": "发起转办",
    "handover.recall": "撤回发出",
    "notice.object": "提出异议",
    "objection.close": "办结异议",
    "slip.propose": "提出督办单",
    "slip.issue": "发起督办",
    "slip.drop": "督办单不发",
    "extension.ask": "申请延期",
    "extension.approved": "批准延期",
    "extension.refused": "不同意延期",
    "incident.file": "出现异常",
    "incident.retry": "重试异常",
    "incident.cancel": "放弃异常",
    "facts.mended": "更正事实",
    "attachment.replace": "替换材料",
    "limit.moved": "期限变动",
    "limit.rung": "逾期核对",
    "rung.message": "逾期提醒",
    "rung.slip": "逾期提出督办",
    "rung.leader": "逾期报分管领导",
    "timer.fire": "定时提醒",
    "limits.recompute": "按日历重算期限",
    "ladder.changed": "督办阶梯变动",
}


def of_case(office: Office, work: Work, by: Actor, case: Case) -> list[Shape]:
    """All of it, in order: who did what, when, with what result, in time or late."""
    table = work.events.table.c
    names, calendar = Names(work, legal_day(office.now())), office.calendars.current(work)
    items = []
    for event in work.events.find(table.chain == case.id, order=[table.seq]):
        lines = event.history["lines"] or [{"act": event.command}]
        for place, line in enumerate(lines):
            began = line.get("claimed_at") or line.get("created_at")
            took = calendar.count(legal_day(read_moment(began)), legal_day(event.at)) if began else None
            items.append(
                {
                    "seq": event.seq,
                    "at": event.at,
                    "on": legal_day(event.at),
                    "act": line["act"],
                    "act_name": ACTS.get(line["act"], line["act"]),
                    "step": line.get("step"),
                    "step_name": line.get("step_name"),
                    "outcome": line.get("outcome"),
                    "outcome_name": line.get("outcome_name"),
                    "task_id": line.get("task_id"),
                    "by": shapes.person(event.by, names, event.role),
                    "for_whom": event.for_whom,
                    "unit": line.get("unit"),
                    "unit_name": names.unit(line.get("unit")),
                    "text": line.get("text"),
                    "reason": line.get("reason"),
                    "moments": event.history["moments"] if place == 0 else [],
                    "moment_names": [MOMENTS[name].title for name in event.history["moments"]]
                    if place == 0
                    else [],
                    "from_state": line.get("from_state"),
                    "to_state": line.get("to_state"),
                    "took": None if took is None else {"n": took, "unit": "wd"},
                    "limit": line.get("limit"),
                    "changes": _changes(line, by),
                    "command_id": event.id,
                    "hash": event.hash,
                }
            )
    return items


def _changes(line: Shape, by: Actor) -> list[Shape]:
    """Which fields were corrected; what they said only for whoever may see names."""
    changes: list[Shape] = line.get("changes", [])
    if not shapes.names_masked(by):
        return changes
    return [{"path": one["path"], "old": None, "new": None} for one in changes]
