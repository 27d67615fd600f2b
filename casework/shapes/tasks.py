"""A task 任务 in a list."""

from datetime import date, datetime

from assistance.cases import AIDS
from assistance.people import ROLES, Actor
from casework.names import Names
from casework.shapes.words import COLOURS, TASK_STATES, Shape, shown_aid, shown_name
from engine.limits import Calendar
from engine.limits.clock import colour
from engine.tasks import Task
from engine.time import legal_day, read_moment


def task_row(task: Task, by: Actor, names: Names, calendar: Calendar, now: datetime) -> Shape:
    """One row of an inbox: it says all without being opened."""
    shade = colour(now, task.amber_at, task.late_at)
    remaining = remaining_of(task.effective_due, calendar, now)
    aid = shown_aid(by, task.aid)
    return {
        "id": task.id,
        "revision": task.revision,
        "case_no": task.case_no,
        "aid": aid,
        "aid_name": AIDS.get(aid or ""),
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
        "provisional": is_provisional(task.effective_due, calendar),
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


def is_provisional(due: str | None, calendar: Calendar) -> bool:
    """暂定: whether a deadline falls in a year whose days off nobody has confirmed; hours hang on none."""
    return due is not None and "T" not in due and calendar.provisional(date.fromisoformat(due))


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
