"""A document's data as lines to read 文书内容: label and text in the order of its type, lists as bullet points."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from documents.types import TYPES
from web.words import day, due, money

LABELS: Mapping[str, Any] = {
    "no": _("文号"),
    "case_no": _("办件编号"),
    "office.name": _("出具单位"),
    "made_at": _("出具时间"),
    "applicant.name": _("申请人"),
    "aid_name": _("申请事项"),
    "applied_on": _("申请日期"),
    "accepted_at": _("受理时间"),
    "regime_name": _("适用规定"),
    "papers": _("收到的材料"),
    "items": _("需补正的材料"),
    "limits": _("办理期限"),
    "attachments": _("附件"),
    "remedies": _("救济途径"),
    "ground": _("依据"),
    "second_reason": _("再次告知的原因"),
    "sent_at": _("告知时间"),
    "sent_how_name": _("告知方式"),
    "unit_name": _("应去的单位"),
    "unit.name": _("承办单位"),
    "matter": _("事项"),
    "reason": _("理由"),
    "sign_due_text": _("签收期限"),
    "handle_due_text": _("办理期限"),
    "result_name": _("结果"),
    "feedback_text": _("反馈内容"),
    "amount": _("金额"),
    "told_at": _("告知时间"),
    "told_how_name": _("告知方式"),
    "told_by.name": _("告知人"),
    "to.name": _("督办对象"),
    "step_name": _("环节"),
    "due_text": _("到期"),
    "overdue_text": _("超期"),
    "text": _("内容"),
    "reply_due_text": _("回复期限"),
    "issued_by.name": _("发起人"),
    "handler.name": _("经办人"),
    "note": _("备注"),
}
PARTS = ("name", "material", "count", "due_text", "note", "source")
"""Of an entry of a list, what is said and in which order."""


def lines(kind: str, content: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Label and texts of everything the document says and we have a label for."""
    wanted = (*TYPES[kind].needed, *TYPES[kind].optional) if kind in TYPES else tuple(LABELS)
    found: dict[str, list[str]] = {}
    for key in dict.fromkeys(path.partition("[]")[0] for path in wanted):
        value = _at(content, key)
        if key in LABELS and value not in (None, "", []):
            found[key] = [_text(key, one) for one in (value if isinstance(value, list) else [value])]
    return [(str(LABELS[key]), texts) for key, texts in found.items()]


def _at(content: Mapping[str, Any], path: str) -> Any:
    value: Any = content
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _text(key: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return " · ".join(str(value[part]) for part in PARTS if value.get(part))
    if key.endswith(("_at", "_on")):
        return due(value) if key.endswith("_at") else day(value)
    return money(value) if key == "amount" else str(value)
