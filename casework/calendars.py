"""The calendar desk 日历: show a year, load days, undo a load, declare a year complete; every open limit follows at once."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import orjson

from assistance.calendars import shipped
from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from casework import recomputing
from casework.names import Names
from casework.office import Command, Office
from engine.errors import Fault, FormRefused, NotFound, WrongState
from engine.limits import Calendar, Day, Limit
from engine.limits.explain import due_text
from engine.permissions import Place, demand
from engine.time import legal_day
from store.tables.calendar import CalendarDay, CalendarLoad
from store.work import Work


@dataclass(frozen=True, kw_only=True)
class _Change:
    """One change of the calendar: the rows it writes and what it says of itself."""

    act: str
    days: tuple[CalendarDay, ...]
    years: frozenset[int]
    sha256: str | None = None
    year: int | None = None
    undoes: int | None = None


def seed(work: Work, by: str, at: Any) -> None:
    """The shipped calendar as the first version of an empty database."""
    calendar = shipped()
    version = calendar.version
    work.calendar_days.add(
        *(
            CalendarDay(date=d.date, version=version, is_workday=d.is_workday, name=d.name, source=d.source)
            for d in calendar.days.values()
        )
    )
    work.calendar_loads.add(
        CalendarLoad(
            id=f"calendar-{version}",
            version=version,
            at=at,
            by=by,
            act="seed",
            sha256=None,
            year=None,
            undoes=None,
            complete_years=sorted(calendar.complete_years),
        )
    )


def show(office: Office, by: Actor, year: int) -> dict[str, Any]:
    """One year: the days that differ from their weekday, whether it is complete, and the loads so far."""
    demand(by.grants, "calendar.read", Place(), PERMISSIONS)
    with office.store.read() as work:
        calendar = office.calendars.current(work)
        loads = work.calendar_loads.find(order=[work.calendar_loads.table.c.version.desc()], limit=50)
        return {
            "year": year,
            "version": calendar.version,
            "complete": year in calendar.complete_years,
            "days": [
                _day(day)
                for day in sorted(calendar.days.values(), key=lambda d: d.date)
                if day.date.year == year
            ],
            "loads": _loads(work, loads, Names(work, legal_day(office.now()))),
            "open_provisional": work.provisional_count(),
        }


def load(office: Office, by: Actor, days: Sequence[Day], *, dry_run: bool = False) -> dict[str, Any]:
    """Put days over the calendar; loading the same again changes nothing. With `dry_run` only the answer."""
    demand(by.grants, "calendar.write", Place(), PERMISSIONS)
    rows = [_day(day) for day in days]
    digest = hashlib.sha256(orjson.dumps(rows, default=str)).hexdigest()
    if dry_run:
        with office.store.read() as work:
            return _answer(office, work, _loading(office, work, days, digest), days, applied=False)
    with office.command("calendar.load", by, {"days": rows}) as command:
        command.work.alone("calendar")
        change = _loading(office, command.work, days, digest)
        answer = _answer(office, command.work, change, days, applied=bool(change.days))
        if change.days:
            answer["load"] = _apply(command, change)
        command.answer = answer
    recomputing.catch_up(office, by)
    return answer


def undo(office: Office, by: Actor, load_id: str) -> dict[str, Any]:
    """Take one load back: its days get the rows they had before it, unless a later load has set them anew."""
    demand(by.grants, "calendar.write", Place(), PERMISSIONS)
    with office.command("calendar.undo", by, {"load": load_id}) as command:
        work = command.work
        work.alone("calendar")
        done = work.calendar_loads.get(load_id)
        table = work.calendar_loads.table.c
        if done.act != "load" or work.calendar_loads.first(table.undoes == done.version):
            raise WrongState(why="not_undoable", load=load_id)
        change = _undoing(office, work, done)
        answer = _answer(office, work, change, [], applied=True)
        answer["load"] = _apply(command, change)
        command.answer = answer
    recomputing.catch_up(office, by)
    return answer


def complete_year(office: Office, by: Actor, year: int) -> dict[str, Any]:
    """Declare a year complete: the mark 暂定 goes from the limits that lie in it."""
    return _declare(office, by, year, complete=True)


def reopen_year(office: Office, by: Actor, year: int) -> dict[str, Any]:
    """Take that declaration back."""
    return _declare(office, by, year, complete=False)


def _declare(office: Office, by: Actor, year: int, *, complete: bool) -> dict[str, Any]:
    demand(by.grants, "calendar.write", Place(), PERMISSIONS)
    if not 2004 <= year <= 2999:
        raise NotFound(year=year)
    act = "complete" if complete else "reopen"
    with office.command(f"calendar.{act}", by, {"year": year}) as command:
        command.work.alone("calendar")
        now = office.calendars.current(command.work)
        years = now.complete_years | {year} if complete else now.complete_years - {year}
        change = _Change(act=act, days=(), years=years, year=year)
        answer = _answer(office, command.work, change, [], applied=years != now.complete_years)
        if years != now.complete_years:
            answer["load"] = _apply(command, change)
        command.answer = answer
    recomputing.catch_up(office, by)
    return answer


def _loading(office: Office, work: Work, days: Sequence[Day], digest: str) -> _Change:
    calendar = office.calendars.current(work)
    version = calendar.version + 1
    _check(days)
    new = [day for day in days if calendar.days.get(day.date) != day]
    rows = tuple(
        CalendarDay(date=d.date, version=version, is_workday=d.is_workday, name=d.name, source=d.source)
        for d in new
    )
    return _Change(act="load", days=rows, years=calendar.complete_years, sha256=digest)


def _check(days: Sequence[Day]) -> None:
    faults, seen = [], set()
    for index, day in enumerate(days):
        if day.date in seen:
            faults.append(Fault(path=f"days[{index}].date", code="E_UNIQUE", facts={"label": "日期"}))
        if not 2004 <= day.date.year <= 2999:
            faults.append(
                Fault(
                    path=f"days[{index}].date",
                    code="E_RANGE",
                    facts={"label": "日期", "min": 2004, "max": 2999},
                )
            )
        seen.add(day.date)
    if faults:
        raise FormRefused(faults)


def _undoing(office: Office, work: Work, done: CalendarLoad) -> _Change:
    current = office.calendars.current(work)
    before = office.calendars.at(work, done.version - 1)
    table = work.calendar_days.table.c
    rows = []
    later = {row.date for row in work.calendar_days.find(table.version > done.version)}
    for row in work.calendar_days.find(table.version == done.version):
        if row.date in later:
            continue
        old = before.days.get(row.date)
        rows.append(
            CalendarDay(
                date=row.date,
                version=current.version + 1,
                is_workday=old.is_workday if old else None,
                name=old.name if old else None,
                source=old.source if old else None,
            )
        )
    return _Change(act="undo", days=tuple(rows), years=current.complete_years, undoes=done.version)


def _apply(command: Command, change: _Change) -> str:
    """Write the new version, then move every open limit it touches, each in the chain of its own case."""
    work, office = command.work, command.office
    after = _after(office.calendars.current(work), change)
    version = after.version
    load = CalendarLoad(
        id=f"calendar-{version}",
        version=version,
        at=command.now,
        by=command.by.login,
        act=change.act,
        sha256=change.sha256,
        year=change.year,
        undoes=change.undoes,
        complete_years=sorted(change.years),
    )
    work.calendar_days.add(*change.days)
    work.calendar_loads.add(load)
    command.note(f"calendar.{change.act}", version=version, year=change.year)
    moved = recomputing.moved(office, work, after, command)
    for case_id in sorted(
        {old.subject.case_id for old, _ in moved} | recomputing.climbing_elsewhen(work, after)
    ):
        child = command.beside("limits.recompute", {"calendar": version, "case_id": case_id})
        # The calendar is the house's: a clock set back refuses commands on a case, never a correction of all of them.
        child.now = max(child.now, work.cases.get(case_id).event_at)
        recomputing.recompute_case(child, case_id, after)
        child.finish(office.machine())
    return load.id


def _answer(
    office: Office, work: Work, change: _Change, days: Sequence[Day], *, applied: bool
) -> dict[str, Any]:
    """What the load does: how many days are new, changed or the same, and every case that moves, old → new."""
    calendar = office.calendars.current(work)
    rows = [row for row in change.days if row.is_workday is not None]
    moved = recomputing.moved(office, work, _after(calendar, change), None)
    numbers = work.case_numbers(old.subject.case_id for old, _ in moved)
    return {
        "load": None,
        "version": calendar.version + (1 if applied else 0),
        "added": sum(1 for row in rows if row.date not in calendar.days),
        "changed": sum(1 for row in rows if row.date in calendar.days),
        "same": len(days) - len(rows) if days else 0,
        "moves": [_move(old, new, numbers) for old, new in moved],
        "applied": applied,
    }


def _after(calendar: Calendar, change: _Change) -> Calendar:
    """The calendar once a change is made; reckoned, not read, so that nobody keeps what is not committed yet."""
    days = {day: row for day, row in calendar.days.items() if day not in {gone.date for gone in change.days}}
    for row in change.days:
        if row.is_workday is not None:
            days[row.date] = Day(
                date=row.date, is_workday=row.is_workday, name=row.name or "", source=row.source or ""
            )
    return replace(calendar, version=calendar.version + 1, days=days, complete_years=change.years)


def _move(old: Limit, new: Limit, numbers: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "case_no": numbers.get(old.subject.case_id),
        "limit_id": old.id,
        "row": old.row,
        "step": old.step,
        "old": due_text(old.due),
        "new": due_text(new.due),
        "provisional": new.provisional,
    }


def _day(day: Day) -> dict[str, Any]:
    return {"date": day.date, "is_workday": day.is_workday, "name": day.name, "source": day.source}


def _loads(work: Work, loads: Sequence[CalendarLoad], names: Names) -> list[dict[str, Any]]:
    """The changes so far, newest first; a load that has been taken back cannot be taken back again."""
    undone = {row.undoes for row in work.calendar_loads.find(work.calendar_loads.table.c.undoes.is_not(None))}
    return [
        _load(load)
        | {
            "by_name": names.person(load.by),
            "undone": load.version in undone,
            "undoable": load.act == "load" and load.version not in undone,
        }
        for load in loads
    ]


def _load(load: CalendarLoad) -> dict[str, Any]:
    return {
        "load": load.id,
        "version": load.version,
        "at": load.at,
        "by": load.by,
        "act": load.act,
        "year": load.year,
        "undoes": load.undoes,
    }


def days_of(rows: Iterable[Mapping[str, Any]]) -> list[Day]:
    """Days as the API gives them, checked field by field. Raises FormRefused with every fault."""
    days, faults = [], []
    for index, row in enumerate(rows):
        try:
            day = date.fromisoformat(str(row.get("date")))
        except ValueError:
            faults.append(Fault(path=f"days[{index}].date", code="E_DATE", facts={"label": "日期"}))
            continue
        if not isinstance(row.get("is_workday"), bool):
            faults.append(
                Fault(path=f"days[{index}].is_workday", code="E_TYPE", facts={"label": "是否工作日"})
            )
            continue
        days.append(
            Day(
                date=day,
                is_workday=row["is_workday"],
                name=str(row.get("name") or ""),
                source=str(row.get("source") or ""),
            )
        )
    if faults:
        raise FormRefused(faults)
    return days
