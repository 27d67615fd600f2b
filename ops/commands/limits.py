"""`yimen limits`: every limit row of an aid under the regime of an acceptance date 期限表与各行的截止."""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from assistance.cases import AIDS
from assistance.limit_tables import shipped
from assistance.moments import MOMENTS
from assistance.regimes import regime_of
from engine.expressions import Value
from engine.limits import (
    BeyondCalendar,
    Calendar,
    Frame,
    Limit,
    Moment,
    Subject,
    Term,
    as_json,
    changes,
    not_started,
    open_limit,
)
from engine.time import legal_day, start_of
from gateways.clock import Clock, machine
from ops.commands import arguments
from ops.commands.stored import product_now, stored_calendar

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

COLUMNS = (
    "row",
    "step",
    "n",
    "unit",
    "kind",
    "label",
    "starts",
    "due",
    "late_at",
    "free_from",
    "provisional",
)
_ONE = "1"
"""The one handover, slip and complaint that moments given by hand can be about."""


@dataclass(frozen=True, kw_only=True)
class _Given:
    """What is known of the case: its moments in order; of those in `days` only the day is known, not the hour."""

    aid: str
    accepted_on: date
    regime: str
    moments: tuple[Moment, ...]
    days: frozenset[str]
    calendar: Calendar


def add_parser(subparsers: "Subparsers") -> None:
    """The words of `yimen limits` (contract section 6)."""
    parser = subparsers.add_parser("limits", help="一项救助的全部期限 | every time limit of an aid")
    parser.add_argument("--aid", required=True, choices=tuple(AIDS), help="救助类型代码")
    parser.add_argument("--accepted", required=True, type=arguments.when, metavar="DATE", help="受理日")
    parser.add_argument(
        "--moment", action="append", default=[], type=_named, metavar="NAME=WHEN", help="已发生的时点，可多次"
    )
    parser.add_argument("--at", type=arguments.when, metavar="WHEN", help="按此时刻显示颜色")
    parser.add_argument("--calendar", metavar="FILE|shipped", help="日历文件，或随附日历")
    parser.add_argument(
        "--when",
        choices=("small_fast", "urgent", "expenditure"),
        help="临时救助的类型：小额快救、急难、支出型",
    )
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 值")
    parser.set_defaults(run=partial(run, stored=stored_calendar, now=product_now))


def run(
    args: argparse.Namespace,
    stored: arguments.Stored = arguments.none_stored,
    now: Clock = machine,
) -> int:
    """Print the rows; `stored` gives the database's calendar, if there is one, `now` the moment if `--at` does not."""
    try:
        given = _given(args, arguments.pick_calendar(args.calendar, stored))
        rows = _rows(given, args.when, _instant(args.at) if args.at else now())
    except arguments.Unreadable as reason:
        return arguments.refuse(reason)
    except (BeyondCalendar, OverflowError):
        return arguments.refuse(arguments.Unreadable(str(BeyondCalendar()), 2))
    if args.json:
        head = {"aid": given.aid, "regime": given.regime, "accepted": given.accepted_on.isoformat()}
        print(json.dumps({**head, "rows": rows}, ensure_ascii=False))
        return 0
    for line in _table(rows):
        print(line)
    return 0


def _named(text: str) -> tuple[str, date | datetime]:
    name, _, value = text.partition("=")
    if name not in MOMENTS:
        raise argparse.ArgumentTypeError(f"没有名为“{name}”的时点，可用：{'、'.join(MOMENTS)}")
    return name, arguments.when(value)


def _given(args: argparse.Namespace, calendar: Calendar) -> _Given:
    known: dict[str, date | datetime] = {"acceptance": args.accepted, **dict(args.moment)}
    # Of moments of one day the order of the vocabulary is the order of the work.
    names = sorted(known, key=lambda name: (_day(known[name]), list(MOMENTS).index(name)))
    accepted_on = _day(known["acceptance"])
    return _Given(
        aid=args.aid,
        accepted_on=accepted_on,
        regime=regime_of(accepted_on),
        moments=tuple(_moment(name, known[name]) for name in names),
        days=frozenset(name for name in names if not isinstance(known[name], datetime)),
        calendar=calendar,
    )


def _moment(name: str, at: date | datetime) -> Moment:
    return Moment(
        id=name,
        name=name,
        at=_instant(at),
        on=_day(at),
        handover_id=_ONE,
        slip_id=_ONE,
        complaint_id=_ONE,
    )


def _rows(given: _Given, kind_of_emergency: str | None, at: datetime) -> list[dict[str, Any]]:
    facts = {"emergency_kind": kind_of_emergency} if kind_of_emergency else {}
    # What is not known about the case does not hide a row: the list says what may come.
    terms = [replace(term, applies_when=None) for term in shipped() if _may_apply(term, given, facts)]
    running = {limit.row: limit for limit in _limits(terms, given)}
    return [_row(term, running, given, at) for term in terms]


def _may_apply(term: Term, given: _Given, facts: Mapping[str, Value]) -> bool:
    return term.applies(given.aid, given.regime, given.accepted_on, facts) is not False


def _limits(terms: Sequence[Term], given: _Given) -> Iterable[Limit]:
    """The limits the given moments start; where hours count, a moment of which only the day is known starts none."""
    ids = map(str, count(1))
    frame = Frame(
        case_id=_ONE,
        aid=given.aid,
        regime=given.regime,
        accepted_on=given.accepted_on,
        calendar=given.calendar,
        vocabulary=MOMENTS,
        handovers=(_ONE,),
    )
    to_the_minute = [moment for moment in given.moments if moment.name not in given.days]
    for by_hours, moments in ((True, to_the_minute), (False, given.moments)):
        some = [term for term in terms if (term.unit == "h") is by_hours]
        yield from changes(some, moments, (), frame, lambda: next(ids)).opened
    acceptance = next(moment for moment in given.moments if moment.name == "acceptance")
    for term in terms:
        if term.names_extension and acceptance.name in term.starts:
            yield _extended(term, acceptance, given)


def _extended(term: Term, acceptance: Moment, given: _Given) -> Limit:
    """How far a row reaches once extended: it never runs in a case, here it is asked for."""
    return open_limit(
        term,
        acceptance,
        id=term.id,
        subject=Subject(case_id=_ONE),
        aid=given.aid,
        regime=given.regime,
        calendar=given.calendar,
        event=MOMENTS[acceptance.name].title,
    )


def _row(term: Term, running: dict[str, Limit], given: _Given, at: datetime) -> dict[str, Any]:
    limit = running.get(term.id)
    if limit is None:
        return not_started(term, aid=given.aid, regime=given.regime)
    # A total that is only asked for caps nothing.
    others = [other for other in running.values() if not other.step.endswith("_extended")]
    data = as_json(limit, now=at, calendar=given.calendar, others=others, case_no=None)
    return {**data, "id": None}


def _day(when: date | datetime) -> date:
    return legal_day(when) if isinstance(when, datetime) else when


def _instant(when: date | datetime) -> datetime:
    return when if isinstance(when, datetime) else start_of(when)


def _table(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Columns set under each other, blanks between them and none inside, `-` where there is no value."""
    cells = [list(COLUMNS), *([_cell(row, column) for column in COLUMNS] for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(COLUMNS))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]


def _cell(row: dict[str, Any], column: str) -> str:
    value = row["clock_starts_at" if column == "starts" else column]
    if column == "provisional":
        return "-" if row["due"] is None else str(value).lower()
    return "-" if value is None else str(value)
