"""Audit 审计: events and reads for the auditor, the proof that no event was changed, and replay.

Replay carries every command of a case out again in an empty database, with the same draws of chance, the same moment and the
same versions, and compares what comes out with what is stored, column by column.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson

from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from casework import paging, people, retrying, scope, shapes
from casework.almanac import Calendars
from casework.casefile import find_case
from casework.names import Names
from casework.office import HOUSE, Office, event_hash
from engine.errors import PurposeMissing, Refused
from engine.permissions import Place, demand
from engine.time import legal_day, start_of
from gateways import clock as clocks
from store.conditions import below_any
from store.reads import audit as reads
from store.tables.audit import Anchor, Event
from store.work import Store, Work

Shape = dict[str, Any]


def events(
    office: Office,
    by: Actor,
    *,
    filters: Mapping[str, str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Shape:
    """The event log of one's area, newest first; inputs stay sealed."""
    _auditor(by)
    with office.store.read() as work:
        table = work.events.table.c
        chosen = _chosen(table, filters or {}, ("case_no", "by", "command", "county"))
        where = [_in_area(table, by), *chosen]
        page, following = paging.newest(work.events, "at", where, cursor=cursor, limit=limit)
        names = Names(work, legal_day(office.now()))
        items = [
            {
                "id": row.id,
                "seq": row.seq,
                "case_no": row.case_no,
                "at": row.at,
                "command": row.command,
                "by": shapes.person(row.by, names, row.role),
                "moments": row.history["moments"],
                "hash": row.hash,
                "previous": row.previous,
            }
            for row in page
        ]
    scope.log_read(office, by, "audit:events", None)
    return {"items": items, "next": following}


def access(
    office: Office,
    by: Actor,
    *,
    filters: Mapping[str, str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Shape:
    """Who read what, newest first."""
    _auditor(by)
    with office.store.read() as work:
        table = work.accesses.table.c
        chosen = _chosen(table, filters or {}, ("case_no", "by"))
        where = [_in_area(table, by), *chosen]
        page, following = paging.newest(work.accesses, "at", where, cursor=cursor, limit=limit)
        names = Names(work, legal_day(office.now()))
        items = [
            {
                "id": row.id,
                "at": row.at,
                "by": shapes.person(row.by, names, row.role),
                "case_no": row.case_no,
                "what": row.what,
                "purpose": row.purpose,
            }
            for row in page
        ]
    scope.log_read(office, by, "audit:access", None)
    return {"items": items, "next": following}


def verify_for(office: Office, by: Actor) -> Shape:
    """`verify`, for the auditor's page."""
    _auditor(by)
    return verify(office)


def verify(office: Office) -> Shape:
    """Whether every chain is whole: each event proves the one before it, its own input, and the case its last event."""
    count, first_bad = 0, None
    with office.store.read() as work:
        heads = reads.heads(work, HOUSE)
        chains = sorted({*reads.chain_names(work), *heads})
        for chain in chains:
            run = reads.chain(work, chain)
            count += len(run)
            first_bad = first_bad or _first_fault(work, run, heads.get(chain))
        first_bad = first_bad or _loose_anchor(work)
    return {"ok": first_bad is None, "events": count, "chains": len(chains), "first_bad": first_bad}


def anchor(office: Office) -> int:
    """Bind all chain heads of each county, as they stood when the day began, into one hash; once a day."""
    now = office.now()
    day = legal_day(now)
    with office.store.read() as work:
        if work.anchors.first(work.anchors.table.c.day == day):
            return 0
    with office.store.begin() as work:
        work.alone("anchor")
        if work.anchors.first(work.anchors.table.c.day == day):
            return 0
        made = [
            Anchor(county=county, day=day, chains=len(heads), hash=_bound(heads), at=now)
            for county, heads in reads.heads_by_county(work, start_of(day)).items()
        ]
        work.anchors.add(*made)
    return len(made)


def _bound(heads: Iterable[str]) -> str:
    """Many chain heads as one hash."""
    return hashlib.sha256(orjson.dumps(sorted(heads))).hexdigest()


def _loose_anchor(work: Work) -> Shape | None:
    """The first day whose anchor no longer holds the chains as they stood then."""
    table = work.anchors.table.c
    for one in work.anchors.find(order=[table.day, table.county]):
        if _bound(reads.heads_by_county(work, start_of(one.day)).get(one.county, [])) != one.hash:
            return {"case_no": None, "seq": None, "why": f"{one.day} 的每日锚点与事件不符"}
    return None


def replay(office: Office, numbers: Sequence[str] = ()) -> Shape:
    """Rebuild cases from their events and compare; without numbers all cases."""
    with office.store.read() as work:
        chosen = [find_case(work, no).id for no in numbers] or reads.case_ids(work)
    with _scratch(office) as scratch:
        for case_id in chosen:
            difference = _rebuild(office, scratch, case_id)
            if difference is not None:
                return {"ok": False, "cases": len(chosen), "first_difference": difference}
    return {"ok": True, "cases": len(chosen), "first_difference": None}


@contextmanager
def _scratch(office: Office) -> Iterator[Store]:
    """An empty database with everything that is not a case: people, units, calendar, versions, files."""
    with tempfile.TemporaryDirectory(prefix="yimen-replay-") as folder:
        store = Store(f"sqlite:///{Path(folder) / 'replay.db'}", office.store.ring)
        try:
            store.create()
            reads.copy_house(office.store, store)
            yield store
        finally:
            store.close()


def _rebuild(office: Office, scratch: Store, case_id: str) -> Shape | None:
    with office.store.read() as work:
        table = work.events.table.c
        run = work.events.find(table.chain == case_id, order=[table.seq])
    for event in run:
        fault = _again(office, scratch, event)
        if fault is not None:
            return {"case_no": event.case_no, "seq": event.seq, "why": fault}
    return _difference(office.store, scratch, case_id, run[-1].case_no if run else None)


def _again(office: Office, scratch: Store, event: Event) -> str | None:
    """One command again, as it was given; None, or why it did not go as before."""
    acting = Office(
        store=scratch,
        env=office.env,
        public_url=event.versions.get("public_url", office.public_url),
        clock=clocks.fixed(event.at),
        versions=replace(office.versions, fixed=_versions_then(event)),
        calendars=Calendars(fixed=event.versions.get("calendar")),
        draws=list(event.drawn),
        ladder=event.versions.get("ladder"),
    )
    try:
        retrying.AGAIN[event.command](acting, people.actor(acting, event.by), event.given)
    except Refused as fault:
        return f"{event.command} 被拒绝：{fault.code} {fault.facts}"
    return None if not acting.draws else f"{event.command} 少用了 {len(acting.draws)} 个编号"


def _versions_then(event: Event) -> dict[str, int]:
    """The processes that began in a command, in the versions that were in force then."""
    return {key[8:]: number for key, number in event.versions.items() if key.startswith("process:")}


def _difference(stored: Store, rebuilt: Store, case_id: str, case_no: str | None) -> Shape | None:
    with stored.read() as left, rebuilt.read() as right:
        for table, old, new in reads.case_rows(left, right, case_id):
            if old != new:
                return {"case_no": case_no, "seq": None, "why": _where(table, old, new)}
    return None


def _where(table: str, old: list[Shape], new: list[Shape]) -> str:
    if len(old) != len(new):
        return f"{table}：存有 {len(old)} 行，重演得 {len(new)} 行"
    for before, after in zip(old, new, strict=True):
        for key in before:
            if before[key] != after[key]:
                return f"{table}.{key}：存为 {before[key]!r}，重演得 {after[key]!r}"
    return table


def _first_fault(work: Work, run: list[Event | reads.Broken], head: reads.Head | None) -> Shape | None:
    previous = None
    for place, event in enumerate(run, start=1):
        if isinstance(event, reads.Broken):
            return {"case_no": event.case_no, "seq": event.seq, "why": "内容被改动，无法读出"}
        why = _fault(work, event, place, previous)
        if why:
            return {"case_no": event.case_no, "seq": event.seq, "why": why}
        previous = event.hash
    if head is None:
        return {"case_no": run[-1].case_no, "seq": run[-1].seq, "why": "办件被删除"}
    if head.seq != len(run) or head.hash not in (None, previous):
        return {"case_no": head.case_no, "seq": head.seq, "why": "最后的事件被删除"}
    return None


def _fault(work: Work, event: Event, place: int, previous: str | None) -> str | None:
    if event.seq != place:
        return "缺少事件"
    if event.previous != previous:
        return "与前一事件不相连"
    if work.ring.digest({"given": event.given, "history": event.history}) != event.digest:
        return "内容被改动"
    return None if event_hash(event) == event.hash else "事件被改动"


def _in_area(table: Any, by: Actor) -> Any:
    """Cases by their number, which begins with the township; what belongs to no case is everybody's."""
    areas = [grant.area for grant in by.grants if grant.area and grant.role in PERMISSIONS["audit.read"]]
    return below_any(table.case_no, areas) | table.case_no.is_(None)


def _chosen(table: Any, filters: Mapping[str, str], columns: Sequence[str]) -> list[Any]:
    """Filters of a log; `from` and `to` are days, both included."""
    found = []
    for key, value in filters.items():
        if key == "from":
            found.append(table.at >= start_of(paging.day(value, key)))
        elif key == "to":
            found.append(table.at < start_of(paging.day(value, key) + timedelta(days=1)))
        else:
            found.append(paging.column(table, key, columns) == value)
    return found


def _auditor(by: Actor) -> None:
    demand(by.grants, "audit.read", Place(), PERMISSIONS)
    if by.purpose is None:
        raise PurposeMissing(act="audit.read")
