"""The ladder 逐级督办 (domain 5.4): what follows while a limit stays late, and on which day; the rows are the county's own 县规定."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from engine.limits.calendar import Calendar
from engine.time import legal_day, start_of

MESSAGE, SLIP, LEADER = "message", "slip", "leader"
RUNGS = (MESSAGE, SLIP, LEADER)
"""From the lowest to the highest: a notice, a proposed 督办单, a notice to the leader in charge."""
NAMES: Mapping[str, str] = MappingProxyType(
    {MESSAGE: "提醒经办和负责人", SLIP: "提出督办单", LEADER: "报分管领导"}
)
HANDLER = "handler"
"""In `to`: whoever holds the late step, or the post it waits for; every other word there is a role key."""
EVERY = "*"


@dataclass(frozen=True, kw_only=True)
class LadderRow:
    """After so many working days late, this rung; `step` is a step of the limit table or `*`, `to` names `handler` and role keys."""

    step: str
    rung: str
    after: int
    to: list[str]
    label: str


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
    LadderRow(step=EVERY, rung=MESSAGE, after=1, to=[HANDLER, "head"], label="local"),
    LadderRow(step=EVERY, rung=SLIP, after=3, to=["supervisor"], label="local"),
    LadderRow(step=EVERY, rung=LEADER, after=5, to=["leader"], label="local"),
)
"""What a county begins with; it may change every row."""


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
