"""A document 文书 to read on the screen: its fields in the order of its type, with Chinese labels; the PDF is the paper."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from documents.types import TYPES
from engine.time import local, read_moment

LABELS: Mapping[str, str] = {
    "no": "文号",
    "office.name": "出具单位",
    "made_at": "出具时间",
    "case_no": "办件编号",
    "applicant.name": "申请人",
    "applicant.phone": "联系电话",
    "aid_name": "救助种类",
    "applied_on": "申请日期",
    "papers": "已收材料",
    "promise": "答复时间",
    "handler.name": "经办人",
    "items": "须补正的材料",
    "ground": "依据",
    "sent_at": "告知时间",
    "sent_how_name": "告知方式",
    "second_reason": "再次告知的原因",
    "accepted_at": "受理时间",
    "regime_name": "适用规定",
    "limits": "办理期限",
    "note": "说明",
    "unit_name": "应当申请的单位",
    "remedies": "救济途径",
    "unit.name": "承办单位",
    "unit.code": "统一社会信用代码",
    "matter": "事项",
    "reason": "理由",
    "sign_due_text": "签收期限",
    "handle_due_text": "办理期限",
    "attachments": "附件",
    "result_name": "办理结果",
    "feedback_text": "反馈内容",
    "told_at": "告知时间",
    "told_how_name": "告知方式",
    "told_by.name": "告知人",
    "heard": "本人已知悉",
    "amount": "金额（元）",
    "to.name": "督办对象",
    "to.role_name": "岗位",
    "step_name": "环节",
    "due_text": "应办期限",
    "overdue_text": "超期情况",
    "source": "依据",
    "text": "督办要求",
    "reply_due_text": "回复期限",
    "issued_by.name": "签发人",
}
"""Label of each key of a document type; a key without one (a mark for the printer) is not shown."""
PAGE = Markup(
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>'
    "<style>body{{font-family:serif;max-width:42rem;margin:2rem auto}}dt{{font-weight:bold;margin-top:.6rem}}</style>"
    "<h1>{title}</h1><dl>{rows}</dl></html>"
)
ROW = Markup("<dt>{label}</dt><dd>{value}</dd>")


def html(document: Mapping[str, Any]) -> str:
    """The page of a document as `casework.documents.show` gives it; whatever stands in the fields is shown as text."""
    kind, fields = TYPES[document["type"]], document["fields"]
    keys = dict.fromkeys(key.partition("[]")[0] for key in (*kind.needed, *kind.optional))
    rows = [
        ROW.format(label=LABELS[key], value=Markup("<br>").join(lines(found)))
        for key in keys
        if key in LABELS and (found := at(fields, key)) not in (None, "", [])
    ]
    return str(PAGE.format(title=document["title"], rows=Markup("").join(rows)))


def at(fields: Mapping[str, Any], key: str) -> Any:
    """The value at a dotted key, or None."""
    found: Any = fields
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def lines(value: Any) -> Iterator[str]:
    """A value as lines of text: a list has one an item, an object its values side by side."""
    if isinstance(value, Mapping):
        yield " · ".join(line for item in value.values() for line in lines(item))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from lines(item)
    elif isinstance(value, bool):
        yield "是" if value else "否"
    elif value is not None:
        yield _moment(str(value))


def _moment(text: str) -> str:
    """A moment as people read it; any other text stays as it is."""
    try:
        return f"{local(read_moment(text)):%Y-%m-%d %H:%M}" if "T" in text else text
    except ValueError:
        return text
