"""Documents of handing over 转办 and of referring 转介."""

from collections.abc import Mapping

from assistance import handover as handovers
from assistance.handover import Handover
from casework.papers.common import Builder, Content, Making
from engine.money import text as money

RESULTS = {"given": "给予", "not_given": "不予", "partly": "部分给予"}
TOLD_HOW = {"visit": "上门", "phone": "电话", "sms": "短信", "post": "邮寄"}


def _row(making: Making) -> Handover:
    return making.file.handovers.load((making.instance and making.instance.handover_id) or "")


def _transfer_letter(making: Making) -> Content:
    row = _row(making)
    unit = making.names.units().get(row.unit or "")
    return {
        "no": row.no,
        "unit": {"name": unit.name if unit else row.unit, "code": unit.uscc if unit else ""},
        "matter": row.matter,
        "reason": row.reason,
        "sign_due_text": making.due("L05", row.id),
        "handle_due_text": making.length("L06"),
        "attachments": [
            {"name": name} for name in making.file.work.attachment_names(row.attachments).values()
        ],
    }


def _told_record(making: Making) -> Content:
    row, form = _row(making), making.form("F17")
    return {
        "no": row.no,
        "unit": {"name": making.names.unit(row.unit)},
        "result_name": _result(row),
        "feedback_text": row.text or row.decline_reason or "—",
        "told_at": form["told_at"],
        "told_how_name": TOLD_HOW.get(form["how"], form["how"]),
        "told_by": making.person(form["by"]),
        "heard": bool(form.get("heard")),
        "amount": money(row.amount) if row.amount is not None else None,
        "ground": row.ground,
    }


def _result(row: Handover) -> str:
    """An agency decides nothing: it has helped, or it could not."""
    if row.kind == "refer":
        return "婉拒，未能提供帮助" if row.decline_reason else "已提供帮助"
    return RESULTS.get(row.result or "", row.result or "—")


def _refer_consent(making: Making) -> Content:
    row, form = _row(making), making.form("F05b")
    return {
        "no": row.no,
        "receiver": {"name": making.names.unit(form["receiver"])},
        "data_passed": [making.label("F05b", "data_passed", one) for one in form["data_passed"]],
        "signed_on": form["signed_on"],
    }


def _refer_letter(making: Making) -> Content:
    """Nothing that the person has not agreed to."""
    row, case = _row(making), making.file.case
    passed = {"name": case.head_name, "phone": case.head_phone}
    return {
        "no": row.no,
        "unit": {"name": making.names.unit(row.unit)},
        "applicant": {key: value for key, value in passed.items() if handovers.passes(row, key)},
        "need": row.matter if handovers.passes(row, "need") else "（本人未同意写明，请与窗口联系）",
    }


BUILDERS: Mapping[str, Builder] = {
    "transfer_letter": _transfer_letter,
    "told_record": _told_record,
    "refer_consent": _refer_consent,
    "refer_letter": _refer_letter,
}
