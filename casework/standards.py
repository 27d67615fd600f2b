"""The desk of standards 标准: who keeps them, which row counts where and when, and whose grants a new one asks to be worked out again."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from assistance.amounts import Standard, Standards
from assistance.cases import AIDS
from assistance.fields import TYPES
from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from casework import scope, shapes
from casework.lookups import Tables
from casework.names import Names
from casework.office import Command, Office, matches
from engine.errors import BadRequest, Fault, FormRefused, Overlap
from engine.forms import FormContext, FormSchema, validate
from engine.money import yuan
from engine.permissions import Place, demand
from engine.time import legal_day
from store.tables.grant import GrantRow, StandardRow
from store.work import Work

Shape = dict[str, Any]
FORM = "F33"
FILTERS = ("area", "aid", "item", "on")


def table(work: Work) -> Standards:
    """All rows; read once a process, and again after a change."""
    return work.kept("standards", lambda: Standards(rows=tuple(_standard(row) for row in _rows(work))))


def list_standards(office: Office, by: Actor, *, filters: Mapping[str, str] | None = None) -> Shape:
    """The rows of one's county: those of its areas, and those above it that count where it has none. `on`: valid that day.

    With `area` the rows that may count in that area, its own and those of the areas above.
    """
    demand(by.grants, "standard.read", Place(), PERMISSIONS)
    asked = _filters(filters or {})
    with office.store.read() as work:
        names = Names(work, legal_day(office.now()))
        rows = [row for row in _rows(work) if _concerns(row, by) and _chosen(row, asked)]
        return {"items": [shapes.standard(row, names) for row in rows]}


def schema(office: Office, by: Actor) -> FormSchema:
    """F33, for the page that asks it."""
    demand(by.grants, "standard.write", Place(), PERMISSIONS)
    with office.store.read() as work:
        return office.versions.schema(work, FORM)


def add(office: Office, by: Actor, form: Mapping[str, Any]) -> Shape:
    """A new row. Raises Overlap where another row says the same item of the same aid and area on one of its days."""
    demand(by.grants, "standard.write", Place(), PERMISSIONS)
    with office.command("standard.add", by, {"form": dict(form)}) as command:
        command.work.alone("standards")
        row = _made(command, _checked(command, form))
        demand(by.grants, "standard.write", Place(area=row.area), PERMISSIONS)
        _stand_alone(command.work, row)
        command.work.standards.add(row)
        command.note("standard.add", standard=row.id)
        command.answer = shapes.standard(row, Names(command.work, legal_day(command.now)))
        command.status = 201
    return dict(command.answer)


def end(office: Office, by: Actor, standard_id: str, *, valid_to: date) -> Shape:
    """终止: the last day of a row, which may lie before or after the one it has. What was worked out by it stays as it is."""
    with office.command("standard.end", by, {"standard": standard_id, "valid_to": valid_to}) as command:
        work = command.work
        work.alone("standards")
        before = work.standards.get(standard_id)
        demand(by.grants, "standard.write", Place(area=before.area), PERMISSIONS)
        matches(by, before.revision)
        if valid_to < before.valid_from:
            facts = {"label": "终止日期", "min": before.valid_from.isoformat()}
            raise FormRefused([Fault(path="valid_to", code="E_DATE", facts=facts)])
        after = replace(before, valid_to=valid_to)
        _stand_alone(work, after)
        saved = work.standards.save(after, before)
        command.note("standard.end", standard=saved.id)
        command.answer = shapes.standard(saved, Names(work, legal_day(command.now)))
    return dict(command.answer)


def recompute(office: Office, by: Actor, *, from_: date | None = None) -> Shape:
    """The grants decided before a standard of theirs changed, with the rows that are new since; nothing is changed.

    `from_` leaves out the rows that began before it. Whoever is named here is somebody on aid: the read is logged.
    """
    demand(by.grants, "standard.read", Place(), PERMISSIONS)
    with office.store.read() as work:
        names, rows = Names(work, legal_day(office.now())), _rows(work)
        new = [row for row in rows if from_ is None or row.valid_from >= from_]
        below = scope.areas(by, "standard.read")
        grants = [
            one
            for one in work.awards.having(order=["area", "id"], state="active")
            if _within(one.area, below)
        ]
        found = [(grant, _newer(grant, new)) for grant in grants]
        items = [_due(grant, changed, names) for grant, changed in found if changed]
    scope.log_read(office, by, "standards:recompute", None)
    return {"items": items}


def _rows(work: Work) -> list[StandardRow]:
    return work.standards.having(order=["aid", "item", "area", "valid_from"])


def _standard(row: StandardRow) -> Standard:
    return Standard(
        id=row.id,
        area=row.area,
        aid=row.aid,
        item=row.item,
        amount=Decimal(row.amount),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
    )


def _filters(given: Mapping[str, str]) -> dict[str, Any]:
    strange = [name for name in given if name not in FILTERS]
    if strange:
        raise BadRequest(parameter=strange[0])
    try:
        day = date.fromisoformat(given["on"]) if given.get("on") else None
    except ValueError as fault:
        raise BadRequest(parameter="on") from fault
    return {**given, "on": day}


def _chosen(row: StandardRow, asked: Mapping[str, Any]) -> bool:
    """Whether a row is among those asked for; of an area also what lies above it."""
    same = all(asked.get(name) in (None, "", getattr(row, name)) for name in ("aid", "item"))
    here = not asked.get("area") or str(asked["area"]).startswith(row.area)
    return same and here and (asked["on"] is None or _standard(row).valid(asked["on"]))


def _concerns(row: StandardRow, by: Actor) -> bool:
    """Rows of one's own area and below it, and those above it."""
    own = scope.areas(by, "standard.read")
    return any(row.area.startswith(area) or area.startswith(row.area) for area in own)


def _within(area: str, own: Iterable[str]) -> bool:
    return any(area.startswith(one) for one in own)


def _checked(command: Command, form: Mapping[str, Any]) -> dict[str, Any]:
    """F33 without faults, or every fault of it."""
    today = legal_day(command.now)
    context = FormContext(
        now=command.now,
        today=today,
        aid=None,
        area=None,
        facts={},
        forms={},
        lookups=Tables(command.work, today, None),
    )
    clean, faults = validate(command.office.versions.schema(command.work, FORM), form, context, TYPES)
    if faults:
        raise FormRefused(faults)
    return clean


def _made(command: Command, clean: Mapping[str, Any]) -> StandardRow:
    amount = Decimal(clean["amount"])
    return StandardRow(
        id=command.new_id(),
        revision=1,
        area=clean["area"],
        aid=clean["aid"],
        item=clean["item"],
        amount=str(amount if clean["item"] == "ratio" else amount.quantize(Decimal("0.01"))),
        valid_from=date.fromisoformat(clean["valid_from"]),
        valid_to=date.fromisoformat(clean["valid_to"]) if clean["valid_to"] else None,
        source=clean["source"],
        entered_by=command.by.login,
        entered_at=command.now,
    )


def _stand_alone(work: Work, row: StandardRow) -> None:
    """Refuse a row that shares a day with another one of the same area, aid and item."""
    for other in work.standards.having(area=row.area, aid=row.aid, item=row.item):
        if other.id != row.id and _standard(other).overlaps(_standard(row)):
            until = other.valid_to.isoformat() if other.valid_to else None
            raise Overlap(standard=other.id, since=other.valid_from.isoformat(), until=until)


def _newer(grant: GrantRow, rows: Iterable[StandardRow]) -> list[StandardRow]:
    """The rows of a grant's aid and area that began after it was decided: of each item the latest of the nearest area."""
    found: dict[str, StandardRow] = {}
    for row in rows:
        if row.aid == grant.aid and grant.area.startswith(row.area) and row.valid_from > grant.decided_on:
            known = found.get(row.item)
            if known is None or (len(row.area), row.valid_from) > (len(known.area), known.valid_from):
                found[row.item] = row
    return list(found.values())


def _due(grant: GrantRow, rows: Iterable[StandardRow], names: Names) -> Shape:
    return {
        "id": grant.id,
        "aid": grant.aid,
        "aid_name": AIDS[grant.aid],
        "household_no": grant.household_no,
        "head": grant.head_name,
        "area": grant.area,
        "area_name": names.area(grant.area),
        "amount": yuan(grant.amount),
        "decided_on": grant.decided_on,
        "standards": [shapes.standard(row, names) for row in rows],
    }
