"""督办: slips that urge an overdue step, from the proposal to 销号."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from engine.errors import WrongState

STATES: Mapping[str, str] = MappingProxyType(
    {
        "proposed": "待发",
        "issued": "已发起",
        "replied": "已回复",
        "redo": "退回重办",
        "passed": "复核通过",
        "closed": "销号",
        "dropped": "不发",
    }
)
OPEN = ("proposed", "issued", "replied", "redo", "passed")
URGED = ("issued", "replied", "redo", "passed")
"""Out with whoever is urged, and not closed yet."""


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A 督办单: which step is late, who is urged, what was answered."""

    id: str
    revision: int
    no: str
    case_id: str
    case_no: str
    area: str
    task_id: str
    step: str
    row: str | None
    overdue: int | None
    to_login: str | None
    to_group: str
    instance_id: str | None
    state: str
    text: str
    reply: str | None
    check_reason: str | None
    issued_by: str | None
    issued_at: datetime | None
    closed_at: datetime | None
    proposed_at: datetime
    limit_id: str | None = None
    reason: str | None = None


def issue(
    slip: Slip, *, by: str, at: datetime, text: str, to: tuple[str | None, str], task: tuple[str, str]
) -> Slip:
    """发出 a proposed slip: to the holder or group the late step is with now, as (login, group) and (task id, step)."""
    _from(slip, "proposed")
    return replace(
        slip,
        state="issued",
        issued_by=by,
        issued_at=at,
        text=text,
        to_login=to[0],
        to_group=to[1],
        task_id=task[0],
        step=task[1],
    )


def decline(slip: Slip, at: datetime, reason: str) -> Slip:
    """不发: the supervisor does not urge, and says why."""
    _from(slip, "proposed")
    return drop(slip, at, reason)


def reply(slip: Slip, text: str) -> Slip:
    """回复 by whoever was urged."""
    _from(slip, "issued", "redo")
    return replace(slip, state="replied", reply=text)


def check(slip: Slip, outcome: str, reason: str | None) -> Slip:
    """复核: passed, or back to be done again with a reason."""
    _from(slip, "replied")
    return replace(slip, state=outcome, check_reason=reason)


def close(slip: Slip, now: datetime) -> Slip:
    """销号."""
    _from(slip, "passed")
    return replace(slip, state="closed", closed_at=now)


def drop(slip: Slip, now: datetime, reason: str) -> Slip:
    """What was to be urged is over before the slip went out or was answered; a slip that has ended stays as it is."""
    if slip.state not in OPEN:
        return slip
    return replace(slip, state="dropped", closed_at=now, reason=reason)


def _from(slip: Slip, *states: str) -> None:
    if slip.state not in states:
        raise WrongState(state=slip.state)
