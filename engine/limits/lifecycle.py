"""Which limits open, close, stop or run on again, decided from the recorded moments of a case alone.

Everything is worked out from the whole list of moments each time, so that asking twice changes nothing, and rows that had
to wait (for the regime, for a fact) start from the moment they would have started from.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from engine.expressions import Value
from engine.limits import limit as running
from engine.limits.calendar import Calendar
from engine.limits.limit import Limit, Subject
from engine.limits.moments import CASE, Moment, Timeline, Vocabulary
from engine.limits.terms import Term


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What the limits of one case hang on; `regime` and `accepted_on` are None until acceptance fixes them.

    `handovers` names the handovers that exist without any moment of their own yet (drafted), for whose sending the time
    already runs.
    """

    case_id: str
    aid: str
    regime: str | None
    accepted_on: date | None
    calendar: Calendar
    vocabulary: Vocabulary
    facts: Mapping[str, Value] = field(default_factory=dict)
    handovers: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Limits to insert, and limits already stored that have changed (closed, stopped or running again)."""

    opened: tuple[Limit, ...]
    changed: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """From its start moment to where the row ended: `open`, `closed` or `stopped` at place `end`."""

    start: int
    end: int
    fate: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """What decides a row's fate: the part of a term that a running limit has frozen."""

    starts: tuple[str, ...]
    ends: tuple[str, ...]
    kind: str


def changes(
    terms: Iterable[Term],
    moments: Sequence[Moment],
    existing: Iterable[Limit],
    frame: Frame,
    new_id: Callable[[], str],
) -> Changes:
    """What follows from all moments of a case so far, in the order they were recorded, for its limits.

    Existing limits go by their own frozen row, not by the table as it is now. Closed limits stay closed, except that a
    recalled sending lets its limit run on. Raises BeyondCalendar.
    """
    timeline = Timeline(moments, frame.vocabulary)
    stored = list(existing)
    changed = [(limit, _settled_again(limit, timeline, frame.calendar)) for limit in stored]
    known = {(limit.row, limit.started_by, _subject_id(limit.subject)) for limit in stored}
    opened: list[Limit] = []
    for term in terms:
        for subject in _subjects(term, timeline, frame):
            for span in _spans(term, subject, timeline, frame):
                key = (term.id, timeline.moments[span.start].id, _subject_id(subject))
                if key in known:
                    continue
                known.add(key)
                opened.append(_opened(term, subject, span, timeline, frame, new_id()))
    return Changes(opened=tuple(opened), changed=tuple(new for old, new in changed if new != old))


def waiting(
    terms: Iterable[Term], existing: Iterable[Limit], frame: Frame
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Rows of this case that have not started yet, as (row, start moments any of which would start it).

    Rows whose condition is still open are among them; slips and complaints are not, for nobody waits for one.
    """
    started = {limit.row for limit in existing}
    shown = {CASE, "handover"} if frame.handovers else {CASE}
    return tuple(
        (term.id, term.starts)
        for term in terms
        if term.id not in started
        and not term.names_extension
        and _kind(term, frame.vocabulary) in shown
        and term.fits(frame.aid, frame.regime, frame.accepted_on) is True
        and term.applies(frame.aid, frame.regime, frame.accepted_on, frame.facts) is not False
    )


def _settled_again(limit: Limit, timeline: Timeline, calendar: Calendar) -> Limit:
    start = timeline.place_of(limit.started_by, limit.starts)
    if start is None or limit.state == "stopped":
        return limit
    rule = _Rule(limit.starts, limit.ends, limit.kind)
    span = _span(rule, limit.subject, start, timeline)
    if span.fate != "open" and timeline.moments[span.end].at == limit.closed_at:
        return limit
    running_again = limit if limit.state == "open" else running.reopen(limit)
    return _settled(running_again, span, timeline, calendar)


def _opened(
    term: Term, subject: Subject, span: _Span, timeline: Timeline, frame: Frame, new_id: str
) -> Limit:
    moment = timeline.moments[span.start]
    limit = running.open_limit(
        term,
        moment,
        id=new_id,
        subject=subject,
        aid=frame.aid,
        regime=frame.regime,
        calendar=frame.calendar,
        event=frame.vocabulary[moment.name].title,
    )
    return _settled(limit, span, timeline, frame.calendar)


def _settled(limit: Limit, span: _Span, timeline: Timeline, calendar: Calendar) -> Limit:
    if span.fate == "closed":
        return running.close(limit, timeline.moments[span.end], calendar)
    if span.fate == "stopped":
        return running.stop(limit, timeline.moments[span.end])
    return limit


def _kind(term: Term, vocabulary: Vocabulary) -> str:
    """What a row is about shows in how it ends: L04 starts with the case's acceptance but ends with a sending."""
    return vocabulary[term.ends[0]].subject


def _subjects(term: Term, timeline: Timeline, frame: Frame) -> list[Subject]:
    kind = _kind(term, frame.vocabulary)
    if kind == CASE:
        return [Subject(case_id=frame.case_id)]
    ids = dict.fromkeys(frame.handovers if kind == "handover" else ())
    for place, moment in enumerate(timeline.moments):
        subject_id = moment.subject_id(kind)
        if subject_id and timeline.own(place, kind, subject_id):
            ids.setdefault(subject_id)
    return [Subject(case_id=frame.case_id, kind=kind, **{f"{kind}_id": subject_id}) for subject_id in ids]


def _subject_id(subject: Subject) -> str | None:
    return subject.handover_id or subject.slip_id or subject.complaint_id


def _spans(term: Term, subject: Subject, timeline: Timeline, frame: Frame) -> list[_Span]:
    """Every time the row ran or runs for a subject, if it applies to the case at all."""
    if term.names_extension:
        return []
    rule = _Rule(term.starts, term.ends, term.kind)
    spans: list[_Span] = []
    start = _first_start(rule, subject, timeline)
    while start is not None:
        on = frame.accepted_on or timeline.moments[start].on
        span = _span(rule, subject, start, timeline)
        if term.applies(frame.aid, frame.regime, on, frame.facts) is True:
            spans.append(span)
        start = _own_start(rule, subject, timeline, span.end)
    return spans


def _first_start(rule: _Rule, subject: Subject, timeline: Timeline) -> int | None:
    """The first start of the subject's own; if it ends before having one, or has none, the case's latest (L04)."""
    own = _own_start(rule, subject, timeline, 0)
    of_case = [place for place in timeline.places(rule.starts) if timeline.own(place, CASE, None)]
    if subject.kind == CASE or not of_case:
        return own
    ends = [place for place in timeline.places(rule.ends) if _is_own(place, subject, timeline)]
    if own is not None and (not ends or own < ends[0]):
        return own
    return of_case[-1]


def _own_start(rule: _Rule, subject: Subject, timeline: Timeline, begin: int) -> int | None:
    for place in timeline.places(rule.starts):
        if place >= begin and _is_own(place, subject, timeline):
            return place
    return None


def _is_own(place: int, subject: Subject, timeline: Timeline) -> bool:
    return timeline.own(place, subject.kind, _subject_id(subject))


def _span(rule: _Rule, subject: Subject, start: int, timeline: Timeline) -> _Span:
    """Follow a row from one start moment on, to the first moment that closes or stops it."""
    taken_back = timeline.undone.get(start)
    borrowed = not _is_own(start, subject, timeline)
    for place in range(start + 1, len(timeline.moments)):
        name = timeline.moments[place].name
        if place == taken_back or timeline.stops(place, subject.kind):
            return _Span(start, place, "stopped")
        if place in timeline.undone or not timeline.belongs(place, subject.kind, _subject_id(subject)):
            continue
        if name in rule.ends:
            return _Span(start, place, "closed")
        # A new posting runs its own full days, and a handover's own start takes the place of the case's. A maximum
        # keeps its first start: no repetition may lengthen it (D11).
        if name in rule.starts and (rule.kind == "min" or (borrowed and _is_own(place, subject, timeline))):
            return _Span(start, place, "stopped")
    return _Span(start, len(timeline.moments), "open")
