"""The public side 公众: progress by case number and the last four of the identity number; the flow of an aid."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from assistance.amounts import last_month
from assistance.cases import AIDS, ENDED, STATES
from assistance.notices import public_name
from assistance.regimes import regime_of
from casework import facts
from casework.casefile import CaseFile
from casework.names import Names
from casework.office import Office
from casework.versions import Version
from documents import diagram
from engine.errors import Locked, NotFound
from engine.ids import is_id
from engine.limits.terms import LABELS, Term
from engine.money import yuan
from engine.runtime import Node
from engine.tasks import OPEN
from engine.time import iso, legal_day
from store.conditions import below_any
from store.tables.audit import Lock
from store.tables.grant import GrantRow
from store.work import Work

TRIES, LOCKED_FOR = 5, timedelta(minutes=30)
UNITS = {"wd": "个工作日", "cd": "日", "h": "小时", "month": "个月"}
BOUNDS, AFTER = {"max": "", "min": "不少于"}, {"max": "内", "min": ""}
"""A maximum is said after its number, a minimum before it."""
WINDOW = "one-window"
Shape = dict[str, Any]


def progress(office: Office, no: str, id_last4: str) -> Shape:
    """How far a case is, for whoever has its receipt; the fifth wrong try in a row locks the number (product's clock)."""
    now = office.now()
    if not is_id(no):
        raise NotFound(what="case")
    with office.store.begin() as work:
        lock = work.locks.first(work.locks.table.c.name == f"progress-{no}", lock=True)
        if lock and lock.until and now < lock.until:
            fault: Locked | NotFound | None = Locked(until=iso(lock.until))
        else:
            case = work.cases.first(work.cases.table.c.no == no)
            right = case is not None and _ends(case.head_id, id_last4)
            fault = None if right else _wrong(work, no, lock, now)
            if right and case is not None:
                work.locks.remove(work.locks.table.c.name == f"progress-{no}")
                shape = _progress(work, CaseFile(work, case), Names(work, legal_day(now)))
    if fault is not None:
        raise fault
    return shape


def lists(office: Office, *, area: str | None = None, aid: str | None = None) -> Shape:
    """Whoever is on a published grant 公布名单: name, members, amount, aid and village, for as long as it is paid."""
    now = office.now()
    with office.store.read() as work:
        table, names = work.awards.table.c, Names(work, legal_day(now))
        paid = table.to_month.is_(None) | (table.to_month >= last_month(legal_day(now)))
        where = [table.state == "active", paid]
        where += [below_any(table.village if len(area) > 9 else table.area, [area])] if area else []
        where += [table.aid == aid] if aid else []
        rows = work.awards.find(*where, order=[table.area, table.village, table.household_no])
        decided = tuple(row.case_id for row in rows if row.case_id)
        published = {row.case_id for row in work.moments.having(case_id=decided, name="published")}
        shown = [row for row in rows if row.case_id is None or row.case_id in published]
        return {"items": [_listed(row, names, legal_day(now)) for row in shown]}


def certificate(office: Office, number: str) -> Shape:
    """Whether a certificate is valid, and for which aid; one that is unknown and one that has stopped look alike."""
    with office.store.read() as work:
        held = next(iter(work.certificates.having(number=number)), None)
        grant = work.awards.get(held.grant_id) if held and held.grant_id else None
    valid = held is not None and held.state == "issued" and grant is not None and grant.state == "active"
    aid = held.aid if held and valid else None
    return {"valid": valid, "aid": aid, "aid_name": AIDS.get(aid or "")}


def _listed(row: GrantRow, names: Names, on: date) -> Shape:
    """What a list may show of a household (domain.md 15): of a minor only the surname."""
    return {
        "name": public_name(row.head_name, row.head_id, on),
        "members": row.members,
        "amount": yuan(row.amount),
        "aid": row.aid,
        "aid_name": AIDS[row.aid],
        "village": row.village,
        "village_name": names.area(row.village or row.area),
    }


def flow(office: Office, key: str) -> Shape:
    """The published flow of a process or aid: steps, limits with their source, papers, remedies.

    An aid's flow goes on from the window to the township's own process for whoever is accepted today, or to the authority.
    """
    with office.store.read() as work:
        aid = key if key in AIDS else None
        if work.number_in_force(WINDOW) is None or work.number_in_force(WINDOW if aid else key) is None:
            raise NotFound(what="flow", key=key)
        version = office.versions.in_force(work, WINDOW if aid else key)
        parts, today = _parts(office, work, version, aid), legal_day(office.now())
        window = office.versions.in_force(work, WINDOW)
        known = _Terms(
            terms=tuple({term.id: term for one in (*parts, window) for term in one.terms}.values()),
            aids=(aid,) if aid else version.manifest.aids,
            regimes=(regime_of(today),) if aid else version.manifest.regimes,
            on=today,
        )
        steps = [
            _step(node, known.of(node.limit))
            for one in parts
            for node in one.definition.nodes.values()
            if node.kind == "userTask"
        ]
        papers = [m for p in version.manifest.papers if aid is None or aid in p.aids for m in p.materials]
        row = work.processes.get(f"{version.key}-{version.number}")
        return {
            "aid": aid,
            "aid_name": AIDS.get(aid or ""),
            "process": version.key,
            "process_name": version.name,
            "version": version.number,
            "published_on": legal_day(row.published_at) if row.published_at else None,
            "steps": steps,
            "papers": papers,
            "where": [{"code": a.code, "name": a.name} for a in work.areas.find() if len(a.code) == 9],
            "remedies": ["60日内申请行政复议", "6个月内提起行政诉讼"],
            "hot_line": None,
            "svg": diagram.svg(version.bpmn, title=version.name),
        }


def _parts(office: Office, work: Work, version: Version, aid: str | None) -> list[Version]:
    """A process and what it calls, each once; the window calls the aid's own process where there is one."""
    own = facts.process_for(work, office.versions, aid, regime_of(legal_day(office.now()))) if aid else None
    if own is not None:
        return [version, *_with_called(office, work, office.versions.in_force(work, own))]
    return _with_called(office, work, version)


def _with_called(office: Office, work: Work, version: Version) -> list[Version]:
    called = [key for kind, key in version.pins if kind == "process"]
    return [version, *(office.versions.called(work, version, key) for key in called)]


@dataclass(frozen=True, kw_only=True)
class _Terms:
    """The limit rows of some processes, and for whom they are shown."""

    terms: tuple[Term, ...]
    aids: tuple[str, ...]
    regimes: tuple[str, ...]
    on: date

    def of(self, limit: str | None) -> Term | None:
        """The row of a step by its id or step; None where aids or regimes differ in it."""
        found = [term for term in self.terms if limit in (term.id, term.step) and self._counts(term)]
        return found[0] if len({(term.n, term.unit, term.label) for term in found}) == 1 else None

    def _counts(self, term: Term) -> bool:
        return any(
            term.fits(aid, regime, self.on) is not False for aid in self.aids for regime in self.regimes
        )


def _step(node: Node, term: Term | None) -> Shape:
    return {
        "step": node.step,
        "name": node.name,
        "lane": node.lane,
        "limit_text": f"{BOUNDS[term.kind]}{term.n}{UNITS[term.unit]}{AFTER[term.kind]}" if term else None,
        "limit": {"n": term.n, "unit": term.unit} if term else None,
        "label": term.label if term else None,
        "label_name": LABELS[term.label] if term else None,
        "source": term.source if term else None,
    }


def _ends(head_id: str | None, last4: str) -> bool:
    """A case opened in an emergency without a number cannot be asked for in this way."""
    given = last4.strip().upper()
    return head_id is not None and len(given) == 4 and head_id[-4:].upper() == given


def _wrong(work: Work, no: str, lock: Lock | None, now: Any) -> Locked | NotFound:
    failed = (lock.failed if lock and not lock.until else 0) + 1
    until = now + LOCKED_FOR if failed >= TRIES else None
    value = Lock(name=f"progress-{no}", failed=failed, until=until)
    if lock:
        work.locks.put(value)
    else:
        work.locks.add(value)
    return Locked(until=iso(until)) if until else NotFound(what="case")


def _progress(work: Work, file: CaseFile, names: Names) -> Shape:
    """No inner opinions, no names of officers, no personal data."""
    case = file.case
    running = sorted(
        (task for task in file.tasks if task.state in OPEN and not task.slip_id), key=lambda t: t.sort_at
    )
    task = running[0] if running else None
    told = file.moment("told")
    return {
        "no": case.no,
        "aid": case.aid,
        "aid_name": AIDS[case.aid],
        "state": case.state,
        "state_name": STATES[case.state],
        "step": task.step if task else None,
        "step_name": task.name if task else None,
        "since": task.created_at if task else case.closed_at,
        "due": task.effective_due if task else None,
        "due_text": f"最迟 {task.effective_due} 前办完本环节" if task and task.effective_due else None,
        "told": told.on if told else None,
        "ended": case.state in ENDED,
        "where": names.area(case.area),
    }
