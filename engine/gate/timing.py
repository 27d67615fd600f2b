"""The time texts of a timer: read by the engine's own readers, and bounded."""

import re
from datetime import UTC, datetime

from engine.expressions import ExpressionRefused, evaluate, parse
from engine.gate.texts import TIMER_FUNCTIONS
from engine.runtime.timers import cycle_of, due_of, is_duration

_BARE = re.compile(r"\s*(?:P[0-9T]|R[0-9]*/|[0-9]{4}-)")
_CALL = re.compile(r"\s*limit_end\s*\(\s*(?:'[^']*'|\"[^\"]*\")\s*\)\s*")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def fault(sort: str, text: str) -> str | None:
    """What is wrong with a timer's text, in Chinese, or None; `sort` is timeDate, timeDuration or timeCycle."""
    if _BARE.match(text):
        return "时间没有加引号"
    try:
        expression = parse(text, TIMER_FUNCTIONS)
        if expression.names:
            return "时间只能是加引号的文字或 limit_end('期限')"
        return _call(sort, text) if expression.calls else _literal(sort, evaluate(expression, {}))
    except ExpressionRefused as refused:
        return refused.message


def limit_named(text: str) -> str | None:
    """The limit a timer waits for, if it waits for one."""
    try:
        calls = parse(text, TIMER_FUNCTIONS).calls
    except ExpressionRefused:
        return None
    return str(calls[0][1][0]) if calls and calls[0][1] else None


def _call(sort: str, text: str) -> str | None:
    if sort != "timeDate":
        return "limit_end 得到的是时刻，只能写在 timeDate 里"
    return None if _CALL.fullmatch(text) else "limit_end 要单独写，括号里是一个加引号的期限编号"


def _literal(sort: str, value: object) -> str | None:
    if not isinstance(value, str):
        return "时间要写成加引号的文字"
    return {"timeDate": _date, "timeDuration": _duration, "timeCycle": _cycle}[sort](value)


def _date(value: str) -> str | None:
    if value.startswith("P") or due_of(value, _EPOCH) is None:
        return f"“{value[:40]}”不是日期，应如 2026-02-13T09:00:00+08:00"
    return None


def _duration(value: str) -> str | None:
    if not is_duration(value):
        return f"“{value[:40]}”不是时长，应如 P5D 或 PT8H"
    due = due_of(value, _EPOCH)
    return "时长是零" if due is None or due <= _EPOCH else None


def _cycle(value: str) -> str | None:
    found = cycle_of(value)
    if found is None:
        return f"“{value[:40]}”不是次数加时长（至少一分钟），应如 R3/P1D"
    return "重复次数是零" if found[0] == 0 else None
