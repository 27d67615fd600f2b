"""The ladder 逐级督办 at work: who is told, and what is proposed, when a late limit reaches a rung. It decides nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from assistance.ladder import EVERY, HANDLER, LEADER, MESSAGE, RUNGS, SLIP, LadderRow, Step, waiting
from assistance.limit_tables import name_of
from assistance.people import group, place_of
from assistance.supervision import OPEN as OPEN_SLIP
from casework import limits, notify, slips
from casework.casefile import Open
from casework.names import Names
from casework.office import Command
from engine.limits import Calendar, Limit
from engine.limits.explain import due_text, when
from engine.tasks import Task
from engine.time import legal_day, start_of
from store.reads import supervision as reads
from store.reads.supervision import Climbing
from store.tables.flow import DueMoment
from store.tables.ladder import Rung
from store.work import Work

KINDS: Mapping[str, str] = {MESSAGE: "late", LEADER: "leader"}
"""The kind of notice each rung sends, with which its key begins; the rung between them proposes a slip instead."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What the rungs of a case hang on: its open tasks and limits, and the rungs each has reached; `today`, and the day asked about."""

    work: Work
    calendar: Calendar
    area: str
    rows: Sequence[LadderRow]
    tasks: Sequence[Task]
    limits: Sequence[Limit]
    reached: Mapping[str, Collection[str]]
    today: date
    on: date

    def falling(self, limit: Limit) -> list[Step]:
        """The rungs that a limit reaches on the day, if it stays late; what was missed before today comes today."""
        steps = limits.rungs_of(self.rows, limit, self.calendar)
        return [
            step
            for step in waiting(steps, self.reached.get(limit.id, ()))
            if max(step.on, self.today) == self.on
        ]


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A rung that a limit reaches on a day: the tasks it is about, and who is told as (login or group, task)."""

    limit: Limit
    step: Step
    tasks: Sequence[Task]
    to: Sequence[tuple[str, Task | None]]


def reach(command: Command, file: Open, moment: DueMoment) -> None:
    """What the due moment of a late limit starts: the rung that has come; then it waits for the next one."""
    file.cancel_due(moment.id)
    limit = file.limits.get(moment.subject)
    if limit is None or not limits.is_watched(limit):
        return
    scene = _scene(command, file)
    reached = set(scene.reached[limit.id])
    for step in scene.falling(limit)[:1]:
        _climb(command, file, _planned(scene, limit, step), moment)
        reached.add(step.rung)
    limits.watch(file, limit, reached, scene.calendar)


def forecast(
    work: Work, calendar: Calendar, areas: list[str], today: date, on: date
) -> list[tuple[Climbing, Planned]]:
    """What would go out on a day, as things stand; what was missed before today would go out today. Nothing is sent."""
    if on < today:
        return []
    found = reads.climbing(work, areas=areas, until=start_of(on + timedelta(days=1)))
    by_case = _scenes(work, found, calendar, today, on)
    plans = []
    for one in found:
        scene = by_case[one.limit.subject.case_id]
        plans += [(one, _planned(scene, one.limit, step)) for step in scene.falling(one.limit)]
    return [(one, plan) for one, plan in plans if plan.to]


def next_notices(
    work: Work, calendar: Calendar, areas: list[str], now: datetime
) -> list[tuple[Climbing, Planned]]:
    """Of each limit that is late by now, the next notice that will go out if it stays so."""
    today = legal_day(now)
    found = reads.climbing(work, areas=areas, late_at=now)
    by_case = _scenes(work, found, calendar, today, today)
    plans = []
    for one in found:
        scene = by_case[one.limit.subject.case_id]
        steps = waiting(limits.rungs_of(scene.rows, one.limit, calendar), scene.reached.get(one.limit.id, ()))
        for step in [step for step in steps if step.rung in KINDS][:1]:
            plans.append((one, _planned(replace(scene, on=max(step.on, today)), one.limit, step)))
    return [(one, plan) for one, plan in plans if plan.to]


def in_order(rows: Iterable[LadderRow]) -> list[LadderRow]:
    """The rows as a page shows them: those of every step first, of each step from the lowest rung to the highest."""
    return sorted(rows, key=lambda row: (row.step != EVERY, row.step, RUNGS.index(row.rung)))


def in_words(plan: Planned, case_no: str | None, names: Names) -> str:
    """The subject of a notice: where the case waits, at which step, and the limit by its name; it holds no personal data."""
    what, due, term = _waits_at(plan.tasks, names), when(plan.limit.due), name_of(plan.limit.step)
    term = plan.limit.row if what.endswith(term) else f"{term} {plan.limit.row}"
    if plan.step.rung == LEADER:
        return f"{case_no} {what}（{term}）超期{plan.step.after}个工作日，报请督促；到期日 {due}"
    return f"{case_no} {what}（{term}）已于 {due} 到期，尚未办结"


def _waits_at(tasks: Sequence[Task], names: Names) -> str:
    """`示例区教育局 办理`: the unit or place that has the matter, and its step."""
    if not tasks:
        return "期限"
    task = tasks[0]
    place = names.unit(task.unit) if task.unit else names.area(task.area)
    return f"{place or ''} {task.name}".strip()


def key_of(plan: Planned, place: int) -> str:
    """The key that lets nobody read a notice twice: one a limit, rung and recipient."""
    key = f"{KINDS[plan.step.rung]}:{plan.limit.id}"
    return key if place == 0 else f"{key}:{place}"


def _scenes(
    work: Work, climbing: Iterable[Climbing], calendar: Calendar, today: date, on: date
) -> dict[str, Scene]:
    """The scene of each case, by its id."""
    cases = {one.limit.subject.case_id: one.area for one in climbing}
    tasks: dict[str, list[Task]] = {}
    running: dict[str, list[Limit]] = {}
    reached: dict[str, set[str]] = {}
    for task in reads.open_tasks(work, cases):
        tasks.setdefault(task.case_id, []).append(task)
    for limit in reads.open_limits(work, cases):
        running.setdefault(limit.subject.case_id, []).append(limit)
    for row in reads.rungs(work, cases):
        reached.setdefault(row.limit_id, set()).add(row.rung)
    return {
        case_id: Scene(
            work=work,
            calendar=calendar,
            area=area,
            rows=work.ladder().rows,
            tasks=tasks.get(case_id, ()),
            limits=running.get(case_id, ()),
            reached=reached,
            today=today,
            on=on,
        )
        for case_id, area in cases.items()
    }


def _scene(command: Command, file: Open) -> Scene:
    reached: dict[str, set[str]] = {limit.id: set() for limit in file.limits}
    for row in command.work.rungs.having(case_id=file.case.id):
        reached.setdefault(row.limit_id, set()).add(row.rung)
    today = legal_day(command.now)
    return Scene(
        work=command.work,
        calendar=command.office.calendars.current(command.work),
        area=file.case.area,
        rows=limits.ladder_of(command),
        tasks=list(file.tasks),
        limits=[limit for limit in file.limits if limit.state == "open"],
        reached=reached,
        today=today,
        on=today,
    )


def _planned(scene: Scene, limit: Limit, step: Step) -> Planned:
    under = limits.working_under(limit, scene.tasks)
    tasks = [task for task in under if not _climbs_by_itself(scene, task, limit, step.rung)]
    if step.rung == SLIP:
        tasks = [task for task in tasks if _urging(scene.work, task) is None]
    nobody_left = not tasks and (under or step.rung == SLIP)
    to = [] if nobody_left else _recipients(step, tasks, scene.area)
    return Planned(limit=limit, step=step, tasks=tasks, to=to)


def _climbs_by_itself(scene: Scene, task: Task, limit: Limit, rung: str) -> bool:
    """Whether a step's own limit reaches the same rung that day: of it and the total only the step's is told of."""
    if limits.of_task(task, [limit]):
        return False
    own = [one for one in limits.of_task(task, scene.limits) if limits.is_watched(one)]
    return any(step.rung == rung for one in own for step in scene.falling(one))


def _recipients(step: Step, tasks: Sequence[Task], area: str) -> list[tuple[str, Task | None]]:
    """Each once: the handlers with the task each has, and the posts; a post that handles the step itself is told as that."""
    found: dict[str, Task | None] = {}
    for word in step.to:
        if word == HANDLER:
            for task in tasks:
                found.setdefault(task.holder or task.group, task)
            continue
        post = group(word, place_of(word, area))
        if not tasks or HANDLER not in step.to or any(task.group != post for task in tasks):
            found.setdefault(post, tasks[0] if tasks else None)
    return list(found.items())


def _climb(command: Command, file: Open, plan: Planned, moment: DueMoment) -> None:
    limit, step = plan.limit, plan.step
    command.note(
        f"rung.{step.rung}",
        limit={"row": limit.row, "due": due_text(limit.due)},
        text=f"{name_of(limit.step)} {limit.row}",
    )
    slip_id = None
    if step.rung == SLIP:
        slip_id = _propose(command, file, plan)
    else:
        _tell(file, plan, moment)
    row = Rung(
        id=command.new_id(),
        limit_id=limit.id,
        rung=step.rung,
        case_id=file.case.id,
        case_no=file.case.no or "",
        area=file.case.area,
        row=limit.row,
        on=step.on,
        at=command.now,
        slip_id=slip_id,
    )
    command.work.rungs.add(row)


def _tell(file: Open, plan: Planned, moment: DueMoment) -> None:
    """The notices of a rung; whoever was told of the same step on the same day, by another limit, is not told again."""
    kind, day = KINDS[plan.step.rung], legal_day(file.now)
    known = file.work.messages.having(case_id=file.case.id, kind=kind)
    names = Names(file.work, day)
    told_today = {(one.to, one.task_id) for one in known if legal_day(one.at) == day and one.task_id}
    for place, (to, task) in enumerate(plan.to):
        task_id = task.id if task else None
        if (to, task_id) not in told_today:
            notify.tell(
                file,
                key=key_of(plan, place),
                to=to,
                kind=kind,
                subject=in_words(plan, file.case.no, names),
                task_id=task_id,
                due_moment=moment.id,
            )


def _propose(command: Command, file: Open, plan: Planned) -> str | None:
    """A proposed slip 待发 for each step that nobody urges yet; the id of the first one, or of that by which the step is urged."""
    made = [slips.propose(command, file, task, plan.limit) for task in plan.tasks]
    before = (_urging(command.work, task) for task in limits.working_under(plan.limit, file.tasks))
    return made[0] if made else next((slip_id for slip_id in before if slip_id), None)


def _urging(work: Work, task: Task) -> str | None:
    """The slip by which a step is urged already, or proposed to be."""
    return next((slip.id for slip in work.slips.having(task_id=task.id, state=OPEN_SLIP)), None)
