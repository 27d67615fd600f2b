"""Documents 文书 made at moments: their data is fixed in the command; the page is drawn from it whenever it is read."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import orjson

from assistance import privacy
from assistance.cases import AIDS
from assistance.moments import MOMENTS
from assistance.regimes import REGIMES
from casework import limits
from casework.casefile import Open
from casework.names import Names
from casework.office import plain
from documents.types import TYPES
from engine.limits.explain import when
from engine.money import text as money
from engine.time import iso, legal_day
from store.tables.attachment import Document
from store.tables.flow import Instance

REMEDIES = (
    "如对本决定不服，可以自收到本通知之日起60日内依法申请行政复议；",
    "也可以自收到本通知之日起6个月内依法向人民法院提起行政诉讼。",
)
"""行政复议法 art. 20, 行政诉讼法 art. 46 (limit rows L15, L16)."""
Content = dict[str, Any]


def make(file: Open, kind: str, instance: Instance) -> None:
    """Make one document of a type for the case; what it says stays as it was said."""
    names = Names(file.work, legal_day(file.now))
    content = plain({**_common(file, names, kind), **BUILDERS[kind](file, names, instance)})
    serial = file.command.serial(f"document-{kind}-{file.case.id}")
    file.documents.append(
        Document(
            id=file.command.new_id(),
            case_id=file.case.id,
            no=content.get("no", f"{file.case.no}-{serial}"),
            type=kind,
            title=TYPES[kind].title,
            template_version=TYPES[kind].version,
            pages=None,
            sha256=hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest(),
            at=file.now,
            by=file.command.by.login,
            handover_id=instance.handover_id,
            content=content,
        )
    )


def _common(file: Open, names: Names, kind: str) -> Content:
    file.command.used["public_url"] = file.command.office.public_url
    return {
        "office": {"name": f"{names.area(file.case.area)}社会救助服务窗口"},
        "sample": file.command.office.env != "production",
        "made_at": iso(file.now),
        "case_no": file.case.no,
        "applicant": {"name": file.case.head_name, "phone": privacy.phone(file.case.head_phone or "")},
        "aid_name": AIDS[file.case.aid],
        "applied_on": file.case.applied_on,
        "handler": {"name": names.person(file.command.by.login)},
        "link": f"{file.command.office.public_url}/progress?no={file.case.no}" if kind == "receipt" else None,
    }


def _receipt(file: Open, names: Names, instance: Instance) -> Content:
    given = [{"name": TITLES[entry.form], "count": 1} for entry in file.forms if entry.form in TITLES]
    return {
        "papers": given,
        "promise": f"窗口将在期限内告知是否受理。凭本回执编号和身份证号后四位可查询进度。"
        f"最迟 {_due(file, 'L01')} 前答复。",
    }


def _notice_once(file: Open, names: Names, instance: Instance) -> Content:
    form = _form(file, "F06a")
    return {
        "items": [{"material": item["material"], "note": item.get("note")} for item in form["items"]],
        "ground": form["ground"],
        "sent_at": form["sent_at"],
        "sent_how_name": SENT_HOW.get(form["sent_how"], form["sent_how"]),
        "second_reason": form.get("second_reason"),
    }


def _acceptance(file: Open, names: Names, instance: Instance) -> Content:
    rows = [
        limit
        for limit in file.limits
        if limit.state == "open" and limit.kind == "max" and limit.scope != "shown"
    ]
    return {
        "accepted_at": iso(file.case.accepted_at or file.now),
        "regime_name": REGIMES.get(file.case.regime or "", file.case.regime),
        "limits": [
            {
                "name": f"{limit.row} {limit.n}{UNITS[limit.unit]}",
                "due_text": when(limit.due),
                "source": limit.source,
            }
            for limit in rows
        ],
        "note": _form(file, "F06b").get("note"),
    }


def _not_accepted(file: Open, names: Names, instance: Instance) -> Content:
    form = _form(file, "F06c")
    return {"ground": form["ground"], "unit_name": names.unit(form["unit"]), "remedies": list(REMEDIES)}


def _transfer_letter(file: Open, names: Names, instance: Instance) -> Content:
    row = file.handovers.load(instance.handover_id or "")
    unit = names.units().get(row.unit or "")
    return {
        "no": row.no,
        "unit": {"name": unit.name if unit else row.unit, "code": unit.uscc if unit else ""},
        "matter": row.matter,
        "reason": row.reason,
        "sign_due_text": _due(file, "L05", row.id),
        "handle_due_text": _length(file, "L06"),
        "attachments": [{"name": name} for name in file.work.attachment_names(row.attachments).values()],
    }


def _told_record(file: Open, names: Names, instance: Instance) -> Content:
    row, form = file.handovers.load(instance.handover_id or ""), _form(file, "F17")
    return {
        "no": row.no,
        "unit": {"name": names.unit(row.unit)},
        "result_name": RESULTS.get(row.result or "", row.result),
        "feedback_text": row.text,
        "told_at": form["told_at"],
        "told_how_name": TOLD_HOW.get(form["how"], form["how"]),
        "told_by": {"name": names.person(form["by"])},
        "heard": bool(form.get("heard")),
        "amount": money(row.amount) if row.amount is not None else None,
        "ground": row.ground,
    }


def _urging_slip(file: Open, names: Names, instance: Instance) -> Content:
    slip = file.slips.load(instance.slip_id or "")
    late = next((limit for limit in file.limits if limit.row == slip.row), None)
    return {
        "no": slip.no,
        "to": {"name": names.person(slip.to_login) or "（岗位）", "role_name": slip.to_group},
        "step_name": slip.step,
        "due_text": when(late.due) if late else "—",
        "overdue_text": f"超期{slip.overdue}个工作日" if slip.overdue else "未超期",
        "source": late.source if late else "县规定",
        "text": slip.text,
        "reply_due_text": _due(file, "L12"),
        "issued_by": {"name": names.person(slip.issued_by)},
    }


BUILDERS: Mapping[str, Callable[[Open, Names, Instance], Content]] = {
    "receipt": _receipt,
    "notice_once": _notice_once,
    "acceptance": _acceptance,
    "not_accepted": _not_accepted,
    "transfer_letter": _transfer_letter,
    "told_record": _told_record,
    "urging_slip": _urging_slip,
}
TITLES = {
    "F01": "社会救助申请书",
    "F02": "共同生活成员表",
    "F03": "家庭收入表",
    "F04": "家庭财产表",
    "F05": "核对授权书",
}
UNITS = {"wd": "个工作日", "cd": "日", "h": "小时", "month": "个月"}
SENT_HOW = {"hand": "当面", "sms": "短信", "post": "邮寄"}
TOLD_HOW = {"visit": "上门", "phone": "电话", "sms": "短信", "post": "邮寄"}
RESULTS = {"given": "给予", "not_given": "不予", "partly": "部分给予"}


def _form(file: Open, form: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = file.entries()[form].content
    return found


def _length(file: Open, row: str) -> str:
    """How long a row runs, for a limit that has not started yet."""
    term = next(
        term for term in limits.terms_of(file.work, file.command.office.versions, file) if term.id == row
    )
    return f"{MOMENTS[term.starts[0]].title}后{term.n}{UNITS[term.unit]}内"


def _due(file: Open, row: str, handover_id: str | None = None) -> str:
    found = [
        limit
        for limit in file.limits
        if limit.row == row and limit.state == "open" and handover_id in (None, limit.subject.handover_id)
    ]
    return when(found[-1].due) if found else "—"
