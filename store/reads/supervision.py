"""Reads of the supervisor's pages: late limits, what climbs the ladder, faults, provisional limits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, and_, func, or_, select, type_coerce
from sqlalchemy import case as sql_case

from assistance.cases import Case
from assistance.supervision import OPEN as OPEN_SLIP
from engine.errors import BadRequest
from engine.limits import Limit, from_row
from engine.tasks import OPEN, Task
from store import tables
from store.conditions import behind, below_any
from store.tables.case import FormEntry
from store.tables.ladder import Rung
from store.work import Work

task, case, limit, slip, due_moment = (
    tables.flow.task,
    tables.case.case,
    tables.limit.limit,
    tables.handover.slip,
    tables.flow.due_moment,
)


@dataclass(frozen=True, kw_only=True)
class Late:
    """A late limit with the case it belongs to, the open task it lies with, and the slip that urges it or is proposed to."""

    limit: Limit
    case_no: str
    aid: str
    head_name: str
    area: str
    task_id: str | None
    step: str | None
    step_name: str | None
    role: str | None
    holder: str | None
    unit: str | None
    place: str | None
    slip_id: str | None
    slip_state: str | None


@dataclass(frozen=True, kw_only=True)
class Climbing:
    """A running limit with the due moment of its next rung, and the case it belongs to."""

    limit: Limit
    due_id: str
    due_at: datetime
    case_no: str
    aid: str
    head_name: str
    area: str


FILTERS = ("aid", "row", "step", "area", "holder", "unit")


def late_limits(
    work: Work,
    areas: list[str],
    now: datetime,
    filters: dict[str, str],
    after: tuple[Any, str] | None,
    number: int,
) -> list[Late]:
    """Open limits whose moment has passed, the longest late first; each with the first task it lies with."""
    query = (
        select(
            *limit.c,
            case.c.no.label("case_no"),
            case.c.head_name.label("case_head"),
            case.c.area.label("case_area"),
            task.c.id.label("t_id"),
            task.c.step.label("t_step"),
            task.c.name.label("t_name"),
            task.c.role.label("t_role"),
            task.c.holder.label("t_holder"),
            task.c.unit.label("t_unit"),
            task.c.area.label("t_area"),
            slip.c.id.label("s_id"),
            slip.c.state.label("s_state"),
        )
        .join(case, case.c.id == limit.c.case_id)
        .outerjoin(task, task.c.id == _first_under())
        .outerjoin(slip, and_(slip.c.task_id == task.c.id, slip.c.state.in_(OPEN_SLIP)))
        .where(
            limit.c.state == "open",
            limit.c.late_at <= now,
            limit.c.scope != "shown",
            below_any(case.c.area, areas),
        )
        .where(*(_chosen(key, value) for key, value in filters.items()))
        .where(*behind((limit.c.late_at, limit.c.id), after))
        .order_by(limit.c.late_at, limit.c.id)
        .limit(number)
    )
    return [_late(dict(row)) for row in work.connection.execute(query).mappings()]


def _first_under() -> Any:
    """The open task a limit lies with, of several the one that waits longest: `casework.limits.working_under`, in SQL."""
    inner = task.alias("under")
    set_for = and_(
        limit.c.scope == "step", or_(inner.c.limit_row == limit.c.row, inner.c.limit_row == limit.c.step)
    )
    free = or_(inner.c.limit_row.is_(None), inner.c.limit_row.like("none:%"))
    about = or_(
        and_(limit.c.subject_kind == "slip", inner.c.slip_id == limit.c.slip_id),
        and_(limit.c.subject_kind == "handover", inner.c.handover_id == limit.c.handover_id),
        and_(limit.c.subject_kind.not_in(("slip", "handover")), inner.c.slip_id.is_(None)),
    )
    rank = sql_case((set_for, 0), (free, 2), else_=1).label("rank")
    ranked = (
        select(inner.c.id, inner.c.created_at, rank)
        .where(inner.c.case_id == limit.c.case_id, inner.c.state.in_(OPEN), about)
        .correlate(limit)
        .subquery("ranked")
    )  # SQLite orders a subselect by no column of the query around it, but by one of a subselect within
    order = (ranked.c.rank, ranked.c.created_at, ranked.c.id)
    return select(ranked.c.id).order_by(*order).limit(1).scalar_subquery()


def _chosen(key: str, value: str) -> Any:
    """One filter of the late list; raises BadRequest for one nobody knows."""
    if key not in FILTERS:
        raise BadRequest(parameter=key)
    if key == "area":
        return or_(below_any(case.c.area, [value]), case.c.village == value)
    if key == "step":
        return or_(task.c.step == value, limit.c.step == value)
    if key == "unit":  # as on the board: the township's own steps are its own
        return func.coalesce(task.c.unit, task.c.area) == value
    return {"aid": case.c.aid, "row": limit.c.row, "holder": task.c.holder}[key] == value


def climbing(
    work: Work,
    *,
    areas: list[str] | None = None,
    until: datetime | None = None,
    late_at: datetime | None = None,
) -> list[Climbing]:
    """Limits that wait for a rung, the next due first: of all areas or of some, due before an instant, late at an instant."""
    where = [due_moment.c.kind == "rung", limit.c.state == "open"]
    if areas is not None:
        where.append(below_any(case.c.area, areas))
    if until is not None:
        where.append(due_moment.c.due_at < until)
    if late_at is not None:
        where.append(limit.c.late_at <= late_at)
    query = (
        select(
            *limit.c,
            due_moment.c.id.label("d_id"),
            due_moment.c.due_at.label("d_at"),
            case.c.no.label("case_no"),
            case.c.aid.label("case_aid"),
            case.c.head_name.label("case_head"),
            case.c.area.label("case_area"),
        )
        .join(due_moment, due_moment.c.subject == limit.c.id)
        .join(case, case.c.id == limit.c.case_id)
        .where(*where)
        .order_by(due_moment.c.due_at, due_moment.c.id)
    )
    return [
        Climbing(
            limit=from_row(dict(row)),
            due_id=row["d_id"],
            due_at=row["d_at"],
            case_no=row["case_no"],
            aid=row["case_aid"],
            head_name=row["case_head"],
            area=row["case_area"],
        )
        for row in work.connection.execute(query).mappings()
    ]


def cases_with_open_limits(work: Work) -> list[str]:
    """Ids of the cases in which a limit runs that can be late, in order."""
    query = select(limit.c.case_id).where(
        limit.c.state == "open", limit.c.late_at.is_not(None), limit.c.scope != "shown"
    )
    return list(work.connection.scalars(query.distinct().order_by(limit.c.case_id)))


def open_tasks(work: Work, cases: Iterable[str]) -> Iterator[Task]:
    """The open tasks of cases."""
    for part in _parts(cases):
        yield from work.tasks.find(task.c.case_id.in_(part), task.c.state.in_(OPEN))


def open_limits(work: Work, cases: Iterable[str]) -> Iterator[Limit]:
    """The running limits of cases."""
    for part in _parts(cases):
        yield from work.limits.find(limit.c.case_id.in_(part), limit.c.state == "open")


def rungs(work: Work, cases: Iterable[str]) -> Iterator[Rung]:
    """The rungs that limits of cases have reached."""
    for part in _parts(cases):
        yield from work.rungs.find(work.rungs.table.c.case_id.in_(part))


def second_notices(
    work: Work, areas: list[str], after: tuple[Any, str] | None, number: int
) -> list[tuple[Case, list[FormEntry]]]:
    """Cases marked 二次补正, newest first, each with its notices F06a of what is missing, in order."""
    marked = type_coerce(case.c.flags, Text).contains('"second_notice"', autoescape=True)
    cases = work.cases.find(
        marked,
        below_any(case.c.area, areas),
        *behind((case.c.created_at, case.c.id), after, backwards=True),
        order=[case.c.created_at.desc(), case.c.id.desc()],
        limit=number,
    )
    form = work.forms.table.c
    notices: dict[str, list[FormEntry]] = {one.id: [] for one in cases}
    for entry in work.forms.find(
        form.case_id.in_(list(notices)), form.form == "F06a", form.task_id.is_not(None), order=[form.revision]
    ):
        notices[entry.case_id].append(entry)
    return [(one, notices[one.id]) for one in cases]


def provisional(
    work: Work, areas: list[str], after: tuple[Any, str] | None, number: int
) -> list[tuple[Limit, Case]]:
    """Running limits that lie in a year nobody has declared complete, in the order in which they began, with their cases."""
    inside = select(case.c.id).where(below_any(case.c.area, areas))
    found = work.limits.find(
        limit.c.state == "open",
        limit.c.provisional,
        limit.c.case_id.in_(inside),
        *behind((limit.c.started_at, limit.c.id), after),
        order=[limit.c.started_at, limit.c.id],
        limit=number,
    )
    ids = {one.subject.case_id for one in found}
    cases = {one.id: one for one in work.cases.find(case.c.id.in_(ids))}
    return [(one, cases[one.subject.case_id]) for one in found]


def _parts(ids: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    """No statement takes any number of parameters."""
    everything = sorted(set(ids))
    for start in range(0, len(everything), size):
        yield everything[start : start + size]


def _late(row: dict[str, Any]) -> Late:
    return Late(
        limit=from_row(row),
        case_no=row["case_no"],
        aid=row["aid"],
        head_name=row["case_head"],
        area=row["case_area"],
        task_id=row["t_id"],
        step=row["t_step"],
        step_name=row["t_name"],
        role=row["t_role"],
        holder=row["t_holder"],
        unit=row["t_unit"],
        place=row["t_area"],
        slip_id=row["s_id"],
        slip_state=row["s_state"],
    )
