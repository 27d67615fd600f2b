"""A small table and moments for the tests of limits, with the rows of domain.md 5.2 that they need."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import count

from assistance.calendars import shipped
from assistance.moments import MOMENTS
from engine.expressions import Value
from engine.limits import (
    Calendar,
    Changes,
    Frame,
    Limit,
    Moment,
    Subject,
    Term,
    changes,
    open_limit,
    read_csv,
)
from engine.time import legal_day, read_moment

CALENDAR = shipped()
HEADER = (
    "id,regime,aid,step,n,unit,kind,clock_starts_at,clock_ends_at,scope,applies_when,"
    "extended_n,extended_unit,label,source,valid_from,valid_to\n"
)
TABLE = (
    HEADER
    + '''A09,R2012,110,total_urban,30,cd,max,application,decided,second,"aid == ""110""",,,LAW,条例第八条,,
B01,R2021,110|120,start_investigation,3,wd,max,acceptance,investigation_started,step,,,,RULE,57号,,
B03,R2021,110|120,notice_1,7,cd,min,notice_1_posted,notice_1_ended,step,,,,RULE,57号,,
B04,R2021,110|120,county_confirm,10,wd,max,county_received,decided,step,,,,RULE,57号,,
B05,R2021,110|120,refusal_letter,3,wd,max,decided,served,step,"decision == ""refuse""",,,RULE,57号,,
B06,R2021,110|120,total,30,wd,max,acceptance,decided,total,,15,wd,RULE,57号,,
B07,R2021,110|120,total_extended,45,wd,max,acceptance,decided,total,,,,RULE,57号,,
B10,R2021,131|132,reinvestigate,15,wd,max,objection_received,reinvestigated,step,,,,unverified,43号,,
E01,*,220,emergency_decide,24,h,max,acceptance,decided,step,"emergency_kind == ""urgent""",,,local,惯例,,
E04,*,220,small_fast,3,cd,max,acceptance,paid,step,"emergency_kind == ""small_fast""",,,RULE,意见,2026-02-01,
L01,*,*,accept_or_notify,2,wd,max,application,acceptance|papers_notified|acceptance_refused,step,,,,local,,,
L02,*,*,dispatch,1,wd,max,acceptance,dispatched,step,,,,local,,,
L04,*,*,transfer_send,2,wd,max,acceptance|returned|consented,sent,step,,,,local,,,
L05,*,*,transfer_sign,2,wd,max,sent,signed|returned,step,,,,local,,,
L06,*,*,transfer_handle,10,wd,max,signed,resulted,step,,10,wd,local,,,
L07,*,*,transfer_feedback,2,wd,max,resulted,fed_back,step,,,,local,,,
L09,*,*,ledger_entry,2,wd,max,decided,ledger_entered,step,,,,local,,,
L12,*,*,urging_reply,3,wd,max,urged,urging_replied,step,,,,local,,,
L13,*,*,complaint_register,15,cd,max,complaint_received,complaint_accepted|complaint_rejected,step,,,,LAW,条例,,
L14,*,*,complaint_close,60,cd,max,complaint_accepted,complaint_closed,step,,30,cd,LAW,条例,,
L15,*,*,review_filing,60,cd,max,served,review_filed,shown,,,,LAW,第二十条,,
'''
)
TERMS = read_csv(TABLE, moments=MOMENTS)


def term(row: str) -> Term:
    return next(each for each in TERMS if each.id == row)


def moment(name: str, at: str, *, on: str | None = None, **subject: str) -> Moment:
    """A moment; its id is unique by name and instant."""
    instant = read_moment(at)
    legal = date.fromisoformat(on) if on else legal_day(instant)
    return Moment(id=f"{name}@{at}", name=name, at=instant, on=legal, **subject)


def frame(
    *,
    aid: str = "110",
    regime: str | None = "R2021",
    accepted_on: date | None = date(2022, 3, 28),
    facts: dict[str, Value] | None = None,
    handovers: Sequence[str] = (),
    calendar: Calendar = CALENDAR,
) -> Frame:
    return Frame(
        case_id="c1",
        aid=aid,
        regime=regime,
        accepted_on=accepted_on,
        calendar=calendar,
        vocabulary=MOMENTS,
        facts=facts or {},
        handovers=handovers,
    )


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"l{next(numbers)}"


def opened(row: str, at: str, *, name: str = "acceptance", on: str | None = None) -> Limit:
    """One limit of the table, opened by itself."""
    start = moment(name, at, on=on)
    return open_limit(
        term(row),
        start,
        id="l1",
        subject=Subject(case_id="c1"),
        aid="110",
        regime="R2021",
        calendar=CALENDAR,
        event=MOMENTS[name].title,
    )


def after(stored: Iterable[Limit], what: Changes) -> list[Limit]:
    """What the store holds once the changes are saved."""
    new = {limit.id: limit for limit in (*what.changed, *what.opened)}
    kept = [new.pop(limit.id, limit) for limit in stored]
    return [*kept, *new.values()]


def step_by_step(moments: Sequence[Moment], case: Frame, terms: Sequence[Term] = TERMS) -> list[Limit]:
    """The limits as commands make them: asked after each moment, as if each were its own command."""
    stored: list[Limit] = []
    new_id = ids()
    for upto in range(1, len(moments) + 1):
        stored = after(stored, changes(terms, moments[:upto], stored, case, new_id))
    return stored


def picture(limits: Iterable[Limit]) -> list[tuple[str, str, str, datetime | None]]:
    """Row, state, start and end of each limit, in order of row and start."""
    return sorted((limit.row, limit.started_by, limit.state, limit.closed_at) for limit in limits)
