"""Reports 报表: the figures of the board for a month, and the supervisor's tables as files; each export names its purpose."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from casework import scope, supervision
from casework.office import Office
from documents import sheet
from engine.errors import BadRequest, NotFound, PurposeMissing
from engine.permissions import Place, demand
from engine.time import legal_day, local

Shape = dict[str, Any]
Columns = tuple[tuple[str, str], ...]
"""Key of the answer and heading; a dot leads into a part of it."""
BOARD: Columns = (
    ("name", "名称"),
    ("open", "在办"),
    ("green", "按期"),
    ("amber", "临期"),
    ("red", "超期"),
    ("finished", "办结"),
    ("in_time", "按时"),
    ("on_time_rate", "按时率（%）"),
    ("average_days", "平均用时（工作日）"),
    ("slips", "督办单"),
    ("rank", "名次"),
)
OVERDUE: Columns = (
    ("case_no", "办件编号"),
    ("aid_name", "救助类型"),
    ("head_name", "申请人"),
    ("area_name", "乡镇"),
    ("row", "期限"),
    ("step_name", "环节"),
    ("due", "到期"),
    ("overdue.n", "超期"),
    ("overdue.unit", "单位"),
    ("waits_at", "岗位"),
    ("holder_name", "经办"),
    ("label_name", "依据"),
)
ESCALATIONS: Columns = (
    ("on", "日期"),
    ("case_no", "办件编号"),
    ("row", "期限"),
    ("rung_name", "哪一级"),
)
FAULTS: Columns = (
    ("case_no", "办件编号"),
    ("kind_name", "差错"),
    ("count", "次数"),
    ("reason", "理由"),
    ("by.name", "经办"),
    ("at", "时间"),
    ("area_name", "乡镇"),
)
PAGE = 200


def month(office: Office, by: Actor, name: str | None = None) -> Shape:
    """The board of one month `2026-03` (this one unless named): by township, and beside it by step and by unit."""
    _may(by)
    name = name or f"{legal_day(office.now()):%Y-%m}"
    first, last = _days_of(name)

    def figures(by_: str) -> Shape:
        return supervision.figures(office, by, "supervision.report", by_=by_, from_=first, to=last)

    found = figures("township")
    return {
        "month": name,
        "from": first,
        "to": last,
        **found,
        "steps": figures("step")["items"],
        "units": figures("unit")["items"],
    }


def export(office: Office, by: Actor, what: str, form: str, given: Mapping[str, Any]) -> Shape:
    """A table of the supervisor as `xlsx` or `csv`: `{content, media, name}`. Raises PurposeMissing, NotFound, BadRequest."""
    if what not in TABLES:
        raise NotFound(what="export", key=what)
    if by.purpose is None:
        raise PurposeMissing(act="supervision.export")
    title, columns, read = TABLES[what]
    rows = [[_cell(row, key) for key, _ in columns] for row in read(office, by, given)]
    scope.log_read(office, by, f"export {what}", None)
    headings = [heading for _, heading in columns]
    stem = f"{what}-{office.now():%Y%m%d}"
    if form == "csv":
        return {
            "content": sheet.as_csv(headings, rows),
            "media": "text/csv; charset=utf-8",
            "name": f"{stem}.csv",
        }
    if form != "xlsx":
        raise BadRequest(parameter="format")
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"content": sheet.as_xlsx(title, headings, rows), "media": media, "name": f"{stem}.xlsx"}


def _may(by: Actor) -> None:
    demand(by.grants, "supervision.report", Place(), PERMISSIONS)
    if by.purpose is None and by.roles & PERMISSIONS["supervision.report"] == {"auditor"}:
        raise PurposeMissing(act="supervision.report")


def _days_of(name: str) -> tuple[date, date]:
    try:
        first = date.fromisoformat(f"{name}-01")
    except ValueError as fault:
        raise BadRequest(parameter="month") from fault
    following = (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1)


def _board(office: Office, by: Actor, given: Mapping[str, Any]) -> Sequence[Shape]:
    _may(by)
    found = supervision.figures(
        office,
        by,
        "supervision.report",
        by_=given.get("by", "township"),
        from_=given.get("from"),
        to=given.get("to"),
        aid=given.get("aid"),
        area=given.get("area"),
    )
    return [*found["items"], found["total"] | {"name": "合计"}]


def _all(read: Callable[..., Shape]) -> Callable[[Office, Actor, Mapping[str, Any]], Sequence[Shape]]:
    """All pages of a list."""

    def rows(office: Office, by: Actor, given: Mapping[str, Any]) -> Sequence[Shape]:
        found: list[Shape] = []
        cursor = None
        while True:
            page = read(office, by, cursor=cursor, limit=PAGE)
            found += page["items"]
            cursor = page["next"]
            if cursor is None:
                return found

    return rows


TABLES: Mapping[str, tuple[str, Columns, Callable[[Office, Actor, Mapping[str, Any]], Sequence[Shape]]]] = {
    "board": ("办理情况", BOARD, _board),
    "overdue": ("超期事项", OVERDUE, _all(supervision.overdue)),
    "escalations": ("逐级督办", ESCALATIONS, _all(supervision.escalations)),
    "faults": ("差错", FAULTS, _all(supervision.faults)),
}
"""What can be had as a file: name of the sheet, columns, rows."""


def _cell(row: Mapping[str, Any], key: str) -> sheet.Cell:
    value: Any = row
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if key.endswith(".unit"):
        return {"wd": "个工作日", "h": "小时"}.get(str(value))
    if isinstance(value, datetime):
        return local(value).strftime("%Y-%m-%d %H:%M")
    if value is None or isinstance(value, str | int):
        return value
    return str(value)
