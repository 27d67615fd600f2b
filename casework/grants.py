"""The desk of grants 待遇: who receives what since when by which decision, and how it was worked out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from assistance import awards, privacy
from assistance.amounts import last_month
from assistance.cases import AIDS
from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from assistance.registers import CATEGORIES
from casework import paging, scope, shapes
from casework.names import Names
from casework.office import Office
from engine.errors import NotFound, PurposeMissing
from engine.money import yuan
from engine.permissions import Place, demand
from engine.time import legal_day
from store.conditions import below_any
from store.tables.grant import Certificate, GrantAmount, GrantMember, GrantRow
from store.work import Work

Shape = dict[str, Any]
NO_REVIEW = {
    "group": None,
    "last": None,
    "due": None,
    "amber_from": None,
    "colour": "none",
    "provisional": False,
}
"""A grant whose review 核查 nobody has planned."""


def list_grants(
    office: Office,
    by: Actor,
    *,
    filters: Mapping[str, str] | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Shape:
    """Grants of one's area, the newest first."""
    demand(by.grants, "grant.read", Place(), PERMISSIONS)
    if by.purpose is None and by.roles <= {"auditor"}:
        raise PurposeMissing(act="grant.read")
    with office.store.read() as work:
        table = work.awards.table.c
        where = [_below(table, scope.areas(by, "grant.read")), *_chosen(work, by, table, filters or {})]
        page, following = paging.newest(work.awards, "created_at", where, cursor=cursor, limit=limit)
        names, today = Names(work, legal_day(office.now())), legal_day(office.now())
        inside = _inside(work, [grant.id for grant in page])
        items = [_shape(grant, inside, by, names, today) for grant in page]
    if by.purpose is not None:
        scope.log_read(office, by, "grants", None)
    return {"items": items, "next": following}


def show_grant(office: Office, by: Actor, grant_id: str, *, as_of: date | None = None) -> Shape:
    """One grant with its household and how its amounts were worked out, as of a day; the read is logged."""
    with office.store.read() as work:
        grant = work.awards.get(grant_id)
        demand(by.grants, "grant.read", Place(area=grant.village or grant.area), PERMISSIONS)
        if by.purpose is None and by.roles <= {"auditor"}:
            raise PurposeMissing(act="grant.read")
        today = as_of or legal_day(office.now())
        if today < grant.decided_on:
            raise NotFound(what="grant", key=grant_id)
        case = work.cases.get(grant.case_id) if grant.case_id else None
        inside = _inside(work, [grant.id])
        shape = {
            **_shape(grant, inside, by, Names(work, today), today),
            "as_of": today,
            "people": [_person(row, by) for row in sorted(inside.members.get(grant.id, ()), key=_place)],
        }
    scope.log_read(office, by, f"grant:{grant_id}", case)
    return shape


class _Inside:
    """What hangs on some grants: members, amounts, certificates and the numbers of their cases."""

    def __init__(
        self,
        members: Iterable[GrantMember],
        amounts: Iterable[GrantAmount],
        certificates: Iterable[Certificate],
        cases: Mapping[str, str | None],
    ) -> None:
        self.members = _by_grant(members)
        self.amounts = _by_grant(amounts)
        self.certificates = _by_grant(certificates)
        self.cases = cases


def _inside(work: Work, ids: Sequence[str]) -> _Inside:
    if not ids:
        return _Inside((), (), (), {})
    same = tuple(ids)
    amounts = work.award_amounts.having(order=("from_month", "id"), grant_id=same)
    return _Inside(
        members=work.award_members.having(order=("id",), grant_id=same),
        amounts=amounts,
        certificates=work.certificates.having(order=("number",), grant_id=same),
        cases=work.case_numbers(row.case_id for row in amounts if row.case_id),
    )


def _by_grant(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.grant_id, []).append(row)
    return found


def _below(table: Any, areas: Iterable[str]) -> Any:
    """A village reaches its own households, all others those of their townships."""
    areas = list(areas)
    return below_any(table.area, [area for area in areas if len(area) < 12]) | below_any(
        table.village, [area for area in areas if len(area) == 12]
    )


def _chosen(work: Work, by: Actor, table: Any, filters: Mapping[str, str]) -> list[Any]:
    found = []
    for key, value in filters.items():
        if key == "area":
            found.append(_below(table, [value]))
        elif key == "q":
            found.append(_search(work, by, table, value.strip()))
        else:
            found.append(paging.column(table, key, ("aid", "state", "household_no")) == value)
    return found


def _search(work: Work, by: Actor, table: Any, text: str) -> Any:
    """By household or decision number, by name, or by whole identity number of a member."""
    found = (table.household_no == text) | (table.decision_no == text)
    if shapes.names_masked(by):
        return found
    if len(text) == 18:
        members = work.award_members.having(id_index=work.award_members.blind(text))
        found = found | table.id.in_([member.grant_id for member in members])
    return found | table.head_name.startswith(text, autoescape=True)


def _shape(grant: GrantRow, inside: _Inside, by: Actor, names: Names, on: date) -> Shape:
    """The shape `grant` of the contract on a day; the amount is that of its month, before the first one that of the decision."""
    amounts = inside.amounts.get(grant.id, [])
    month = last_month(on)
    paid = [row for row in amounts if row.from_month <= month] or amounts[:1]
    ended = grant.to_month is not None and grant.to_month < month
    state = "ended" if ended else grant.state
    held = [one for one in inside.certificates.get(grant.id, ()) if one.state == "issued"]
    return {
        "id": grant.id,
        "revision": grant.revision,
        "case_no": inside.cases.get(grant.case_id or ""),
        "aid": grant.aid,
        "aid_name": AIDS[grant.aid],
        "area": grant.area,
        "area_name": names.area(grant.area),
        "village": grant.village,
        "village_name": names.area(grant.village),
        "household_no": grant.household_no,
        "head": shapes.shown_name(by, grant.head_name),
        "members": grant.members,
        "covered": grant.covered,
        "amount": yuan(paid[-1].amount if paid else grant.amount),
        "state": state,
        "state_name": awards.STATES[state],
        "from_month": grant.from_month,
        "to_month": grant.to_month,
        "decided_on": grant.decided_on,
        "decision_no": grant.decision_no,
        "category": list(grant.categories),
        "category_name": [CATEGORIES[category] for category in grant.categories],
        "review": {**NO_REVIEW, "group": grant.review_group},
        "amounts": [
            {
                "from_month": row.from_month,
                "to_month": row.to_month,
                "amount": yuan(row.amount),
                "case_no": inside.cases.get(row.case_id or ""),
                "worked": list(row.worked),
            }
            for row in amounts
        ],
        "certificate_no": held[-1].number if held else None,
        "card_last4": None,
    }


def _place(row: GrantMember) -> tuple[bool, bool, str]:
    """The head first, then those who are covered."""
    return row.relation != "head", not row.covered, row.name


def _person(row: GrantMember, by: Actor) -> Shape:
    """A member of the household; the number always masked."""
    return {
        "name": shapes.shown_name(by, row.name),
        "id_no": privacy.identity_number(row.id_no),
        "relation": row.relation,
        "covered": row.covered,
    }
