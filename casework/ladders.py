"""The table of the ladder 逐级督办表: one edits it, another puts it in force, and every open limit climbs by the new rows at once.

A county's own 县规定. Each version stays, so that replay climbs by the rows of its day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from assistance import ladder as rules
from assistance.ladder import EVERY, HANDLER, Ladder, LadderRow
from assistance.people import ROLES, SYSTEM, Actor
from assistance.permissions import PERMISSIONS
from casework import ladder, limits
from casework.casefile import open_by_id
from casework.names import Names
from casework.office import Command, Office, matches
from engine.errors import Editing, FormRefused, NotFound, SamePerson, WrongState
from engine.limits import LABELS
from engine.permissions import Place, demand
from engine.time import legal_day
from store.reads import supervision as reads
from store.work import Work

Shape = dict[str, Any]
COUNTY = "county"
"""The one table there is, as the address of its page names it."""
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def seed(command: Command) -> None:
    """The rows a county begins with, as the first version of an empty database."""
    version = Ladder(
        number=1,
        revision=1,
        state="published",
        in_force=True,
        rows=list(rules.COUNTY),
        editor=SYSTEM.login,
        edited_at=BEGINNING,
        publisher=SYSTEM.login,
        published_at=BEGINNING,
    )
    command.work.ladders.add(version)


def list_ladders(office: Office, by: Actor) -> Shape:
    """All versions, newest first: the draft or what waits for the publisher, and what is or was in force."""
    demand(by.grants, "ladder.read", Place(), PERMISSIONS)
    with office.store.read() as work:
        found = work.ladders.find(order=[work.ladders.table.c.number.desc()])
        return {"items": [_shape(office, work, by, one) for one in found], "next": None}


def show_ladder(office: Office, by: Actor, key: str = COUNTY) -> Shape:
    """The version in force."""
    demand(by.grants, "ladder.read", Place(), PERMISSIONS)
    _is_there(key)
    with office.store.read() as work:
        return _shape(office, work, by, work.ladder())


def draft(office: Office, by: Actor, rows: Sequence[Mapping[str, Any]], key: str = COUNTY) -> Shape:
    """Write the draft anew; there is one at a time. Raises FormRefused with every fault, Editing, WrongState."""
    demand(by.grants, "ladder.edit", Place(), PERMISSIONS)
    _is_there(key)
    with office.command("ladder.draft", by, {"rows": list(rows)}) as command:
        work = command.work
        work.alone("ladder")
        wanted = _checked(office, work, rows)
        known = _open(work)
        if known is not None and known.editor != by.login:
            raise Editing(holder=known.editor)
        if known is not None:
            matches(by, known.revision)
            if known.state != "draft":
                raise WrongState(state=known.state)
            after = work.ladders.save(replace(known, rows=wanted, edited_at=command.now), known)
        else:
            after = _new(work, by, wanted, command.now)
        command.note("ladder.draft", version=after.number)
        command.answer = _shape(office, work, by, after)
    return dict(command.answer)


def check(office: Office, by: Actor, key: str = COUNTY) -> Shape:
    """What the draft hardly means as it stands; nothing of it keeps it from being submitted."""
    demand(by.grants, "ladder.edit", Place(), PERMISSIONS)
    _is_there(key)
    with office.store.read() as work:
        return _findings(_waiting(work, "draft", "submitted").rows)


def submit(office: Office, by: Actor, key: str = COUNTY) -> Shape:
    """Hand the draft to whoever publishes."""
    demand(by.grants, "ladder.edit", Place(), PERMISSIONS)
    _is_there(key)
    with office.command("ladder.submit", by, {}) as command:
        known = _waiting(command.work, "draft", by=by)
        matches(by, known.revision)
        after = command.work.ladders.save(replace(known, state="submitted", submitted_at=command.now), known)
        command.note("ladder.submit", version=after.number)
        command.answer = _shape(office, command.work, by, after)
    return dict(command.answer)


def send_back(office: Office, by: Actor, *, reason: str, key: str = COUNTY) -> Shape:
    """退回修改 by the publisher, or taken back by the editor: the draft may be written again."""
    demand(by.grants, "ladder.send_back", Place(), PERMISSIONS)
    _is_there(key)
    with office.command("ladder.send_back", by, {"reason": reason}) as command:
        known = _waiting(command.work, "submitted")
        matches(by, known.revision)
        after = command.work.ladders.save(replace(known, state="draft", submitted_at=None), known)
        command.note("ladder.send_back", version=after.number, reason=reason)
        command.answer = _shape(office, command.work, by, after)
    return dict(command.answer)


def publish(office: Office, by: Actor, key: str = COUNTY) -> Shape:
    """Put what was submitted in force; every limit that runs waits for its next rung by the new rows. Raises SamePerson."""
    demand(by.grants, "ladder.publish", Place(), PERMISSIONS)
    _is_there(key)
    with office.command("ladder.publish", by, {}) as command:
        work = command.work
        work.alone("ladder")
        known = _waiting(work, "submitted")
        matches(by, known.revision)
        if known.editor == by.login:
            raise SamePerson(step="ladder.publish")
        work.take_ladder_out_of_force()
        after = work.ladders.save(
            replace(known, state="published", in_force=True, publisher=by.login, published_at=command.now),
            known,
        )
        command.note("ladder.publish", version=after.number)
        _climb_by(command, after)
        command.answer = _shape(office, work, by, after)
    return dict(command.answer)


def _climb_by(command: Command, version: Ladder) -> None:
    """Every open limit's next rung falls where the new rows put it, each in the chain of its own case."""
    work, office = command.work, command.office
    for case_id in reads.cases_with_open_limits(work):
        child = command.beside("limits.climb", {"ladder": version.number, "case_id": case_id})
        # As with the calendar: a clock set back refuses commands on a case, never a correction of all of them.
        child.now = max(child.now, work.cases.get(case_id).event_at)
        child.nothing_done = not _climb_case(child, case_id, version)
        child.finish(office.machine())


def climb_again(office: Office, by: Actor, given: Mapping[str, Any]) -> None:
    """A case's share of a new version, as a command of its own: only in replay."""
    with office.command("limits.climb", by, given) as command:
        _climb_case(command, given["case_id"], command.work.ladder(given["ladder"]))


def _climb_case(command: Command, case_id: str, version: Ladder) -> bool:
    """Whether any of the case's limits waits for another day now."""
    file = open_by_id(command, case_id)
    command.used["ladder"] = version.number
    calendar = command.office.calendars.current(command.work)
    moved = [
        limit
        for limit in file.limits
        if limits.is_watched(limit) and limits.watch_by(file, limit, version.rows, calendar)
    ]
    if moved:
        command.note("ladder.changed", version=version.number)
        file.write()
    return bool(moved)


def _checked(office: Office, work: Work, rows: Sequence[Mapping[str, Any]]) -> list[LadderRow]:
    wanted = [
        LadderRow(
            step=str(row["step"]),
            rung=str(row["rung"]),
            after=int(row["after"]),
            to=list(dict.fromkeys(row["to"])),
            label=rules.LOCAL,
        )
        for row in rows
    ]
    faults = rules.faults_in(wanted, steps_known(office, work))
    if faults:
        raise FormRefused(faults)
    return wanted


def steps_known(office: Office, work: Work) -> dict[str, list[str]]:
    """The steps of the limit tables in force, each with its rows: what a ladder row may be for."""
    table = work.processes.table.c
    found: dict[str, set[str]] = {}
    for version in work.processes.find(table.in_force, order=[table.key]):
        for term in office.versions.get(work, version.key, version.number).terms:
            if term.scope != "shown" and term.kind == "max":
                found.setdefault(term.step, set()).add(term.id)
    return {step: sorted(found[step]) for step in sorted(found, key=lambda step: min(found[step]))}


def steps(office: Office, by: Actor) -> dict[str, list[str]]:
    """The same for the page on which the table is written."""
    demand(by.grants, "ladder.read", Place(), PERMISSIONS)
    with office.store.read() as work:
        return steps_known(office, work)


def _new(work: Work, by: Actor, rows: list[LadderRow], at: datetime) -> Ladder:
    table = work.ladders.table.c
    newest = work.ladders.find(order=[table.number.desc()], limit=1)[0]
    version = Ladder(
        number=newest.number + 1,
        revision=1,
        state="draft",
        in_force=False,
        rows=rows,
        editor=by.login,
        edited_at=at,
    )
    work.ladders.add(version)
    return version


def _open(work: Work) -> Ladder | None:
    """The draft, or what waits for the publisher."""
    found = work.ladders.having(state=("draft", "submitted"))
    return found[0] if found else None


def _waiting(work: Work, *states: str, by: Actor | None = None) -> Ladder:
    """The open version in one of these states; raises NotFound, Editing, WrongState."""
    found = _open(work)
    if found is None:
        raise NotFound(what="ladder")
    if by is not None and found.editor != by.login:
        raise Editing(holder=found.editor)
    if found.state not in states:
        raise WrongState(state=found.state)
    return found


def _is_there(key: str) -> None:
    if key != COUNTY:
        raise NotFound(what="ladder", key=key)


def _findings(rows: Sequence[LadderRow]) -> Shape:
    doubts = [
        {
            "file": "ladder",
            "element_id": step,
            "element_kind": "row",
            "element_name": rung,
            "rule": "ladder-order",
            "severity": "warning",
            "message": f"{_step_name(step)}的“{rules.NAMES[rung]}”没有设置，或不晚于前一级",
            "mend": "按先后填写各级的逾期工作日",
            "profile": "publish",
        }
        for step, rung in rules.doubts_about(rows)
    ]
    return {"ok": True, "profile": "publish", "errors": 0, "warnings": len(doubts), "findings": doubts}


def _step_name(step: str) -> str:
    return "各环节" if step == EVERY else step


def _shape(office: Office, work: Work, by: Actor, version: Ladder) -> Shape:
    names = Names(work, legal_day(office.now()))
    return {
        "id": COUNTY,
        "number": version.number,
        "revision": version.revision,
        "state": version.state,
        "state_name": rules.STATES[version.state],
        "in_force": version.in_force,
        "editor": version.editor,
        "editor_name": names.person(version.editor),
        "edited_at": version.edited_at,
        "submitted_at": version.submitted_at,
        "publisher": version.publisher,
        "publisher_name": names.person(version.publisher),
        "published_at": version.published_at,
        "rows": [_row(row) for row in ladder.in_order(version.rows)],
        "findings": _findings(version.rows)["findings"],
        "allowed": _acts(by, version),
    }


def _row(row: LadderRow) -> Shape:
    return {
        "step": row.step,
        "rung": row.rung,
        "rung_name": rules.NAMES[row.rung],
        "after": row.after,
        "to": list(row.to),
        "to_names": ["在办的人" if word == HANDLER else ROLES[word] for word in row.to],
        "label": row.label,
        "label_name": LABELS[row.label],
    }


def _acts(by: Actor, version: Ladder) -> list[str]:
    """What this person may do with a version now."""
    mine = version.editor == by.login
    able = {
        "draft": version.state == "draft" and mine and bool(by.roles & PERMISSIONS["ladder.edit"]),
        "submit": version.state == "draft" and mine and bool(by.roles & PERMISSIONS["ladder.edit"]),
        "send_back": version.state == "submitted" and bool(by.roles & PERMISSIONS["ladder.send_back"]),
        "publish": version.state == "submitted"
        and not mine
        and bool(by.roles & PERMISSIONS["ladder.publish"]),
    }
    return [act for act, now in able.items() if now]
