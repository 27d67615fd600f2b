"""Cases 办件 and the state a moment leaves them in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType

from engine.errors import Decided, WrongState

AIDS: Mapping[str, str] = MappingProxyType(
    {
        "110": "城市低保",
        "120": "农村低保",
        "131": "特困供养（集中）",
        "132": "特困供养（分散）",
        "210": "医疗救助",
        "220": "临时救助",
        "310": "教育救助",
        "320": "住房救助",
        "330": "就业救助",
        "340": "受灾救助",
        "350": "疾病应急救助",
        "360": "流散人员救助",
    }
)

STATES: Mapping[str, str] = MappingProxyType(
    {
        "draft": "草稿",
        "submitted": "已提交",
        "papers_missing": "待补正",
        "acceptance_refused": "不予受理",
        "accepted": "已受理",
        "investigating": "调查中",
        "opinion": "审核中",
        "noticed": "公示中",
        "objected": "异议复查",
        "sent_up": "已上报",
        "county_review": "县级审核",
        "handed_over": "已转办",
        "granted": "已确认",
        "refused": "不予确认",
        "withdrawn": "已撤回",
        "ended_death": "终止（死亡）",
        "closed": "已办结",
    }
)

RESULTS: Mapping[str, str] = MappingProxyType(
    {
        "granted": "已确认",
        "refused": "不予确认",
        "transferred": "已转办",
        "acceptance_refused": "不予受理",
        "withdrawn": "已撤回",
        "ended_death": "终止（死亡）",
    }
)

STATE_AFTER: Mapping[str, str] = MappingProxyType(
    {
        "application": "submitted",
        "papers_notified": "papers_missing",
        "papers_received": "submitted",
        "acceptance": "accepted",
        "acceptance_refused": "acceptance_refused",
        "investigation_started": "investigating",
        "investigation_ended": "opinion",
        "notice_1_posted": "noticed",
        "objection_received": "objected",
        "reinvestigated": "opinion",
        "sent_up": "sent_up",
        "county_received": "county_review",
        "sent": "handed_over",
        "withdrawn": "withdrawn",
        "died": "ended_death",
        "closed": "closed",
    }
)
"""The state a case is in once a moment is recorded; moments not named leave it as it is."""

RESULT_AFTER: Mapping[str, str] = MappingProxyType(
    {
        "acceptance_refused": "acceptance_refused",
        "resulted": "transferred",
        "withdrawn": "withdrawn",
        "died": "ended_death",
    }
)

CLOSING = frozenset(
    {
        "serve",
        "publish_list",
        "ledger",
        "roster",
        "certificate",
        "notice_1_close",
        "notice_2_close",
        "close_case",
    }
)
"""Steps that are left once a case is decided: serving, publishing and taking down, registers (contract 3.1)."""
ENDED = frozenset({"acceptance_refused", "withdrawn", "ended_death", "closed"})
"""States in which nothing is left to do."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One household's or person's matter; the limit columns are copies that lists read and sort by. `amount` is in fen a month."""

    id: str
    no: str | None
    revision: int
    aid: str
    regime: str | None
    state: str
    result: str | None
    unit_result: str | None
    decided: bool
    county: str
    area: str
    village: str | None
    head_name: str | None
    head_id: str | None
    head_id_index: bytes | None
    head_phone: str | None
    household_no: str | None
    members: int | None
    flags: list[str]
    versions: list[list[str | int]]
    applied_on: date | None
    accepted_at: datetime | None
    accepted_on: date | None
    created_by: str
    created_at: datetime
    closed_at: datetime | None
    effective_due: str | None
    effective_row: str | None
    amber_at: datetime | None
    late_at: datetime | None
    sort_at: datetime
    event_seq: int
    event_hash: str | None
    event_at: datetime
    key_reasons: list[str] = field(default_factory=list)
    moved_from: list[str] = field(default_factory=list)
    covered: int | None = None
    amount: int | None = None
    start_month: str | None = None
    decided_on: date | None = None
    decision_no: str | None = None
    avoid: list[str] = field(default_factory=list)


def after_moment(case: Case, name: str, at: datetime) -> Case:
    """The case once a moment is recorded."""
    state = STATE_AFTER.get(name, case.state)
    result = RESULT_AFTER.get(name, case.result)
    closed_at = at if state in ENDED and case.closed_at is None else case.closed_at
    return replace(case, state=state, result=result, closed_at=closed_at)


def still_runs(case: Case, step: str) -> None:
    """Refuse a step that a decision has overtaken."""
    if case.decided and step not in CLOSING:
        raise Decided(state=case.state)


def still_open(case: Case) -> None:
    """Refuse acts on a case that is decided or at its end: corrections are new records."""
    if case.decided:
        raise Decided(state=case.state)
    if case.state in ENDED:
        raise WrongState(state=case.state)
