"""How a deadline was reached, in Chinese sentences 期限推算说明 that a person at the window can read out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from engine.limits.calendar import Calendar
from engine.time import iso, local

UNITS = {"wd": "个工作日", "cd": "日", "h": "小时", "month": "个月"}
_MOST_WEEKENDS = 8
"""More stretches than these are only counted: nobody reads a list of thirty weekends."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One sentence of a reckoning; `from_` and `to` are ISO dates (or moments), `days` a count of days."""

    kind: str
    text: str
    from_: str | None = None
    to: str | None = None
    days: int | None = None

    def json(self) -> dict[str, Any]:
        """The shape `line` of the contract."""
        return {"kind": self.kind, "text": self.text, "from": self.from_, "to": self.to, "days": self.days}


def line_of(data: dict[str, Any]) -> Line:
    """A stored line read back."""
    return Line(kind=data["kind"], text=data["text"], from_=data["from"], to=data["to"], days=data["days"])


def full(day: date) -> str:
    """`2026年2月13日(周五)`."""
    return f"{day.year}年{day.month}月{day.day}日(周{'一二三四五六日'[day.weekday()]})"


def clock(moment: datetime) -> str:
    """`2026年3月2日(周一)10:15`, in the county's time."""
    here = local(moment)
    return f"{full(here.date())}{here:%H:%M}"


def when(due: date | datetime) -> str:
    """A due date or due moment in words."""
    return clock(due) if isinstance(due, datetime) else full(due)


def due_text(due: date | datetime) -> str:
    """A due date or due moment as the contract writes it: `2026-02-13`, `2026-03-03T10:15:00+08:00`."""
    return iso(due) if isinstance(due, datetime) else due.isoformat()


def short(day: date, year: int) -> str:
    """`2月15日`, with the year only where it is not the one the reader has in mind."""
    text = f"{day.month}月{day.day}日"
    return text if day.year == year else f"{day.year}年{text}"


def started(day: date, first: date, event: str) -> Line:
    """D1: the day of the event is not counted."""
    text = f"{full(day)}{event or '为事件发生日'}，当日不计，自{short(first, day.year)}起算"
    return Line(kind="start", text=text, from_=day.isoformat(), to=first.isoformat())


def days_between(calendar: Calendar, start: date, due: date) -> list[Line]:
    """Rest days not counted and weekend days that are, in the order of the year; holidays by name."""
    rests = calendar.rest_days(start, due)
    named = [day for day in rests if calendar.name(day) or day.weekday() < 5]
    weekends = [day for day in rests if not calendar.name(day) and day.weekday() > 4]
    lines = [_holiday(calendar, part, start.year) for part in _stretches(named, calendar)]
    lines += [_makeup(day, start.year) for day in calendar.makeup_days(start, due)]
    if weekends:
        lines.append(_weekends(weekends, calendar, start.year))
    return sorted(lines, key=lambda line: line.from_ or "")


def counted(first: date, last: date, n: int, unit: str, year: int) -> Line:
    """How many days were counted, and which."""
    words = "个工作日" if unit == "wd" else "个自然日"
    text = f"{_reach(first, last, year)}，共计{n}{words}"
    return Line(kind="counted", text=text, from_=first.isoformat(), to=last.isoformat(), days=n)


def moved(calendar: Calendar, natural: date, due: date) -> Line:
    """D5: the last day is a rest day, the next working day takes its place."""
    why = calendar.name(natural) or ("周末" if natural.weekday() > 4 else "休息日")
    text = f"最后一日{full(natural)}逢{why}，顺延至下一个工作日{full(due)}"
    return Line(
        kind="moved", text=text, from_=natural.isoformat(), to=due.isoformat(), days=(due - natural).days
    )


def clamped(last: date, wanted: int) -> Line:
    """The month has no such day."""
    text = f"{last.year}年{last.month}月没有{wanted}日，以月末{last.month}月{last.day}日为准"
    return Line(kind="clamped", text=text, from_=last.isoformat(), to=last.isoformat())


def months(start: date, last: date, n: int) -> Line:
    """A count of months reaches the same day number."""
    text = f"按月计算，{n}个月，至{full(last)}"
    return Line(kind="counted", text=text, from_=start.isoformat(), to=last.isoformat())


def hours(start: datetime, due: datetime, n: int, event: str) -> list[Line]:
    """D4: hours run on through nights and rest days."""
    begin, end = iso(start), iso(due)
    return [
        Line(kind="start", text=f"{clock(start)}{event or '事件发生'}，自此刻起算", from_=begin, to=begin),
        Line(kind="counted", text=f"连续计{n}小时，夜间和休息日照计", from_=begin, to=end),
    ]


def ended(due: date | datetime, free: datetime | None) -> Line:
    """D6, D8, D9: what holds on the last day and after it."""
    at = due_text(due)
    if free is not None:
        text = f"期满{when(due)}，{_opening(free)}起方可进入下一环节"
    elif isinstance(due, datetime):
        text = f"截止时刻{clock(due)}，该分钟内办结为按时，其后为逾期"
    else:
        text = f"截止日{full(due)}，当日办结为按时，次日0时起为逾期"
    return Line(kind="end", text=text, from_=at, to=at)


def assumed(years: Iterable[int], first: date, last: date) -> Line:
    """暂定: years nobody has declared complete."""
    names = "、".join(f"{year}年" for year in sorted(set(years)))
    text = f"{names}放假安排尚未确认完整，未列明的日期按周一至周五上班推算，结果暂定"
    return Line(kind="provisional", text=text, from_=first.isoformat(), to=last.isoformat())


def extended(n: int, unit: str, before: str, after: str) -> Line:
    """D12: one extension, already counted in."""
    text = f"经批准延长{n}{UNITS[unit]}，截止由{_iso_words(before)}改为{_iso_words(after)}"
    return Line(kind="extension", text=text, from_=before, to=after)


def capped(own: date | datetime, total: date | datetime, row: str) -> Line:
    """D7: the case's total ends before the step's own limit."""
    text = f"本环节自身截止{when(own)}，总时限({row}){when(total)}在先，以总时限为准"
    return Line(kind="total", text=text, from_=due_text(own), to=due_text(total))


def grounds(source: str, label: str, label_name: str) -> Line:
    """What the number rests on; what nobody has verified is never shown as law."""
    word = "参考" if label == "unverified" else "依据"
    return Line(kind="source", text=f"{word}：{source or '期限表'}（{label_name}）")


def _opening(free: datetime) -> str:
    here = local(free)
    return f"{full(here.date())}0时" if (here.hour, here.minute) == (0, 0) else clock(free)


def _iso_words(text: str) -> str:
    return clock(datetime.fromisoformat(text)) if "T" in text else full(date.fromisoformat(text))


def _reach(first: date, last: date, year: int) -> str:
    return short(first, year) if first == last else f"{short(first, year)}至{short(last, year)}"


def _brief(first: date, last: date, year: int) -> str:
    if first != last and (first.year, first.month) == (last.year, last.month):
        return f"{short(first, year)}至{last.day}日"
    return _reach(first, last, year)


def _stretches(days: Sequence[date], calendar: Calendar) -> list[tuple[date, date]]:
    """Runs of days that follow each other and bear one name, as (first, last)."""
    if not days:
        return []
    breaks = [
        place
        for place, (one, two) in enumerate(pairwise(days), start=1)
        if (two - one).days > 1 or calendar.name(one) != calendar.name(two)
    ]
    edges = [0, *breaks, len(days)]
    return [(days[begin], days[end - 1]) for begin, end in pairwise(edges)]


def _holiday(calendar: Calendar, part: tuple[date, date], year: int) -> Line:
    first, last = part
    text = f"{calendar.name(first) or '休息日'} {_reach(first, last, year)}不计"
    return Line(
        kind="skipped",
        text=text,
        from_=first.isoformat(),
        to=last.isoformat(),
        days=(last - first).days + 1,
    )


def _makeup(day: date, year: int) -> Line:
    text = f"{short(day, year)}(周{'六日'[day.weekday() - 5]})调休上班计入"
    return Line(kind="makeup", text=text, from_=day.isoformat(), to=day.isoformat(), days=1)


def _weekends(days: Sequence[date], calendar: Calendar, year: int) -> Line:
    parts = _stretches(days, calendar)
    text = f"周末共{len(days)}天不计"
    if len(parts) <= _MOST_WEEKENDS:
        text = f"{text}：" + "、".join(_brief(first, last, year) for first, last in parts)
    return Line(
        kind="skipped",
        text=text,
        from_=days[0].isoformat(),
        to=days[-1].isoformat(),
        days=len(days),
    )
