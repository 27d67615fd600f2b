"""Limits follow the calendar 期限重算: every open one that another calendar would end elsewhere, each in the chain of its case."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from assistance.ladder import waiting
from assistance.people import SYSTEM, Actor
from casework import flow, limits
from casework.casefile import open_by_id
from casework.office import Command, Office
from engine.limits import Calendar, Limit, recompute
from engine.limits.explain import due_text
from store.reads import supervision as reads
from store.work import Work

REASON = "日历调整"
AFTERWARDS = timedelta(minutes=1)
"""No command takes this long: what began before a new calendar is over by then."""


def moved(
    office: Office, work: Work, calendar: Calendar, command: Command | None
) -> list[tuple[Limit, Limit]]:
    """Open limits that end elsewhere, or with another certainty, under a calendar: as they are and as they would be."""
    at = command.now if command else office.now()
    table = work.limits.table.c
    pairs = []
    for limit in work.limits.find(table.state == "open", table.unit != "h", order=[table.case_id, table.row]):
        after = recompute(limit, calendar, at, REASON)
        if after is not limit and (after.due, after.provisional) != (limit.due, limit.provisional):
            pairs.append((limit, after))
    return pairs


def climbing_elsewhen(work: Work, calendar: Calendar) -> set[str]:
    """Cases with a limit whose next rung 逐级督办 falls on another day under a calendar, whether or not its deadline moves."""
    found = reads.climbing(work)
    reached: dict[str, set[str]] = {}
    for row in reads.rungs(work, (one.limit.subject.case_id for one in found)):
        reached.setdefault(row.limit_id, set()).add(row.rung)
    rows = work.ladder().rows
    return {
        one.limit.subject.case_id
        for one in found
        if limits.is_watched(one.limit)
        and not any(
            step.at == one.due_at
            for step in waiting(limits.rungs_of(rows, one.limit, calendar), reached.get(one.limit.id, ()))[:1]
        )
    }


def recompute_case(command: Command, case_id: str, calendar: Calendar) -> bool:
    """Bring one case's open limits to a version of the calendar, old → new on record (D13); whether any was behind it."""
    file = open_by_id(command, case_id)
    command.used["calendar"] = calendar.version
    changed = False
    for limit in list(file.limits):
        after = recompute(limit, calendar, command.now, REASON)
        if limits.is_watched(after) and after.late_at == limit.late_at:
            changed |= limits.watch_by(file, after, limits.ladder_of(command), calendar)
        if after is not limit:
            changed = True
            limits.keep(file, after, calendar)
            if after.due != limit.due:
                command.note(
                    "limit.moved",
                    limit={"row": limit.row, "due": due_text(after.due)},
                    text=due_text(limit.due),
                )
    if changed:
        flow.retime(file)
        limits.show(file)
        file.write()
    return changed


def recompute_again(office: Office, by: Actor, given: Mapping[str, Any]) -> None:
    """A case's share of a change of the calendar, as a command of its own: only in replay."""
    with office.command("limits.recompute", by, given) as command:
        recompute_case(command, given["case_id"], office.calendars.at(command.work, given["calendar"]))


def catch_up(office: Office, by: Actor = SYSTEM) -> int:
    """Bring to the calendar that counts what was still reckoned by an older one; how many cases that were.

    A command that began before the calendar changed and came through after its open limits had been looked up is not among
    those the change itself has moved.
    """
    done: set[str] = set()
    while behind := _behind(office) - done:
        for case_id in sorted(behind):
            _catch_up(office, replace(by, once=None, if_match=None), case_id)
        done |= behind
    return len(done)


def keep_up(office: Office) -> None:
    """`catch_up` with the ticks: when a version is first seen, and once more when all that began before it must be over."""
    calendars, now = office.calendars, office.machine()
    with office.store.read() as work:
        version = calendars.version(work)
    known, again = calendars.looked or (None, None)
    if version != known:
        calendars.looked = version, now + AFTERWARDS
    elif again is not None and again <= now:
        calendars.looked = version, None
    else:
        return
    catch_up(office)


def _behind(office: Office) -> set[str]:
    with office.store.read() as work:
        calendar = office.calendars.current(work)
        pairs = moved(office, work, calendar, None)
        return {old.subject.case_id for old, _ in pairs} | climbing_elsewhen(work, calendar)


def _catch_up(office: Office, by: Actor, case_id: str) -> None:
    with office.store.read() as work:
        calendar, event_at = office.calendars.current(work), work.cases.get(case_id).event_at
    given = {"calendar": calendar.version, "case_id": case_id}
    with office.command("limits.recompute", by, given) as command:
        command.now = max(
            command.now, event_at
        )  # as when the calendar changes: a clock set back refuses no correction
        command.nothing_done = not recompute_case(command, case_id, calendar)
