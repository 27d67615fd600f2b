"""The closed vocabulary of moments 时点 (contract 3.3), in the order in which a case meets them."""

from collections.abc import Mapping
from types import MappingProxyType

from engine.limits import MomentKind

ENDS_WORK = frozenset({"case", "handover", "slip"})
"""What a withdrawal or a death stops; a complaint still wants its answer."""

_CASE = {
    "application": "申请",
    "papers_notified": "一次性告知",
    "papers_received": "材料补齐",
    "acceptance": "受理",
    "acceptance_refused": "不予受理",
    "dispatched": "分办",
    "claimed": "认领",
    "investigation_started": "启动调查",
    "check_requested": "发起核对",
    "check_reported": "核对报告",
    "investigation_ended": "调查终结",
    "self_care_assessed": "自理评估",
    "review_meeting_held": "评议",
    "opinion_signed": "审核意见签字",
    "notice_1_posted": "公示张贴",
    "notice_1_ended": "公示期满",
    "objection_received": "收到异议",
    "reinvestigated": "复查终结",
    "sent_up": "上报",
    "county_received": "县级收件",
    "county_reviewed": "县级审核",
    "notice_2_posted": "二次公示张贴",
    "notice_2_ended": "二次公示期满",
    "decided": "决定",
    "served": "送达",
    "published": "公布",
    "paid": "发放",
    "emergency_over": "急难结束",
    "papers_backfilled": "手续补齐",
    "ledger_entered": "登记台账",
    "roster_changed": "变更花名册",
    "certificate_issued": "发证",
}
_HANDOVER = {
    "consented": "同意",
    "sent": "发出",
    "recalled": "撤回发出",
    "returned": "退回",
    "unit_named": "指定单位",
    "signed": "签收",
    "resulted": "出结果",
    "fed_back": "反馈",
    "told": "告知",
}
_SLIP = {"urged": "督办", "urging_replied": "督办回复"}
_COMPLAINT = {
    "complaint_received": "收到投诉",
    "complaint_accepted": "投诉受理",
    "complaint_rejected": "投诉不予受理",
    "complaint_closed": "投诉办结",
}
_AFTER = {
    "report_received": "变化报告",
    "heard": "听取意见",
    "reviewed": "核查",
    "review_filed": "申请复议",
    "suit_filed": "起诉",
    "withdrawn": "撤回",
    "died": "死亡",
    "moved": "迁移",
    "closed": "办结",
}


def _kinds() -> dict[str, MomentKind]:
    groups = (
        ("case", _CASE),
        ("handover", _HANDOVER),
        ("slip", _SLIP),
        ("complaint", _COMPLAINT),
        ("case", _AFTER),
    )
    return {
        key: MomentKind(
            key=key,
            title=title,
            subject=subject,
            undoes="sent" if key == "recalled" else None,
            stops=ENDS_WORK if key in ("withdrawn", "died") else frozenset(),
        )
        for subject, group in groups
        for key, title in group.items()
    }


MOMENTS: Mapping[str, MomentKind] = MappingProxyType(_kinds())
"""By name. `died` is recorded only where it ends the case; with a new head (新户主) the case and its limits go on."""
