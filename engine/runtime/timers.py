"""Timers 定时器: due times are reckoned from the command's `now`; SpiffWorkflow's own read the machine's clock."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from dateutil.relativedelta import relativedelta
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

from engine.expressions import Value
from engine.runtime import private
from engine.runtime.context import StepFailed
from engine.runtime.definition import Definition
from engine.time import aware, local, read_moment, start_of

_DURATION = re.compile(
    r"P(?=[0-9T])(?:(?P<weeks>\d{1,4})W|(?:(?P<years>\d{1,2})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,5})M)?(?:(?P<seconds>\d{1,7})S)?)?)"
)
_CYCLE = re.compile(r"R(?P<turns>\d{0,3})/(?:(?P<start>[^/P]+)/)?(?P<every>P[^/]+)")


class DueTimer(TimerEventDefinition):
    """`timeDate` and `timeDuration`: fires once, when `now` reaches the due time frozen at entry."""

    def __init__(self, name: str, expression: str, node_id: str) -> None:
        super().__init__(name, expression)
        self.node_id = node_id

    def has_fired(self, task: Any) -> bool:
        own = private.notes(task)
        if "due" not in own:
            own["due"] = _stored(self.reckon(task))
        return _its_turn(task)

    def reckon(self, task: Any) -> datetime:
        """The due time, as the expression gives it at this moment."""
        value = task.workflow.script_engine.value(task, self.expression)
        due = due_of(value, _now(task))
        if due is None:
            node = task.workflow.script_engine.node_of(task)
            raise StepFailed(node, f"定时器 {self.expression} 没有给出时间：{value}")
        return due


class CycleTimer(TimerEventDefinition):
    """`timeCycle` on a boundary event that does not interrupt: fires again and again while the activity lasts.

    Once a wake, however late: the turns that were missed are counted as past, not caught up.
    """

    def __init__(self, name: str, expression: str, node_id: str) -> None:
        super().__init__(name, expression)
        self.node_id = node_id

    def has_fired(self, task: Any) -> bool:
        own = private.notes(task)
        if "due" not in own:
            own.update(self.begin(task))
        return _its_turn(task)

    def next_turn(self, task: Any) -> dict[str, Any] | None:
        """Notes for the turn after this one; None after the last."""
        own, now = private.notes(task), _now(task)
        every = duration_of(own["every"])
        turn = max(_turns_until(_read(own["from"]), every, now), own["turn"]) + 1
        left = own["left"] if own["left"] < 0 else max(0, own["left"] - (turn - own["turn"]))
        due = _stored(_after(_read(own["from"]), every, turn))
        return {**own, "turn": turn, "left": left, "due": due} if left else None

    def begin(self, task: Any) -> dict[str, Any]:
        """Turns left (-1 = no end), period, the instant from which turns are counted, and the first due time."""
        value = task.workflow.script_engine.value(task, self.expression)
        cycle = cycle_of(value) if isinstance(value, str) else None
        if cycle is None:
            node = task.workflow.script_engine.node_of(task)
            raise StepFailed(node, f"定时器 {self.expression} 不是循环时间：{value}")
        turns, start, every = cycle
        begin, turn = (start, 0) if start else (_now(task), 1)
        due = _after(begin, duration_of(every), turn)
        return {"from": _stored(begin), "turn": turn, "left": turns, "every": every, "due": _stored(due)}


def due_of(value: Value, now: datetime) -> datetime | None:
    """The instant meant by a moment, a day (00:00 in Shanghai), an ISO moment or an ISO duration; None if by nothing."""
    if isinstance(value, datetime):
        return aware(value) if value.tzinfo else read_moment(value.isoformat())
    if isinstance(value, date):
        return start_of(value)
    if not isinstance(value, str):
        return None
    if value.startswith("P"):
        return _after(now, duration_of(value), 1) if is_duration(value) else None
    try:
        return read_moment(value)
    except ValueError:
        return None


def is_duration(text: str) -> bool:
    """Strict ISO 8601 duration in whole numbers, bounded: `P5D`, `PT36H`, `P1M`."""
    return _DURATION.fullmatch(text) is not None


@lru_cache(256)
def duration_of(text: str) -> relativedelta:
    """The period of an ISO duration; years and months are calendar months."""
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError(f"not an ISO duration: {text}")
    units: Any = {unit: int(number) for unit, number in found.groupdict(default="0").items()}
    return relativedelta(**units)


def cycle_of(text: str) -> tuple[int, datetime | None, str] | None:
    """(turns or -1, start, period) of `R3/P1D`, `R/P1M`, `R3/2026-03-02T09:00/P1D`; None if it is no cycle.

    A period is at least a minute: shorter ones would fire at every command.
    """
    found = _CYCLE.fullmatch(text)
    if found is None or not is_duration(found["every"]):
        return None
    try:
        start = read_moment(found["start"]) if found["start"] else None
    except ValueError:
        return None
    epoch = datetime(2000, 1, 1, tzinfo=UTC)
    if (_after(epoch, duration_of(found["every"]), 1) - epoch).total_seconds() < 60:
        return None
    return int(found["turns"]) if found["turns"] else -1, start, found["every"]


def timer_of(task: Any) -> Any:
    """The timer definition a waiting task stands on, also behind an event gateway; None if it has none."""
    definition = task.task_spec.event_definition
    for found in getattr(definition, "event_definitions", [definition]):
        if isinstance(found, DueTimer | CycleTimer):
            return found
    return None


def due_at(task: Any) -> datetime | None:
    """When a waiting task is due; None if it has no timer, or none that will fire again."""
    own = private.notes(task)
    return _read(own["due"]) if "due" in own and own.get("left") != 0 else None


def _its_turn(task: Any) -> bool:
    """Timers fire one after the other, in order of due time, when `fire_next` says so.

    Left to itself the engine fires all that are due at once: two boundary timers would both interrupt one task.
    """
    return bool(task.workflow.script_engine.turn == task.id)


def fire_next(waiting: list[Any], environment: Any) -> bool:
    """Fire the timer that is due first, if any is due; True when one fired."""
    due = [(when, private.number_of(task), task) for task in waiting if (when := due_at(task)) is not None]
    first = min(due, default=None, key=lambda each: each[:2])
    if first is None or first[0] > environment.context.now:
        return False
    environment.turn = first[2].id
    environment.fired.append(first[2].id.hex)
    private.arrive(first[2])
    environment.turn = None
    return True


def renew(task: Any, definition: Definition) -> None:
    """Reckon the due time again where the timer names a limit and has not fired."""
    timer = timer_of(task)
    if isinstance(timer, DueTimer) and due_at(task) and definition.expressions[timer.expression].calls:
        private.notes(task)["due"] = _stored(timer.reckon(task))


def put_back(task: Any, due: datetime) -> None:
    """Give a waiting timer another due time; a cycle is counted on from there."""
    own = private.notes(task)
    own["due"] = _stored(due)
    if "every" in own:
        own.update({"from": own["due"], "turn": 0})


def spend(task: Any) -> None:
    """Let a waiting timer never fire: it has, before the instance was moved."""
    private.notes(task)["left"] = 0


def _after(begin: datetime, every: relativedelta, turns: int) -> datetime:
    """Calendar arithmetic on the county's wall clock, counted from one fixed beginning so that month ends do not creep."""
    return aware(local(begin) + every * turns)


def _turns_until(begin: datetime, every: relativedelta, now: datetime) -> int:
    """The number of the last turn that is due at `now`; found by halving, for a clock may jump nine years."""
    low, high = 0, 1
    while _after(begin, every, high) <= now:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _after(begin, every, middle) <= now else (low, middle)
    return low


def _now(task: Any) -> datetime:
    return aware(task.workflow.script_engine.context.now)


def _stored(moment: datetime) -> str:
    return aware(moment).isoformat()


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text)
