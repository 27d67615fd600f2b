"""A reckoning 期限推算 in English: each line composed anew from its kind, days and count; the Chinese text is the legal one."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from engine.time import local, read_moment

Line = Mapping[str, Any]
Limit = Mapping[str, Any]


def english(line: Line, limit: Limit) -> str:
    """One line in English; empty for a line that only names the source, which stands below in its own language."""
    return _SAID[line["kind"]](line, limit)


def _day(text: str | None) -> str:
    if not text:
        return "–"
    value = read_moment(text) if "T" in text else date.fromisoformat(text)
    if isinstance(value, datetime):
        here = local(value)
        return f"{here:%a} {here.day} {here:%b %Y %H:%M}"
    return f"{value:%a} {value.day} {value:%b %Y}"


def _start(line: Line, limit: Limit) -> str:
    if limit["unit"] == "h":
        return f"Counting begins at once, {_day(line['from'])}."
    return (
        f"The day of the event, {_day(line['from'])}, is not counted; counting begins on {_day(line['to'])}."
    )


def _skipped(line: Line, _limit: Limit) -> str:
    span = _reach(line)
    whole = (date.fromisoformat(line["to"]) - date.fromisoformat(line["from"])).days + 1
    if line["days"] == whole:
        return f"{span}: {_days(line['days'])} off, not counted."
    return (
        f"{_days(line['days'])} of weekends between {_day(line['from'])} and {_day(line['to'])}, not counted."
    )


def _counted(line: Line, limit: Limit) -> str:
    if limit["unit"] == "h":
        return f"{limit['n']} hours run on through nights and rest days."
    if line["days"] is None:
        return f"Counted by months, up to {_day(line['to'])}."
    kind = "working " if limit["unit"] == "wd" else ""
    return f"{_reach(line)}: {_days(line['days'], kind)} counted."


def _end(line: Line, limit: Limit) -> str:
    if limit.get("kind") == "min":
        return f"Over on {_day(line['to'])}; the next step may begin from {_day(limit.get('free_from'))}."
    if limit["unit"] == "h":
        return f"Due at {_day(line['to'])}; within that minute is in time, after it is late."
    return f"Due on {_day(line['to'])}: done on that day is in time, from midnight it is late."


def _moved(line: Line, _limit: Limit) -> str:
    return f"The last day, {_day(line['from'])}, is a rest day; the next working day, {_day(line['to'])}, takes its place."


def _reach(line: Line) -> str:
    first, last = _day(line["from"]), _day(line["to"])
    return first if first == last else f"{first} to {last}"


def _days(n: int, kind: str = "") -> str:
    return f"{n} {kind}day" if n == 1 else f"{n} {kind}days"


_SAID: Mapping[str, Callable[[Line, Limit], str]] = {
    "start": _start,
    "skipped": _skipped,
    "makeup": lambda line, _: f"{_day(line['from'])}: a weekend day worked, counted.",
    "counted": _counted,
    "moved": _moved,
    "clamped": lambda line, _: f"The month has no such day; its last day, {_day(line['from'])}, counts.",
    "end": _end,
    "total": lambda line, _: (
        f"The step's own deadline is {_day(line['from'])}; the total limit ends first, on {_day(line['to'])}, and counts."
    ),
    "provisional": lambda line, _: (
        f"Holidays between {_day(line['from'])} and {_day(line['to'])} are not confirmed yet: provisional."
    ),
    "extension": lambda line, _: f"Extended with approval, from {_day(line['from'])} to {_day(line['to'])}.",
    "source": lambda _line, _limit: "",
}
KINDS = frozenset(_SAID)
