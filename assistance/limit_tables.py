"""The limit tables shipped with the processes 随附期限表."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from assistance.moments import MOMENTS
from engine.limits import Term, read_csv

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "accept_or_notify": "受理或一次性告知",
        "dispatch": "分办",
        "claim": "认领",
        "start_investigation": "启动调查",
        "investigate": "调查",
        "county_check": "经济状况核对",
        "democratic_review": "民主评议",
        "notice_1": "公示",
        "township_opinion": "乡镇审核意见",
        "county_review": "县级审核",
        "notice_2": "二次公示",
        "decide": "作出决定",
        "decide_after_objection": "异议后决定",
        "reinvestigate_after_objection": "异议复查",
        "county_confirm": "县级确认",
        "county_decide": "县级决定",
        "refusal_letter": "不予通知书送达",
        "total": "总时限",
        "total_extended": "延长后总时限",
        "total_urban": "城市低保总时限",
        "self_care_reassess": "自理能力重新评估",
        "emergency_decide": "急难决定",
        "emergency_pay": "急难发放",
        "backfill_papers": "补齐手续",
        "small_fast": "小额快救",
        "transfer_send": "发出转办",
        "transfer_sign": "部门签收",
        "transfer_handle": "部门办理",
        "transfer_feedback": "部门反馈",
        "tell_applicant": "告知申请人",
        "ledger_entry": "登记台账",
        "roster_change": "花名册变更",
        "certificate": "制发证件",
        "urging_reply": "回复督办",
        "complaint_register": "投诉登记",
        "complaint_close": "投诉办结",
        "review_filing": "申请行政复议",
        "court_filing": "提起行政诉讼",
    }
)
"""What each `step` of a limit table is called; a county's own step is called as it wrote it."""


def name_of(step: str) -> str:
    """The name of a row's step."""
    return NAMES.get(step, step)


@cache
def shipped() -> tuple[Term, ...]:
    """All rows of every `processes/*/limits.csv`, by row id. Raises TermFault."""
    terms: list[Term] = []
    for folder in files("processes").iterdir():
        table = folder / "limits.csv"
        if table.is_file():
            terms.extend(read_csv(table.read_text("utf-8"), moments=MOMENTS))
    return tuple(sorted(dict.fromkeys(terms), key=lambda term: term.id))
