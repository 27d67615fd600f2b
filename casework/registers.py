"""The registers 登记簿 as people read them: rows of one's area as of a day, totals, and corrections as rows of their own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from assistance import awards, handover, notices
from assistance.cases import AIDS, STATES
from assistance.people import RELATIONS, Actor
from assistance.regimes import REGIMES
from assistance.registers import CATEGORIES, CHANGES, REGISTERS, Column, Register
from casework import paging, registering, scope, shapes
from casework.casefile import Open, open_by_id
from casework.inbox import write
from casework.names import Names
from casework.office import Office
from engine.errors import BadRequest, Fault, FormRefused, NotFound, PurposeMissing, WrongState
from engine.permissions import Place, demand
from engine.time import legal_day
from store.conditions import below_any
from store.tables.register import RegisterEntry
from store.work import Work

Shape = dict[str, Any]
READ, CORRECT = "register.read", "register.correct"
SORTS = ("newest", "oldest")
KEPT_APART = frozenset({"serial", "case_no", "id_no", "number", "slip_no", "no", "draft"})
"""Columns a correction leaves alone: numbers are given once, and what is a draft follows from the post."""


def show_register(
    office: Office,
    by: Actor,
    name: str,
    *,
    filters: Mapping[str, str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Shape:
    """One register in one's area with its totals; rows that were corrected stay in sight, and do not count."""
    register = _register(name)
    demand(by.grants, READ, Place(), {READ: register.readers})
    if by.purpose is None and by.roles & register.readers <= {"auditor"}:
        raise PurposeMissing(act=READ)
    chosen = dict(filters or {})
    with office.store.read() as work:
        as_of = _as_of(chosen, legal_day(office.now()))
        rows = _found(work, by, register, chosen, as_of)
        corrected = {row.corrects: row.id for row in rows if row.corrects and not row.draft}
        if register.key == "roster" and "as_of" in chosen:
            rows = _standing(rows, corrected)
        page = paging.whole(rows, cursor, limit)
        items = [_item(row, register, by, work, corrected) for row in page["items"]]
    scope.log_read(office, by, f"register:{name}", None)
    return {
        "register": name,
        "register_name": register.title,
        "as_of": as_of,
        "area": chosen.get("area"),
        "columns": [
            {"key": one.key, "name": one.title, "type": TYPES.get(one.type, "text")}
            for one in register.columns
        ],
        "items": items,
        "totals": _totals(register, [row for row in rows if row.id not in corrected and not row.draft]),
        "next": page["next"],
    }


def show_entry(office: Office, by: Actor, name: str, entry_id: str) -> Shape:
    """One row of a register as its readers see it; the read is logged."""
    register = _register(name)
    with office.store.read() as work:
        entry = work.entries.get(entry_id)
        demand(by.grants, READ, Place(area=entry.village or entry.area), {READ: register.readers})
        if entry.register != name:
            raise NotFound(what="entry", key=entry_id)
        if by.purpose is None and by.roles & register.readers <= {"auditor"}:
            raise PurposeMissing(act=READ)
        corrections = work.entries.having(corrects=entry_id, draft=False)
        corrected = {row.corrects: row.id for row in corrections if row.corrects}
        item = _item(entry, register, by, work, corrected)
        case = work.cases.get(entry.case_id) if entry.case_id else None
    scope.log_read(office, by, f"register:{name}", case)
    return item


def known_to(by: Actor) -> list[Register]:
    """The registers that somebody may read, in their order."""
    return [register for register in REGISTERS.values() if by.roles & register.readers]


def of_case(work: Work, by: Actor, case_id: str) -> list[Shape]:
    """The rows of one case in the registers its reader may read, the earliest first."""
    rows = work.entries.having(order=("seq",), case_id=case_id)
    corrected = {row.corrects: row.id for row in rows if row.corrects and not row.draft}
    known = {register.key: register for register in known_to(by)}
    return [
        {
            **_item(row, known[row.register], by, work, corrected),
            "register": row.register,
            "register_name": known[row.register].title,
        }
        for row in rows
        if row.register in known
    ]


def correct_entry(
    office: Office, by: Actor, name: str, *, corrects: str, row: Mapping[str, Any], reason: str
) -> Shape:
    """更正: a new row beside the one that was wrong; the specialist's is a draft 草稿, which does not count yet."""
    register = _register(name)
    given = {"register": name, "corrects": corrects, "row": dict(row), "reason": reason}
    with office.command("register.correct", by, given) as command:
        known = command.work.entries.get(corrects)
        place = Place(area=known.village or known.area)
        demand(by.grants, CORRECT, place, {CORRECT: register.keepers})
        if known.register != name or known.case_id is None:
            raise NotFound(what="entry", key=corrects)
        if command.work.entries.having(corrects=corrects, draft=False):
            raise WrongState(why="corrected_before")
        faults = _faults(register, row, reason)
        if faults:
            raise FormRefused(faults)
        file = open_by_id(command, known.case_id)
        entry = _corrected(file, register, known, row, reason)
        command.note("register.correct", text=register.title, reason=reason)
        write(file)
        command.status = 201
        command.answer = _item(entry, register, by, command.work, {})
    return dict(command.answer)


def _register(name: str) -> Register:
    if name not in REGISTERS:
        raise NotFound(what="register", key=name)
    return REGISTERS[name]


def _as_of(filters: Mapping[str, str], today: date) -> date:
    return paging.day(filters["as_of"], "as_of") if "as_of" in filters else today


def _found(
    work: Work, by: Actor, register: Register, filters: Mapping[str, str], as_of: date
) -> list[RegisterEntry]:
    """Every row that the reader may see and asks for, newest first unless asked otherwise."""
    table = work.entries.table.c
    mine = [grant.area for grant in by.grants if grant.area and grant.role in register.readers]
    where = [table.register == register.key, table.entered_on <= as_of, _below(table, mine)]
    sort = "newest"
    for key, value in filters.items():
        if key == "sort":
            sort = value
        elif key != "as_of":
            where.append(_condition(work, by, table, key, value))
    if sort not in SORTS:
        raise BadRequest(parameter="sort")
    order = (table.entered_at, table.seq, table.id)
    newest = [column.desc() for column in order]
    return work.entries.find(*where, order=newest if sort == "newest" else order)


def _below(table: Any, areas: Iterable[str]) -> Any:
    """A village reaches its own rows, all others those of their townships."""
    areas = list(areas)
    return below_any(table.area, [area for area in areas if len(area) < 12]) | below_any(
        table.village, [area for area in areas if len(area) == 12]
    )


def _condition(work: Work, by: Actor, table: Any, key: str, value: str) -> Any:
    if key == "area":
        return _below(table, [value])
    if key == "year":
        return table.month.startswith(f"{value}-", autoescape=True)
    if key == "q":
        return _search(work, by, table, value.strip())
    return paging.column(table, key, ("month", "aid", "case_no")) == value


def _search(work: Work, by: Actor, table: Any, text: str) -> Any:
    """By case or household number, by name, or by whole identity number; who sees no names finds nobody by either."""
    found = (table.case_no == text) | (table.household_no == text)
    if shapes.names_masked(by):
        return found
    if len(text) == 18:
        found = found | table.case_id.in_(work.cases_of_identity(work.cases.blind(text)))
    cases = work.cases.table.c
    named = work.cases.find(cases.head_name.startswith(text, autoescape=True)) if text else []
    return found | table.case_id.in_([case.id for case in named])


def _standing(rows: Sequence[RegisterEntry], corrected: Mapping[str, str]) -> list[RegisterEntry]:
    """The roster of a day: the last row of each household that counts, without those that were struck off."""
    last: dict[str | None, RegisterEntry] = {}
    for row in sorted(rows, key=lambda row: (row.entered_at, row.seq, row.id)):
        if row.id not in corrected and not row.draft:
            last[row.household_no] = row
    return [row for row in last.values() if row.row.get("change_type") != "remove"]


def _totals(register: Register, rows: Sequence[RegisterEntry]) -> Shape:
    """Counted, never typed: rows, and where the register has them households, persons and the amount a month."""
    totals: Shape = {"rows": len(rows)}
    if register.column("covered"):
        totals["households"] = len({row.household_no or row.case_no for row in rows})
        totals["persons"] = sum(row.row.get("covered") or 0 for row in rows)
        totals["amount"] = sum((Decimal(row.row.get("amount") or 0) for row in rows), Decimal("0.00"))
    return totals


def _item(
    entry: RegisterEntry, register: Register, by: Actor, work: Work, corrected: Mapping[str, str]
) -> Shape:
    """One row with the names its keys had on the day it was entered."""
    names, item = Names(work, entry.entered_on), dict[str, Any]()
    for column in register.columns:
        value = entry.draft if column.key == "draft" else entry.row.get(column.key)
        item[column.key] = (
            shapes.shown_name(by, entry.row.get(column.key)) if column.type == "name" else value
        )
        if column.type in NAMED:
            item[f"{column.key}_name"] = None if value is None else NAMED[column.type](value, names)
        elif column.type in registering.NAMED_BY_PROCESS:
            item[f"{column.key}_name"] = entry.row.get(f"{column.key}_name")
    return {
        **item,
        "id": entry.id,
        "case_no": entry.case_no,
        "entered_at": entry.entered_at,
        "entered_by": entry.entered_by,
        "entered_by_name": names.person(entry.entered_by),
        "corrects": entry.corrects,
        "corrected_by": corrected.get(entry.id),
        "reason": entry.reason,
    }


def _corrected(
    file: Open, register: Register, known: RegisterEntry, row: Mapping[str, Any], reason: str
) -> RegisterEntry:
    whole = {**known.row, **row}
    for column in register.columns:
        if column.key in row and column.type in registering.NAMED_BY_PROCESS:
            whole.pop(f"{column.key}_name", None)
    draft = not any(
        grant.role != "specialist" and grant.role in register.keepers for grant in file.command.by.grants
    )
    return registering.keep(file, register.key, whole, corrects=known.id, reason=reason, draft=draft)


def _faults(register: Register, row: Mapping[str, Any], reason: str) -> list[Fault]:
    """Everything that is wrong with a correction, by column."""
    faults = [] if reason.strip() else [Fault(path="reason", code="E_REQUIRED", facts={"label": "理由"})]
    if not row:
        faults.append(Fault(path="row", code="E_REQUIRED", facts={"label": "更正的栏目"}))
    for key, value in row.items():
        column = register.column(key)
        code = "E_UNKNOWN_FIELD" if column is None else _fault(column, value)
        if code:
            faults.append(
                Fault(path=f"row.{key}", code=code, facts={"label": column.title if column else key})
            )
    return faults


def _fault(column: Column, value: Any) -> str | None:
    if column.key in KEPT_APART:
        return "E_COMPUTED"
    return None if value is None else CHECKS.get(column.type, _is_text)(value)


def _is_text(value: Any) -> str | None:
    if not isinstance(value, str):
        return "E_TYPE"
    return None if 1 <= len(value) <= 500 else "E_LENGTH"


def _is_day(value: Any) -> str | None:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return "E_DATE"
    return None


def _is_money(value: Any) -> str | None:
    return None if isinstance(value, str) and registering.MONEY.fullmatch(value) else "E_MONEY"


def _is_whole(value: Any) -> str | None:
    return None if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else "E_TYPE"


def _is_bool(value: Any) -> str | None:
    return None if isinstance(value, bool) else "E_TYPE"


def _is_change(value: Any) -> str | None:
    return None if value in CHANGES else "E_CHOICE"


CHECKS: Mapping[str, Callable[[Any], str | None]] = {
    "day": _is_day,
    "money": _is_money,
    "int": _is_whole,
    "bool": _is_bool,
    "change": _is_change,
    "aid": lambda value: None if value in AIDS else "E_CHOICE",
}
"""What a value of a column must be, by its type; all others are text."""
TYPES: Mapping[str, str] = {
    "day": "day",
    "month": "month",
    "moment": "moment",
    "money": "money",
    "int": "int",
    "bool": "bool",
    "category": "list",
    "people": "list",
    "list": "list",
}
"""How a column's values read from outside; all others are text."""
NAMED: Mapping[str, Callable[[Any, Names], Any]] = {
    "aid": lambda value, names: AIDS.get(value, value),
    "regime": lambda value, names: REGIMES.get(value, value),
    "area": lambda value, names: names.area(value),
    "unit": lambda value, names: names.unit(value),
    "person": lambda value, names: names.person(value),
    "people": lambda value, names: [names.person(one) for one in value],
    "case_state": lambda value, names: STATES.get(value, value),
    "change": lambda value, names: CHANGES.get(value, value),
    "category": lambda value, names: [CATEGORIES.get(one, one) for one in value],
    "relation": lambda value, names: RELATIONS.get(value, value),
    "handover_kind": lambda value, names: handover.KINDS.get(value, value),
    "unit_result": lambda value, names: shapes.UNIT_RESULTS.get(value, value),
    "objection_state": lambda value, names: notices.OBJECTION_STATES.get(value, value),
    "certificate_kind": lambda value, names: awards.CERTIFICATE_KINDS.get(value, value),
    "certificate_state": lambda value, names: awards.CERTIFICATE_STATES.get(value, value),
}
"""Names beside keys, by the type of the column."""
