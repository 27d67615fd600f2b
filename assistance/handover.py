"""转办: the hand-over of a matter to a competent authority, as one object with its legs (domain.md section 6).

BPMN says which step is open; this module says whether the act is lawful and what the row becomes. A row changes only in the
command that moves the task.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from engine.errors import AlreadySigned, NoConsent, NoReturn, WrongState

STATES: Mapping[str, str] = MappingProxyType(
    {
        "drafted": "草拟",
        "sent": "已发出",
        "signed": "已签收",
        "returned": "已退回",
        "naming": "待指定承办单位",
        "resulted": "已出结果",
        "fed_back": "已反馈",
        "told": "已告知",
        "closed": "已办结",
        "cancelled": "已撤销",
        "consented": "已征得同意",
        "taken": "接受",
        "declined": "婉拒",
        "serving": "服务中",
    }
)
"""Of 转办 and 转介 together; each kind uses its own (contract 3.1)."""
KINDS: Mapping[str, str] = MappingProxyType({"transfer": "转办", "refer": "转介"})
MAX_RETURNS = 3
"""The third return goes to the county, which names the unit."""
SIGNED = frozenset({"signed", "resulted", "fed_back", "told", "closed", "taken", "declined", "serving"})
"""Answered by the other side: from here on nothing is returned or recalled."""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """One matter on its way to a unit and back; `named` counts namings by the county (0 or 1)."""

    id: str
    revision: int
    no: str
    kind: str
    case_id: str
    case_no: str
    aid: str
    head_name: str
    area: str
    instance_id: str | None
    state: str
    unit: str | None
    matter: str | None
    reason: str | None
    attachments: tuple[str, ...] | list[str]
    proposed_unit: str | None
    named: int
    returns: int
    result: str | None
    amount: int | None
    ground: str | None
    text: str | None
    told_at: datetime | None
    told_how: str | None
    told_by: str | None
    created_at: datetime
    consent_id: str | None = None
    data_passed: list[str] | None = None
    decline_reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Leg:
    """One sending to one unit; sender's and receiver's times are counted apart per leg."""

    id: str
    handover_id: str
    n: int
    unit: str
    sent_at: datetime
    signed_at: datetime | None = None
    returned_at: datetime | None = None
    return_reason: str | None = None
    recalled_at: datetime | None = None
    resulted_at: datetime | None = None
    fed_back_at: datetime | None = None


def send(row: Handover, unit: str, matter: str, reason: str, attachments: tuple[str, ...]) -> Handover:
    """发出 by the window, first or again after a return."""
    if row.kind == "refer" and row.state == "drafted":
        raise NoConsent(handover=row.no)
    _from(row, *(("consented",) if row.kind == "refer" else ("drafted", "returned")))
    return replace(row, state="sent", unit=unit, matter=matter, reason=reason, attachments=attachments)


def recall(row: Handover) -> Handover:
    """撤回发出, only before the unit signed."""
    _before_signing(row)
    _from(row, "sent")
    return replace(row, state="consented" if row.kind == "refer" else "drafted")


def consent(row: Handover, receiver: str, data_passed: tuple[str, ...], entry_id: str) -> Handover:
    """征得同意: what may be passed on to whom, signed by the person (F05b)."""
    _from(row, "drafted")
    return replace(row, state="consented", unit=receiver, data_passed=list(data_passed), consent_id=entry_id)


def take(row: Handover) -> Handover:
    """接受 by the agency."""
    _from(row, "sent")
    return replace(row, state="taken")


def decline(row: Handover, reason: str) -> Handover:
    """婉拒 by the agency: a normal result, the window may offer another one."""
    _from(row, "sent")
    return replace(row, state="declined", decline_reason=reason)


def sign(row: Handover) -> Handover:
    """签收 by the unit."""
    _from(row, "sent")
    return replace(row, state="signed")


def give_back(row: Handover, proposed_unit: str, late: bool) -> Handover:
    """退回 by the unit inside L05 (`late` = its moment has passed); the third one goes to the county."""
    _before_signing(row)
    _from(row, "sent")
    if late or row.named or row.returns >= MAX_RETURNS:
        raise NoReturn(returns=row.returns, named=bool(row.named), late=late)
    returns = row.returns + 1
    state = "naming" if returns >= MAX_RETURNS else "returned"
    return replace(row, state=state, returns=returns, proposed_unit=proposed_unit)


def name_unit(row: Handover, unit: str) -> Handover:
    """指定承办单位 by the county; the matter is sent to that unit at once, which cannot return it."""
    _from(row, "naming")
    return replace(row, state="sent", unit=unit, named=row.named + 1)


def result(row: Handover, outcome: str, text: str, amount: int | None, ground: str | None) -> Handover:
    """出结果 by the unit: given, not given or partly."""
    _from(row, "signed")
    return replace(row, state="resulted", result=outcome, text=text, amount=amount, ground=ground)


def feed_back(row: Handover, text: str, amount: int | None, ground: str | None) -> Handover:
    """反馈 to the window; the text may be put more fully than in the result."""
    _from(row, *(("taken", "serving") if row.kind == "refer" else ("resulted",)))
    return replace(
        row,
        state="fed_back",
        text=text,
        amount=row.amount if amount is None else amount,
        ground=ground or row.ground,
    )


def tell(row: Handover, at: datetime, how: str, by: str) -> Handover:
    """告知 the applicant; of a referral that was declined as well."""
    _from(row, *(("fed_back", "declined") if row.kind == "refer" else ("fed_back",)))
    return replace(row, state="told", told_at=at, told_how=how, told_by=by)


def file(row: Handover) -> Handover:
    """归档."""
    _from(row, "told")
    return replace(row, state="closed")


def passes(row: Handover, data: str) -> bool:
    """Whether `name`, `phone` or `need` goes to the other side: to an authority all, to an agency what was agreed to."""
    return row.kind == "transfer" or data in (row.data_passed or ())


def cancel(row: Handover) -> Handover:
    """撤销, with the case it belongs to."""
    return row if row.state in ("closed", "cancelled") else replace(row, state="cancelled")


def _before_signing(row: Handover) -> None:
    if row.state in SIGNED:
        raise AlreadySigned(state=row.state)


def _from(row: Handover, *states: str) -> None:
    if row.state not in states:
        raise WrongState(state=row.state)
