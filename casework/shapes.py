"""The shapes 数据形状 of contract section 4: what records look like from outside, masked for whoever reads."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from assistance import handover as handovers
from assistance import privacy
from assistance.cases import AIDS, STATES, Case
from assistance.handover import Handover, Leg
from assistance.moments import MOMENTS
from assistance.people import ROLES, Actor
from assistance.permissions import WATCHERS
from assistance.regimes import REGIMES
from assistance.supervision import STATES as SLIP_STATES
from assistance.supervision import Slip
from casework.casefile import CaseFile
from casework.names import Names
from engine import limits
from engine.limits import Calendar, Limit
from engine.limits.clock import colour
from engine.limits.explain import due_text
from engine.money import yuan
from engine.tasks import Task
from engine.time import legal_day, read_moment
from store.tables.case import CaseMoment
from store.tables.handover import Extension

TASK_STATES = {
    "ready": "待认领",
    "claimed": "已认领",
    "done": "已办",
    "cancelled": "已撤销",
    "incident": "异常",
}
COLOURS = {"green": "按期", "amber": "临期", "red": "超期", "none": "无期限"}
RESULTS = {
    "granted": "已确认",
    "refused": "不予确认",
    "transferred": "已转办",
    "acceptance_refused": "不予受理",
    "withdrawn": "已撤回",
    "ended_death": "终止（死亡）",
}
UNIT_RESULTS = {"given": "给予", "not_given": "不予", "partly": "部分给予"}
FLAGS = {
    "key": "重点",
    "second_notice": "二次补正",
    "contested": "有争议",
    "complicated": "疑难复杂",
    "small_fast": "小额快救",
}
Shape = dict[str, Any]


def names_masked(by: Actor) -> bool:
    """Whoever only watches sees names once a purpose is given."""
    return by.purpose is None and bool(by.roles) and by.roles <= WATCHERS | {"auditor"}


def shown_name(by: Actor, name: str | None) -> str | None:
    """A person's name as this reader sees it."""
    return privacy.name(name) if name and names_masked(by) else name


def task_row(task: Task, by: Actor, names: Names, calendar: Calendar, now: datetime) -> Shape:
    """One row of an inbox: it says all without being opened."""
    shade = colour(now, task.amber_at, task.late_at)
    remaining = remaining_of(task.effective_due, calendar, now)
    return {
        "id": task.id,
        "revision": task.revision,
        "case_no": task.case_no,
        "aid": task.aid,
        "aid_name": AIDS.get(task.aid),
        "head_name": shown_name(by, task.head_name),
        "process": task.process,
        "version": task.version,
        "instance_id": task.instance_id,
        "element_id": task.element_id,
        "step": task.step,
        "step_name": task.name,
        "state": task.state,
        "state_name": TASK_STATES[task.state],
        "role": task.role,
        "role_name": ROLES.get(task.role),
        "area": task.area,
        "area_name": names.area(task.area),
        "unit": task.unit,
        "unit_name": names.unit(task.unit),
        "holder": task.holder,
        "holder_name": names.person(task.holder),
        "created_at": task.created_at,
        "claimed_at": task.claimed_at,
        "done_at": task.done_at,
        "outcome": task.outcome,
        "effective_due": task.effective_due,
        "effective_row": task.effective_row,
        "colour": shade,
        "colour_name": COLOURS[shade],
        "remaining": remaining,
        "priority": task.priority,
        "follow_up_on": task.follow_up_on,
        "comments": 0,
        "why": why(shade, remaining, task.effective_row),
        "handover_id": task.handover_id,
        "slip_id": task.slip_id,
    }


def remaining_of(due: str | None, calendar: Calendar, now: datetime) -> Shape:
    """The working time that is left, in words: `还剩3个工作日`, `今日到期`, `超期2个工作日`."""
    if due is None:
        return {"n": None, "unit": None, "text": "无期限"}
    if "T" in due:
        hours = int((read_moment(due) - now).total_seconds() // 3600)
        return {"n": hours, "unit": "h", "text": f"还剩{hours}小时" if hours >= 0 else f"超期{-hours}小时"}
    today, day = legal_day(now), datetime.fromisoformat(due).date()
    if today > day:
        late = calendar.count(day, today)
        return {"n": -late, "unit": "wd", "text": f"超期{late}个工作日" if late else "已过期限"}
    left = calendar.count(today, day)
    return {"n": left, "unit": "wd", "text": f"还剩{left}个工作日" if left else "今日到期"}


def why(shade: str, remaining: Shape, row: str | None) -> str:
    """Why a task is urgent, in words."""
    if shade == "red":
        return f"{remaining['text']}，应立即办理（期限 {row}）"
    if shade == "amber":
        return f"{remaining['text']}，期限将满（期限 {row}）"
    return remaining["text"] if shade == "green" else "本环节不计期限"


def moment(value: CaseMoment, names: Names) -> Shape:
    """One recorded moment."""
    return {
        "name": value.name,
        "name_name": MOMENTS[value.name].title,
        "at": value.at,
        "on": value.on,
        "by": value.by,
        "by_name": names.person(value.by),
        "source_event": f"{value.case_id}-{value.seq // 1000}",
        "handover_id": value.handover_id,
        "slip_id": value.slip_id,
    }


def limit(
    value: Limit, all_limits: Iterable[Limit], case_no: str | None, calendar: Calendar, now: datetime
) -> Shape:
    """One limit with its reckoning; moments come as ISO text already."""
    shape = limits.as_json(value, now=now, calendar=calendar, others=all_limits, case_no=case_no)
    longer = value.extended_n if value.state == "open" and value.extension is None else None
    return {
        **shape,
        "colour_name": COLOURS[shape["colour"]],
        "extendable": None if longer is None else {"n": longer, "unit": value.unit},
    }


def case_row(value: Case, by: Actor, names: Names, now: datetime) -> Shape:
    """One row of a list of cases."""
    shade = colour(now, value.amber_at, value.late_at)
    return {
        "no": value.no or value.id,
        "revision": value.revision,
        "created_by": value.created_by,
        "aid": value.aid,
        "aid_name": AIDS[value.aid],
        "regime": value.regime,
        "regime_name": REGIMES.get(value.regime or ""),
        "state": value.state,
        "state_name": STATES[value.state],
        "result": value.result,
        "result_name": RESULTS.get(value.result or ""),
        "unit_result": value.unit_result,
        "unit_result_name": UNIT_RESULTS.get(value.unit_result or ""),
        "decided": value.decided,
        "area": value.area,
        "area_name": names.area(value.area),
        "township": value.area,
        "township_name": names.area(value.area),
        "village": value.village,
        "village_name": names.area(value.village),
        "head": head(value, by),
        "members": value.members,
        "covered": None,
        "flags": list(value.flags),
        "flag_names": [FLAGS.get(flag, flag) for flag in value.flags],
        "key_reasons": list(value.key_reasons),
        "applied_on": value.applied_on,
        "accepted_at": value.accepted_at,
        "effective_due": value.effective_due,
        "effective_row": value.effective_row,
        "colour": shade,
        "colour_name": COLOURS[shade],
    }


def head(value: Case, by: Actor) -> Shape:
    """The applicant; identity number and phone always masked here, the name for whoever only watches."""
    return {
        "name": shown_name(by, value.head_name),
        "id_no": privacy.identity_number(value.head_id) if value.head_id else None,
        "phone": privacy.phone(value.head_phone) if value.head_phone else None,
    }


def case(
    file: CaseFile,
    by: Actor,
    names: Names,
    calendar: Calendar,
    now: datetime,
    *,
    instances: Iterable[Shape],
    rows: Iterable[Handover],
    allowed: list[str],
) -> Shape:
    """A case with everything open on it."""
    value = file.case
    return {
        **case_row(value, by, names, now),
        "revision": file.revision,
        "decided_on": None,
        "decision_no": None,
        "amount": None,
        "start_month": None,
        "household_no": value.household_no,
        "grant_id": None,
        "created_by": value.created_by,
        "created_by_name": names.person(value.created_by),
        "instances": list(instances),
        "open_tasks": [
            task_row(task, by, names, calendar, now)
            for task in sorted(file.tasks, key=lambda task: task.created_at)
            if task.state in ("ready", "claimed", "incident")
        ],
        "moments": [moment(one, names) for one in sorted(file.moments, key=lambda one: one.seq)],
        "handovers": [
            {
                "id": row.id,
                "kind": row.kind,
                "no": row.no,
                "state": row.state,
                "state_name": handovers.STATES[row.state],
                "unit": row.unit,
                "unit_name": names.unit(row.unit),
            }
            for row in rows
        ],
        "linked": [],
        "allowed": allowed,
    }


def handover(
    row: Handover,
    legs: Iterable[Leg],
    own_limits: list[Limit],
    all_limits: list[Limit],
    by: Actor,
    names: Names,
    calendar: Calendar,
    now: datetime,
    *,
    returnable: bool,
    allowed: list[str],
    task_id: str | None,
) -> Shape:
    """One handover with its legs; sender's and receiver's clocks are counted apart."""
    unit = names.units().get(row.unit or "")
    return {
        "id": row.id,
        "revision": row.revision,
        "no": row.no,
        "kind": row.kind,
        "kind_name": "转办" if row.kind == "transfer" else "转介",
        "case_no": row.case_no,
        "aid": row.aid,
        "aid_name": AIDS.get(row.aid),
        "head_name": shown_name(by, row.head_name),
        "state": row.state,
        "state_name": handovers.STATES[row.state],
        "from": row.area,
        "from_name": names.area(row.area),
        "unit": row.unit,
        "unit_name": unit.name if unit else row.unit,
        "unit_code": unit.uscc if unit else None,
        "matter": row.matter,
        "reason": row.reason,
        "attachments": list(row.attachments),
        "proposed_unit": row.proposed_unit,
        "proposed_unit_name": names.unit(row.proposed_unit),
        "returns": row.returns,
        "returnable": returnable,
        "result": row.result,
        "result_name": UNIT_RESULTS.get(row.result or ""),
        "amount": None if row.amount is None else yuan(row.amount),
        "ground": row.ground,
        "feedback_text": row.text,
        "consent_id": row.consent_id,
        "data_passed": row.data_passed,
        "decline_reason": row.decline_reason,
        "told": {
            "at": row.told_at,
            "how": row.told_how,
            "by": row.told_by,
            "by_name": names.person(row.told_by),
        }
        if row.told_at
        else None,
        "created_at": row.created_at,
        "legs": [_leg(leg, own_limits, all_limits, row, names, calendar, now) for leg in legs],
        "limits": [limit(one, all_limits, row.case_no, calendar, now) for one in own_limits],
        "allowed": allowed,
        "task_id": task_id,
    }


def _leg(
    leg: Leg,
    own: list[Limit],
    everything: list[Limit],
    row: Handover,
    names: Names,
    calendar: Calendar,
    now: datetime,
) -> Shape:
    end = leg.fed_back_at or leg.returned_at or leg.recalled_at
    mine = [
        one
        for one in own
        if one.row in ("L05", "L06", "L07") and leg.sent_at <= one.started_at <= (end or now)
    ]
    shown = [limit(one, everything, row.case_no, calendar, now) for one in mine]
    late = [one["overdue"]["n"] for one in shown if one["overdue"]]
    return {
        "n": leg.n,
        "unit": leg.unit,
        "unit_name": names.unit(leg.unit),
        "sent_at": leg.sent_at,
        "signed_at": leg.signed_at,
        "returned_at": leg.returned_at,
        "return_reason": leg.return_reason,
        "recalled_at": leg.recalled_at,
        "resulted_at": leg.resulted_at,
        "fed_back_at": leg.fed_back_at,
        "limits": shown,
        "days_used": calendar.count(legal_day(leg.sent_at), legal_day(end or now)),
        "overdue_days": sum(late),
        "in_time": None if end is None else not late,
    }


def slip(
    value: Slip,
    names: Names,
    own: list[Limit],
    calendar: Calendar,
    now: datetime,
    *,
    allowed: list[str],
) -> Shape:
    """One urging slip."""
    reply = max(own, key=lambda one: one.started_at, default=None)
    shade = limits.colour(reply, now) if reply and reply.state == "open" else "none"
    return {
        "id": value.id,
        "revision": value.revision,
        "no": value.no,
        "state": value.state,
        "state_name": SLIP_STATES[value.state],
        "task_id": value.task_id,
        "case_no": value.case_no,
        "step": value.step,
        "row": value.row,
        "overdue_days": value.overdue,
        "proposed_at": value.proposed_at,
        "issued_at": value.issued_at,
        "issued_by": value.issued_by,
        "issued_by_name": names.person(value.issued_by),
        "to": {
            "login": value.to_login,
            "name": names.person(value.to_login),
            "role": value.to_group.split("@")[0],
        },
        "to_group": value.to_group,
        "text": value.text,
        "due": due_text(reply.due) if reply else None,
        "colour": shade,
        "colour_name": COLOURS[shade],
        "reply": value.reply,
        "check_reason": value.check_reason,
        "closed_at": value.closed_at,
        "limits": [limit(one, own, value.case_no, calendar, now) for one in own],
        "allowed": allowed,
    }


def extension(value: Extension) -> Shape:
    """One request to extend a limit."""
    return {
        "id": value.id,
        "row": value.row,
        "n": value.n,
        "reason": value.reason,
        "asked_by": value.asked_by,
        "asked_at": value.asked_at,
        "due_before": value.due_before,
        "due_after": value.due_after,
        "state": value.state,
        "decided_by": value.decided_by,
        "decided_at": value.decided_at,
    }


def person(login: str | None, names: Names, role: str | None) -> Shape | None:
    """A person in JSON; None is the system."""
    if login in (None, "system"):
        return None
    return {"login": login, "name": names.person(login), "role": role, "role_name": ROLES.get(role or "")}
