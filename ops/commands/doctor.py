"""`yimen doctor`: what is wrong or will be soon, a line a check 体检."""

import argparse
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from casework import processes
from casework.office import Office
from documents.pdf import has_font
from engine.time import legal_day
from ops import settings
from ops.office import compose
from ops.settings import Settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

State: TypeAlias = Literal["ok", "warn", "FAIL"]
LEAST_FREE = 1024**3
OVERDUE = timedelta(minutes=5)
"""How long something due may wait before nobody seems to carry it out."""
ANNOUNCED = 11
"""Month in which the State Council has usually announced next year's holidays."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check 检查项 and what was found."""

    name: str
    state: State
    text: str


def add_parser(subparsers: "Subparsers") -> None:
    """The words of `yimen doctor` (contract section 6)."""
    parser = subparsers.add_parser("doctor", help="体检 | check that everything is in order")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 值")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print every check; 1 when one fails."""
    checks = _all()
    ok = not any(check.state == "FAIL" for check in checks)
    if args.json:
        print(json.dumps({"ok": ok, "checks": [vars(check) for check in checks]}, ensure_ascii=False))
    else:
        for check in checks:
            print(f"{check.state} {check.name}：{check.text}")
    return 0 if ok else 1


def _all() -> list[Check]:
    try:
        found = settings.read()
    except settings.Unfit as reason:
        return [Check(name="设置", state="FAIL", text=str(reason))]
    checks = [Check(name="设置", state="ok", text=f"环境 {found.env}"), _clock(found), _space(), _font()]
    try:
        office = compose(found)
    except Exception as reason:  # whatever keeps the database from opening is the finding
        return [*checks, Check(name="数据库", state="FAIL", text=f"打不开：{_line(reason)}")]
    try:
        return [*checks, *(_carefully(name, check, office) for name, check in CHECKS.items())]
    finally:
        office.store.close()


def _carefully(name: str, check: Callable[[Office], tuple[State, str]], office: Office) -> Check:
    try:
        state, text = check(office)
    except Exception as reason:  # one check that breaks is a finding and must not hide the others
        state, text = "FAIL", _line(reason)
    return Check(name=name, state=state, text=text)


def _line(reason: Exception) -> str:
    return f"{type(reason).__name__}: {str(reason).splitlines()[0] if str(reason) else ''}"[:300]


def _clock(found: Settings) -> Check:
    if found.clock_file is None:
        return Check(name="时钟", state="ok", text="本机时钟")
    return Check(name="时钟", state="warn", text=f"由文件 {found.clock_file} 拨动，只用于演示和测试")


def _space() -> Check:
    place = settings.ROOT / "var"
    free = shutil.disk_usage(place if place.exists() else Path.cwd()).free
    state: State = "ok" if free >= LEAST_FREE else "warn"
    return Check(name="磁盘", state=state, text=f"剩余 {free // 1024**2} MB")


def _font() -> Check:
    if has_font():
        return Check(name="字体", state="ok", text="可以生成文书")
    return Check(name="字体", state="warn", text="没有中文字体，不能生成文书：apt-get install fonts-noto-cjk")


def _database(office: Office) -> tuple[State, str]:
    with office.store.begin() as work:
        work.serial("doctor")
    return "ok", "可读可写，表结构为最新"


def _keys(office: Office) -> tuple[State, str]:
    """Whether the field keys open what is stored; with others it could never be read again."""
    with office.store.read() as work:
        event = work.events.first(order=[work.events.table.c.at.desc()])
    return "ok", "密钥能解开已存的内容" if event else "还没有加密的内容"


def _people(office: Office) -> tuple[State, str]:
    with office.store.read() as work:
        if not work.people.first(work.people.table.c.state == "active"):
            return "FAIL", "没有人能登录；请用 yimen demo 或 yimen person add"
        table = work.grants.table.c
        return (
            ("ok", "有系统管理员")
            if work.grants.first(table.role == "system_admin")
            else ("warn", "没有系统管理员")
        )


def _processes(office: Office) -> tuple[State, str]:
    with office.store.read() as work:
        lacking = [key for key in processes.shipped() if work.number_in_force(key) is None]
    if lacking:
        return "FAIL", f"没有现行版本：{'、'.join(lacking)}；请运行 yimen processes sync"
    return "ok", "各流程都有现行版本"


def _calendar(office: Office) -> tuple[State, str]:
    today = legal_day(office.now())
    with office.store.read() as work:
        years, provisional = office.calendars.current(work).complete_years, work.provisional_count()
    needed = [today.year, today.year + 1] if today.month >= ANNOUNCED else [today.year]
    lacking = [str(year) for year in needed if year not in years]
    if lacking:
        return "warn", f"{'、'.join(lacking)} 年日历未声明完整，{provisional} 个期限为暂定"
    return "ok", f"日历完整，{provisional} 个期限为暂定"


def _due(office: Office) -> tuple[State, str]:
    with office.store.read() as work:
        table = work.due_moments.table.c
        late = len(work.due_moments.find(table.due_at <= office.now() - OVERDUE, limit=1000))
    return ("warn", f"{late} 个到时事项没有处理：没有运行 serve 或 worker？") if late else ("ok", "没有积压")


def _incidents(office: Office) -> tuple[State, str]:
    with office.store.read() as work:
        found = len(work.incidents.find(work.incidents.table.c.state == "open", limit=1000))
    return ("warn", f"{found} 个异常待处理") if found else ("ok", "没有异常")


CHECKS = {
    "数据库": _database,
    "密钥": _keys,
    "人员": _people,
    "流程": _processes,
    "日历": _calendar,
    "到时事项": _due,
    "异常": _incidents,
}
"""Checks that need the database, in order."""
