"""`yimen calendar`: load days, take a load back, declare a year complete, list a year 工作日历."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casework import calendars
from engine.errors import NotFound, WrongState
from engine.limits import CalendarFault, Day, read_days
from ops.commands.arguments import Unreadable, count, refuse
from ops.commands.opening import OPERATOR, opened

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """The words of `yimen calendar` (contract section 6)."""
    parser = subparsers.add_parser("calendar", help="工作日历 | the calendar of working days")
    acts = parser.add_subparsers(metavar="load|undo|complete|list", required=True)
    load = acts.add_parser("load", help="导入日历文件（date,is_workday,name,source）")
    load.add_argument("file", metavar="FILE.csv")
    load.add_argument("--dry-run", action="store_true", help="只看会怎样，不导入")
    load.set_defaults(run=_load)
    undo = acts.add_parser("undo", help="撤销一次导入")
    undo.add_argument("load", metavar="LOAD", help="导入编号，如 calendar-2")
    undo.set_defaults(run=_undo)
    complete = acts.add_parser("complete", help="声明一年的日历已完整")
    complete.add_argument("year", type=count, metavar="YEAR")
    complete.set_defaults(run=_complete)
    listing = acts.add_parser("list", help="列出一年中与周历不同的日子")
    listing.add_argument("year", type=count, metavar="YEAR")
    listing.set_defaults(run=_list)
    for act in (load, undo, complete, listing):
        act.add_argument("--json", action="store_true", help="输出一个 JSON 值")


def _load(args: argparse.Namespace) -> int:
    try:
        days = _days(args.file)
    except Unreadable as reason:
        return refuse(reason)
    with opened() as office:
        answer = calendars.load(office, OPERATOR, days, dry_run=args.dry_run)
    return _tell(answer, args.json)


def _undo(args: argparse.Namespace) -> int:
    with opened() as office:
        try:
            answer = calendars.undo(office, OPERATOR, args.load)
        except NotFound:
            return refuse(Unreadable(f"没有导入 {args.load}", 1))
        except WrongState:
            return refuse(Unreadable(f"{args.load} 不能撤销：不是导入，或者已经撤销", 1))
    return _tell(answer, args.json)


def _complete(args: argparse.Namespace) -> int:
    with opened() as office:
        try:
            answer = calendars.complete_year(office, OPERATOR, args.year)
        except NotFound:
            return refuse(Unreadable(f"年份应在 2004 至 2999 之间，不能是 {args.year}", 1))
    return _tell(answer, args.json)


def _list(args: argparse.Namespace) -> int:
    with opened() as office:
        shown = calendars.show(office, OPERATOR, args.year)
    if args.json:
        print(json.dumps(shown, ensure_ascii=False, default=str))
        return 0
    for day in shown["days"]:
        word = "上班" if day["is_workday"] else "休息"
        print(f"{day['date']} {word} {day['name']} {day['source']}".rstrip())
    state = "已完整" if shown["complete"] else "未完整，期限显示为暂定"
    print(f"{args.year} 年：{len(shown['days'])} 天与周历不同，{state}；日历第 {shown['version']} 版")
    return 0


def _days(path: str) -> list[Day]:
    try:
        return list(read_days(Path(path).read_text("utf-8-sig")))
    except OSError as reason:
        raise Unreadable(f"打不开 {path}：{reason.strerror}", 2) from reason
    except UnicodeDecodeError as reason:
        raise Unreadable(f"{path}：不是 UTF-8 文本", 1) from reason
    except CalendarFault as reason:
        raise Unreadable(f"{path}：{reason}", 1) from reason


def _tell(answer: dict[str, Any], as_json: bool) -> int:
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, default=str))
        return 0
    print(f"新增 {answer['added']} 天，改变 {answer['changed']} 天，相同 {answer['same']} 天")
    for move in answer["moves"]:
        mark = "（暂定）" if move["provisional"] else ""
        print(f"{move['case_no']} {move['row']}：{move['old']} → {move['new']}{mark}")
    done = f"已生效：{answer['load']}，" if answer["applied"] and answer["load"] else "没有改变，"
    print(f"{done}日历第 {answer['version']} 版")
    return 0
