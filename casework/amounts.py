"""试算: what would be due to a household, on a bill or once, by the standards of a day. Nothing is stored, no case is needed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from assistance.amounts import (
    DIBAO,
    MEDICAL,
    ONCE,
    TEKUN,
    Basis,
    Bill,
    Household,
    Request,
    household_of,
    reckon,
)
from assistance.people import Actor, county_of
from assistance.permissions import PERMISSIONS
from casework import shapes, standards
from casework.lookups import Tables
from casework.office import Office
from engine.errors import Fault, FormRefused, NotFound
from engine.permissions import Place, demand
from store.work import Work

Given = Mapping[str, Any]
AIDS = tuple(sorted({*DIBAO, *TEKUN, MEDICAL, ONCE}))
"""The aids whose amounts are worked out here."""
MOST = 50
"""Members of a household."""


def preview(office: Office, by: Actor, given: Given) -> dict[str, Any]:
    """The amount for `given` (keys of the route) on the day `on`.

    `members` and `covered` may be counts and `income` the household's countable sum, so that nobody need be named.
    """
    demand(by.grants, "amount.preview", Place(), PERMISSIONS)
    with office.store.read() as work:
        _demand_place(work, by, given["area"], given["on"])
        return shapes.amount(reckon(basis_of(given), standards.table(work)))


def basis_of(given: Given) -> Basis:
    """What the question means. Raises FormRefused with the faults that keep it from meaning anything."""
    area, aid, on = given["area"], given["aid"], given["on"]
    if aid == MEDICAL:
        return _bill(area, on, given)
    if aid == ONCE:
        return Request(area=area, on=on, asked=given.get("asked"), small_fast=bool(given.get("small_fast")))
    if aid not in DIBAO | TEKUN:
        raise FormRefused([Fault(path="aid", code="E_CHOICE", facts={"label": "救助种类"})])
    return _household(area, aid, on, given)


def _bill(area: str, on: date, given: Given) -> Bill:
    if given.get("own_share") is None:
        raise FormRefused([Fault(path="own_share", code="E_REQUIRED", facts={"label": "合规自付费用"})])
    used = {name: given[name] for name in ("deductible_used", "cap_used") if given.get(name) is not None}
    return Bill(area=area, on=on, own_share=given["own_share"], **used)


def _household(area: str, aid: str, on: date, given: Given) -> Household:
    members = _members(given["members"])
    opinion = {
        "covered": _covered(given.get("covered"), members),
        "method": given.get("method") or ("tier" if given.get("tier_method") else None),
        "tier": given.get("tier_method"),
        "extras": given.get("extras"),
    }
    return household_of(
        area=area,
        aid=aid,
        on=on,
        members=members,
        income=_income(given.get("income"), members),
        opinion=opinion,
        self_care=given.get("self_care"),
    )


def _members(given: Any) -> list[Given]:
    """Rows of F02; a count stands for so many who live together, known by their place."""
    count = given if isinstance(given, int) else len(given)
    if not 1 <= count <= MOST:
        facts = {"label": "共同生活的家庭成员", "min": 1, "max": MOST}
        raise FormRefused([Fault(path="members", code="E_COUNT", facts=facts)])
    return [{"id_no": str(at + 1)} for at in range(count)] if isinstance(given, int) else list(given)


def _income(given: Any, members: list[Given]) -> list[Given]:
    """Rows of F03; a sum is what the household has together."""
    if isinstance(given, Decimal):
        together = [one for one in members if one.get("living_together", True)]
        return [{"member": one["id_no"], "monthly": given} for one in together[:1]]
    return list(given or ())


def _covered(given: Any, members: list[Given]) -> list[str]:
    """Identity numbers; a count covers the first so many who live together."""
    if not isinstance(given, int):
        return list(given or ())
    together = [one["id_no"] for one in members if one.get("living_together", True)]
    if not 1 <= given <= len(together):
        facts = {"label": "保障对象", "min": 1, "max": len(together)}
        raise FormRefused([Fault(path="covered", code="E_COUNT", facts=facts)])
    return together[:given]


def _demand_place(work: Work, by: Actor, area: str, on: date) -> None:
    """An area of one's own county that exists on that day; whoever has a unit's post is at home in the unit's county."""
    units = {grant.unit for grant in by.grants if grant.unit}
    homes = [grant.area for grant in by.grants if grant.area]
    homes += [unit.area for unit in work.units.having() if unit.key in units]
    if not any(area.startswith(county_of(home)) for home in homes):
        raise NotFound(what="area", key=area)
    if not Tables(work, on, None).area(area):
        raise FormRefused([Fault(path="area", code="E_CHOICE", facts={"label": "地区"})])
