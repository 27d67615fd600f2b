"""What several commands read from the command line: days, moments, numbers, calendars."""

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from assistance import calendars
from engine.limits import Calendar, CalendarFault, read_days
from engine.time import read_moment

GREATEST = 9999
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)
Stored = Callable[[], Calendar | None]


class Unreadable(Exception):
    """A fault of the input already put into words; `code` is the exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def day(text: str) -> date:
    """`2026-02-13`."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"“{text}”不是日期，应如 2026-02-13")


def when(text: str) -> date | datetime:
    """A day, or a moment `2026-03-02T10:15` (without offset Asia/Shanghai)."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        if _MOMENT.fullmatch(text):
            return read_moment(text)
    except (ValueError, OverflowError):
        pass
    raise argparse.ArgumentTypeError(f"“{text}”不是日期或时刻，应如 2026-02-13 或 2026-03-02T10:15")


def count(text: str) -> int:
    """A whole number from 1 up to what a limit table may hold."""
    if _NUMBER.fullmatch(text) and 1 <= int(text) <= GREATEST:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}”不是 1 到 {GREATEST} 的整数")


def none_stored() -> Calendar | None:
    """No database calendar at hand."""
    return None


def pick_calendar(choice: str | None, stored: Stored) -> Calendar:
    """The stored calendar if there is one, else the shipped; a file's rows lie over it. Raises Unreadable."""
    if choice == "shipped":
        return calendars.shipped()
    base = stored() or calendars.shipped()
    if choice is None:
        return base
    try:
        rows = read_days(Path(choice).read_text("utf-8-sig"))
    except OSError as reason:
        raise Unreadable(f"打不开 {choice}：{reason.strerror}", 2) from reason
    except UnicodeDecodeError as reason:
        raise Unreadable(f"{choice}：不是 UTF-8 文本", 1) from reason
    except CalendarFault as reason:
        raise Unreadable(f"{choice}：{reason}", 1) from reason
    return base.overlay(rows, version=base.version + 1)


def refuse(reason: Unreadable) -> int:
    """Say the fault on stderr and give its exit code."""
    print(reason, file=sys.stderr)
    return reason.code
