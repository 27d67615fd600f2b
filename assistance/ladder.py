"""The ladder 逐级督办 (domain 5.4): what follows while a limit stays late, and on which day; the rows are the county's own 县规定."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from types import MappingProxyType

from engine.errors import Fault
from engine.limits.calendar import Calendar
from engine.time import legal_day, start_of

MESSAGE, SLIP, LEADER = "message", "slip", "leader"
RUNGS = (MESSAGE, SLIP, LEADER)
"""From the lowest to the highest: a notice, a proposed 督办单, a notice to the leader in charge."""
LATEST = 366
"""A rung after more working days would be one that nobody ever sees."""
NAMES: Mapping[str, str] = MappingProxyType(
    {MESSAGE: "提醒经办和负责人", SLIP: "提出督办单", LEADER: "报分管领导"}
)
HANDLER = "handler"
"""In `to`: whoever holds the late step, or the post it waits for; every other word there is a role key."""
EVERY = "*"
TOLD = frozenset({HANDLER, "window", "investigator", "head", "county_review", "supervisor", "leader"})
"""Who may be told: whoever has the step, and posts of the township and the county who answer for it."""
LOCAL = "local"
"""The label 县规定 of every row."""
STATES: Mapping[str, str] = MappingProxyType({"draft": "草稿", "submitted": "待发布", "published": "已发布"})


@dataclass(frozen=True, kw_only=True)
class LadderRow:
    """After so many working days late, this rung; `step` is a step of the limit table or `*`, `to` names `handler` and role keys."""

    step: str
    rung: str
    after: int
    to: list[str]
    label: str


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """One version of the county's table; of the published ones exactly one is in force."""

    number: int
    revision: int
    state: str
    in_force: bool
    rows: list[LadderRow]
    editor: str
    edited_at: datetime
    submitted_at: datetime | None = None
    publisher: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    """A rung of one limit: it falls at 00:00 of the legal day `on`."""

    rung: str
    on: date
    after: int
    to: tuple[str, ...]

    @property
    def at(self) -> datetime:
        return start_of(self.on)


COUNTY = (
    LadderRow(step=EVERY, rung=MESSAGE, after=1, to=[HANDLER, "head"], label=LOCAL),
    LadderRow(step=EVERY, rung=SLIP, after=3, to=["supervisor"], label=LOCAL),
    LadderRow(step=EVERY, rung=LEADER, after=5, to=["leader"], label=LOCAL),
)
"""What a county begins with; it may change every row."""


def faults_in(rows: Sequence[LadderRow], known: Collection[str]) -> list[Fault]:
    """What no table may hold, field by field: steps nobody knows, rungs twice, days out of range, posts that are not told."""
    faults, seen = [], set()
    for index, row in enumerate(rows):
        at = f"rows[{index}]"
        if row.step != EVERY and row.step not in known:
            faults.append(Fault(path=f"{at}.step", code="E_CHOICE", facts={"label": "环节"}))
        if row.rung not in RUNGS:
            faults.append(Fault(path=f"{at}.rung", code="E_CHOICE", facts={"label": "阶梯"}))
        elif (row.step, row.rung) in seen:
            faults.append(Fault(path=f"{at}.rung", code="E_UNIQUE", facts={"label": "阶梯"}))
        if not 1 <= row.after <= LATEST:
            facts = {"label": "逾期工作日", "min": 1, "max": LATEST}
            faults.append(Fault(path=f"{at}.after", code="E_RANGE", facts=facts))
        if not row.to:
            faults.append(Fault(path=f"{at}.to", code="E_REQUIRED", facts={"label": "通知对象"}))
        elif not TOLD.issuperset(row.to):
            faults.append(Fault(path=f"{at}.to", code="E_CHOICE", facts={"label": "通知对象"}))
        seen.add((row.step, row.rung))
    return faults


def doubts_about(rows: Sequence[LadderRow]) -> list[tuple[str, str]]:
    """What a table may hold but hardly means, as (step, rung): a rung that falls no later than the one below it, or none at all."""
    found = []
    for step in sorted({EVERY, *(row.step for row in rows)}):
        after = {row.rung: row.after for row in rows_for(rows, step)}
        found += [(step, rung) for rung in RUNGS if rung not in after]
        order = [rung for rung in RUNGS if rung in after]
        found += [(step, high) for low, high in pairwise(order) if after[high] <= after[low]]
    return found


def rows_for(rows: Iterable[LadderRow], step: str, *, of_slip: bool = False) -> list[LadderRow]:
    """The rows that hold for a limit: of each rung the one of its own step, else the one of every step.

    The reply to a slip climbs without the rung `slip`: a 督办单 is not urged by another one.
    """
    found = {row.rung: row for row in rows if row.step == EVERY}
    found.update((row.rung, row) for row in rows if row.step == step)
    return [row for rung, row in found.items() if not (of_slip and rung == SLIP)]


def steps(
    due: date | datetime, late_at: datetime, calendar: Calendar, rows: Iterable[LadderRow]
) -> list[Step]:
    """The rungs of a limit that stays late, in the order in which they fall: on the n-th working day after the deadline.

    A limit in hours counts from the day on which it becomes late. Raises BeyondCalendar past year 9999.
    """
    last = legal_day(late_at) if isinstance(due, datetime) else due
    found = [
        Step(rung=row.rung, on=calendar.nth_workday(last, row.after), after=row.after, to=tuple(row.to))
        for row in rows
    ]
    return sorted(found, key=lambda step: (step.on, RUNGS.index(step.rung)))


def waiting(all_steps: Sequence[Step], reached: Collection[str]) -> list[Step]:
    """The rungs a limit has not reached yet. A rung is reached once, wherever its deadline moves to afterwards."""
    return [step for step in all_steps if step.rung not in reached]
