"""The inbox 待办: lists, counts, one task; claim, release, assign, draft, complete."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from casework import flow, limits, paging, scope, shapes, steps, taskview
from casework.casefile import CaseFile, Open, open_by_task
from casework.effects import claims
from casework.names import Names
from casework.office import Command, Office, matches
from engine import tasks
from engine.errors import Avoid, BadRequest, Fault, Forbidden, FormRefused, SamePerson
from engine.permissions import Place, demand, may
from engine.tasks import OPEN, Task
from engine.time import legal_day, start_of
from store.reads import tasks as lists
from store.tables.flow import Draft
from store.work import Work

Shape = dict[str, Any]
QUEUES = ("mine", "group", "all", "done", "watched", "unit")
TEXT_FILTERS = ("state", "aid", "step", "process", "holder")


def list_tasks(
    office: Office,
    by: Actor,
    *,
    queue: str = "mine",
    filters: Mapping[str, str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Shape:
    """One page of a queue, what is late first."""
    chosen = dict(filters or {})
    sort = chosen.pop("sort", "done" if queue == "done" else "due")
    if sort not in lists.SORTS or (sort == "done" and queue != "done"):
        raise BadRequest(parameter="sort")
    number = paging.checked(limit)
    now = office.now()
    with office.store.read() as work:
        rows = lists.page(
            work,
            _parts(by, queue),
            _conditions(work, by, chosen, now),
            sort=sort,
            after=paging.decode(cursor, str if sort == "case" else datetime),
            limit=number + 1,
        )
        page, following = paging.cut(rows, number, lists.SORTS[sort].name)
        names, calendar = Names(work, legal_day(now)), office.calendars.current(work)
        items = [shapes.task_row(task, by, names, calendar, now) for task in page]
    if by.purpose is not None:
        scope.log_read(office, by, "tasks", None)
    return {"items": items, "next": following}


def count_tasks(
    office: Office, by: Actor, *, queue: str | None = None, filters: Mapping[str, str] | None = None
) -> Shape:
    """The same rows counted, by queue and colour."""
    now = office.now()
    chosen = {key: value for key, value in (filters or {}).items() if key != "sort"}
    with office.store.read() as work:
        extra = _conditions(work, by, chosen, now)
        queues = [queue] if queue else ["mine", "group", "all"]
        return {name: lists.counts(work, _parts(by, name), extra, now) for name in queues}


def show_task(office: Office, by: Actor, task_id: str) -> Shape:
    """One task with its forms, limits and what may be done with it; the read is logged."""
    with office.store.read() as work:
        task = _find(work, task_id)
        how = scope.may_see_task(work, by, task)
        case = work.cases.get(task.case_id)
        shape = taskview.task(office, work, by, task, how, file=CaseFile(work, case))
    scope.log_read(office, by, f"task:{task.step}", case)
    return shape


def claim_task(office: Office, by: Actor, task_id: str) -> Shape:
    """签收: take one task out of the group's inbox and into one's own."""
    with office.command("task.claim", by, {"task": task_id}) as command:
        file, task = open_task(command, task_id)
        after = tasks.claim(task, by.login, by.groups, command.now)
        if after is task:
            command.nothing_done = True
            command.answer = taskview.task(office, command.work, by, task, "holder", file=file)
        else:
            file.tasks.keep(after)
            claims.claimed(file, after)
            command.note("task.claim", step=task.step, step_name=task.name, task_id=task.id)
            scope.log_in(command, f"task:{task.step}", file.case)
            _finish(command, file, after)
    return dict(command.answer)


def release_task(office: Office, by: Actor, task_id: str, *, reason: str) -> Shape:
    """退回待认领, with a reason; the limits run on."""
    given = _reason(reason)
    with office.command("task.release", by, {"task": task_id, "reason": given}) as command:
        file, task = open_task(command, task_id)
        after = tasks.release(task, by.login)
        file.tasks.keep(after)
        command.note("task.release", step=task.step, step_name=task.name, task_id=task.id, reason=given)
        _finish(command, file, after)
    return dict(command.answer)


def assign_task(office: Office, by: Actor, task_id: str, *, to: str, reason: str) -> Shape:
    """指派 by the head (in the county: by the reviewer) to a member of the task's group."""
    given = _reason(reason)
    with office.command("task.assign", by, {"task": task_id, "to": to, "reason": given}) as command:
        file, task = open_task(command, task_id)
        demand(by.grants, "task.assign", Place(area=task.area), PERMISSIONS)
        if not scope.assigns(by, task):
            raise Forbidden(act="task.assign", why="role")
        table = command.work.exclusions.table.c
        for kept_apart in command.work.exclusions.find(table.task_id == task.id, table.login == to):
            raise SamePerson(to=to) if kept_apart.why == "separation" else Avoid(to=to)
        groups = groups_of(command.work, to, legal_day(command.now))
        after = tasks.assign(task, to, groups, command.now)
        file.tasks.keep(after)
        claims.claimed(file, after)
        command.note(
            "task.assign", step=task.step, step_name=task.name, task_id=task.id, text=to, reason=given
        )
        _finish(command, file, after)
    return dict(command.answer)


def save_draft(office: Office, by: Actor, task_id: str, forms: Mapping[str, Any]) -> Shape:
    """Keep what was typed, unchecked; no event, for nothing has happened yet."""
    with office.store.begin() as work:
        task = _find(work, task_id, lock=True)
        scope.may_see_task(work, by, task)
        tasks.held(task, by.login)
        matches(by, task.revision)
        draft = Draft(subject=task.id, login=by.login, at=office.now(), content=dict(forms))
        work.drafts.drop(subject=task.id)
        work.drafts.add(draft)
        return taskview.task(office, work, by, task, "holder")


def complete_task(
    office: Office,
    by: Actor,
    task_id: str,
    *,
    outcome: str,
    forms: Mapping[str, Any],
    reason: str | None = None,
    comment: str | None = None,
) -> Shape:
    """办结一个环节: all of it — forms, facts, flow, limits, documents — or nothing."""
    given = {"task": task_id, "outcome": outcome, "forms": dict(forms), "reason": reason, "comment": comment}
    with office.command("task.complete", by, given) as command:
        file, task = open_task(command, task_id)
        carry_out(command, file, task, outcome=outcome, forms=forms, reason=reason, comment=comment)
    return dict(command.answer)


def carry_out(
    command: Command,
    file: Open,
    task: Task,
    *,
    outcome: str,
    forms: Mapping[str, Any],
    reason: str | None = None,
    comment: str | None = None,
) -> None:
    """Complete a task inside a command and answer with what follows."""
    by, office = command.by, command.office
    steps.complete(file, task, outcome=outcome, given=forms, reason=reason, comment=comment)
    write(file)
    command.work.drafts.drop(subject=task.id)
    names = Names(command.work, legal_day(command.now))
    calendar = office.calendars.current(command.work)
    following = [one for one in file.tasks if one.state in OPEN and _may_go_on(command, file, one)]
    reads_case = may(by.grants, "case.read", scope.place_of_case(file.case), PERMISSIONS) is None
    command.answer = {
        "task": taskview.task(office, command.work, by, file.tasks[task.id], "holder", file=file),
        "case": taskview.case(office, command.work, by, file) if reads_case else None,
        "next": [shapes.task_row(one, by, names, calendar, command.now) for one in following],
    }


def _may_go_on(command: Command, file: Open, task: Task) -> bool:
    """Whether an open task of the case is one this person could do next."""
    if task.group not in command.by.groups:
        return False
    version = command.office.versions.get(command.work, task.process, task.version)
    return command.by.login not in flow.kept_apart(file, version, task)


def open_task(command: Command, task_id: str) -> tuple[Open, Task]:
    """Lock a task's case for this command and find the task in it, if this person may see it."""
    file = open_by_task(command, task_id)
    task = file.tasks.load(task_id)
    scope.may_see_task(command.work, command.by, task)
    matches(command.by, task.revision)
    return file, task


def write(file: Open) -> None:
    """Bring what lists show up to date, and write the file."""
    limits.show(file)
    file.write()


def groups_of(work: Work, login: str, on: date) -> tuple[str, ...]:
    """The candidate groups a person belongs to on a day; none for who signs in no more."""
    people, table = work.people.table.c, work.grants.table.c
    if work.people.first(people.login == login, people.state == "active") is None:
        return ()
    rows = work.grants.find(table.login == login)
    valid = [row for row in rows if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)]
    return tuple(f"{row.role}@{row.unit or row.area}" for row in valid)


def _finish(command: Command, file: Open, task: Task) -> None:
    write(file)
    after = file.tasks[task.id]
    how = "holder" if after.holder == command.by.login else "candidate"
    command.answer = taskview.task(command.office, command.work, command.by, after, how, file=file)


def _find(work: Work, task_id: str, *, lock: bool = False) -> Task:
    return work.tasks.get(task_id, lock=lock)


def _reason(reason: str | None) -> str:
    text = (reason or "").strip()
    if not text:
        raise FormRefused([Fault(path="reason", code="E_REQUIRED", facts={"label": "理由"})])
    return text


def _parts(by: Actor, queue: str) -> Sequence[lists.Condition]:
    """The disjoint parts of a queue, one index range each."""
    if queue == "mine":
        return [lists.held_by(by.login)]
    if queue == "done":
        return [lists.done_by(by.login)]
    if queue == "group":
        return [lists.waiting_in(group) for group in by.groups]
    if queue in ("all", "unit"):
        return [part for group in by.groups for part in lists.open_in(group)] + _watched_areas(by)
    if queue == "watched":
        return _watched_areas(by)
    raise BadRequest(parameter="queue")


def _watched_areas(by: Actor) -> list[lists.Condition]:
    own = by.groups
    areas = {
        grant.area for grant in by.grants if grant.area and grant.role in ("supervisor", "leader", "head")
    }
    outermost = [area for area in sorted(areas) if not any(area != a and area.startswith(a) for a in areas)]
    return [part & lists.task.c.group.not_in(own) for area in outermost for part in lists.open_below(area)]


def _conditions(work: Work, by: Actor, chosen: Mapping[str, str], now: datetime) -> list[lists.Condition]:
    found = [lists.not_excluded(by.login)]
    for key, value in chosen.items():
        if key == "aid" and shapes.shown_aid(by, value) is None:
            found.append(lists.task.c.aid.in_(()))  # nobody finds by what is not shown
        elif key in TEXT_FILTERS:
            found.append(lists.task.c[key] == value)
        elif key == "colour":
            found.append(lists.colour_is(value, now))
        elif key == "area":
            found.append(lists.task.c.area.startswith(value, autoescape=True))
        elif key == "due_before":
            found.append(lists.task.c.late_at <= start_of(paging.day(value, "due_before")))
        elif key == "q":
            found.append(_search(work, by, value))
        else:
            raise BadRequest(parameter=key)
    return found


def _search(work: Work, by: Actor, text: str) -> lists.Condition:
    """By case number, name, or whole identity number (through its blind index); who sees no names finds nobody by either.

    An agency 转介机构 reads what was agreed to, which no identity number ever is: it learns of nobody by one.
    """
    text = text.strip()
    found = lists.task.c.case_no == text
    if shapes.names_masked(by):
        return found
    by_number = len(text) == 18 and "referral" not in by.roles
    numbers = work.cases_of_identity(work.cases.blind(text)) if by_number else []
    return (
        found | lists.task.c.case_id.in_(numbers) | lists.task.c.head_name.startswith(text, autoescape=True)
    )
