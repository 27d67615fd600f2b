"""`yimen limit`: one deadline from one event, with its reckoning 期限推算."""

import argparse
import json
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from engine.limits import BeyondCalendar, Calendar, Reckoning, reckon
from engine.limits.explain import due_text
from engine.time import iso
from ops.commands import arguments
from ops.commands.stored import stored_calendar

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """The words of `yimen limit` (contract section 6)."""
    parser = subparsers.add_parser("limit", help="推算一个期限 | reckon one time limit")
    parser.add_argument(
        "--from",
        dest="start",
        required=True,
        type=arguments.when,
        metavar="WHEN",
        help="起算日；按小时的写时刻",
    )
    parser.add_argument("--n", required=True, type=arguments.count, help="数量")
    parser.add_argument(
        "--unit", required=True, choices=("wd", "cd", "h", "month"), help="工作日、自然日、小时、月"
    )
    parser.add_argument("--kind", default="max", choices=("max", "min"), help="最长（缺省）或最短期限")
    parser.add_argument("--calendar", metavar="FILE|shipped", help="日历文件，或随附日历")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 值")
    parser.set_defaults(run=partial(run, stored=stored_calendar))


def run(args: argparse.Namespace, stored: arguments.Stored = arguments.none_stored) -> int:
    """Print the deadline and how it was reached; `stored` gives the database's calendar, if there is one."""
    try:
        reckoning = _reckon(args, arguments.pick_calendar(args.calendar, stored))
    except arguments.Unreadable as reason:
        return arguments.refuse(reason)
    if args.json:
        print(json.dumps(_json(args, reckoning), ensure_ascii=False))
        return 0
    print(due_text(reckoning.due))
    for line in reckoning.lines:
        print(line.text)
    return 0


def _reckon(args: argparse.Namespace, calendar: Calendar) -> Reckoning:
    if args.unit == "h" and not isinstance(args.start, datetime):
        raise arguments.Unreadable("按小时推算须给出时刻，应如 --from 2026-03-02T10:15", 2)
    try:
        return reckon(calendar, args.start, args.n, args.unit, args.kind)
    except BeyondCalendar as reason:
        raise arguments.Unreadable(str(reason), 2) from reason


def _json(args: argparse.Namespace, reckoning: Reckoning) -> dict[str, Any]:
    return {
        "from": due_text(args.start),
        "n": args.n,
        "unit": args.unit,
        "kind": args.kind,
        "due": due_text(reckoning.due),
        "late_at": reckoning.late_at and iso(reckoning.late_at),
        "amber_from": reckoning.amber_at and iso(reckoning.amber_at),
        "free_from": reckoning.free_from and iso(reckoning.free_from),
        "provisional": reckoning.provisional,
        "calendar_version": reckoning.calendar_version,
        "explanation": [line.json() for line in reckoning.lines],
    }
