"""Registers 登记簿 (domain.md 10): their columns, and where each column comes from when the flow enters a row.

A source is `PLACE:NAME`, `FORM.field`, a text behind `=`, or one of the words of `WORDS`. A manifest's `[[entry]]` says what its
process knows; for the other columns the source here counts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PLACES = frozenset({"case", "moment", "outcome", "handover", "slip", "notice", "grant", "certificate", "row"})
"""What a source may look at; `row` is the row of the form that an entry is made for."""
WORDS = frozenset({"serial", "actor", "handler"})
"""The next number of the register in its area and month; who acts; who drafted the opinion, else who acts."""
FIELD = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[a-z0-9_]+)+")
CHANGES: Mapping[str, str] = MappingProxyType(
    {"add": "新增", "remove": "注销", "raise": "调增", "cut": "调减"}
)
"""The only four changes (seed obligation S32; contract 3.4)."""
CATEGORIES: Mapping[str, str] = MappingProxyType({"old": "老", "child": "幼", "disabled": "残", "ill": "病"})
"""分类施保 in a roster (domain.md 10)."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column 栏目; `type` says how its value reads (`name` and `id` are personal, `aid` … have a name beside the key)."""

    key: str
    title: str
    type: str
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class Register:
    """One register; `readers` are the roles that may read it, `keepers` those who enter corrections."""

    key: str
    title: str
    columns: tuple[Column, ...]
    readers: frozenset[str]
    keepers: frozenset[str]

    def column(self, key: str) -> Column | None:
        """The column of this key."""
        return next((column for column in self.columns if column.key == key), None)


def is_source(text: str) -> bool:
    """Whether a text names something a row can be filled from."""
    if text.startswith("=") or text in WORDS:
        return True
    place, found, name = text.partition(":")
    return (place in PLACES and bool(name)) if found else FIELD.fullmatch(text) is not None


def _columns(*rows: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(
        Column(key=key, title=title, type=kind, source=rest[0] if rest else None)
        for key, title, kind, *rest in rows
    )


CASE_NO = ("case_no", "办件编号", "text", "case:no")
AID = ("aid", "救助事项", "aid", "case:aid")
HOUSEHOLD = (
    ("household_no", "家庭编号", "text", "case:household_no"),
    ("head", "户主", "name", "case:head"),
)
COUNTS = (
    ("members", "家庭人口", "int", "case:members"),
    ("covered", "保障人数", "int", "case:covered"),
)
CHANGE = (("change_type", "变动类型", "change"), ("change_on", "变动日期", "day", "moment:decided"))

TOWNSHIP = frozenset({"window", "investigator", "head"})
COUNTY = frozenset({"county_review", "county_confirm", "auditor"})
WATCH = frozenset({"supervisor", "leader"})

_LEDGER = Register(
    key="ledger",
    title="统计台账",
    readers=TOWNSHIP | COUNTY | WATCH,
    keepers=frozenset({"window"}),
    columns=_columns(
        ("serial", "序号", "int", "serial"),
        CASE_NO,
        *HOUSEHOLD,
        ("id_no", "身份证号码", "id", "case:id_no"),
        ("village", "村（社区）", "area", "case:village"),
        AID,
        ("regime", "适用规定", "regime", "case:regime"),
        *COUNTS,
        ("decided_on", "决定日期", "day", "case:decided_on"),
        ("amount", "每月金额", "money", "case:amount"),
        ("standard", "保障标准", "money", "F13.standard"),
        ("decision_no", "决定文号", "text", "case:decision_no"),
        ("start_month", "起发月份", "month", "case:start_month"),
        ("state", "状态", "case_state", "case:state"),
        *CHANGE,
        ("handler", "经办人", "person", "handler"),
        ("efile_no", "电子档案号", "text", "case:no"),
    ),
)
_ROSTER = Register(
    key="roster",
    title="花名册",
    readers=TOWNSHIP | COUNTY | WATCH | {"specialist"},
    keepers=frozenset({"specialist"}),
    columns=_columns(
        *HOUSEHOLD,
        *COUNTS,
        ("category", "类别", "category", "grant:categories"),
        AID,
        ("amount", "每月金额", "money", "case:amount"),
        ("start_on", "起发日期", "day", "grant:start_on"),
        ("last_visit_on", "最近入户", "day", "case:last_visit_on"),
        ("certificate_no", "证件编号", "text", "grant:certificate_no"),
        ("card_last4", "银行卡末四位", "text"),
        *CHANGE,
        ("ground", "依据", "text", "case:decision_no"),
        ("specialist", "专管员", "person", "actor"),
        ("draft", "草稿", "bool"),
    ),
)
_RELATIVES = Register(
    key="relatives",
    title="近亲属备案",
    readers=TOWNSHIP | COUNTY | WATCH,
    keepers=frozenset({"window"}),
    columns=_columns(
        CASE_NO,
        ("staff", "工作人员", "name", "row:staff_name"),
        ("unit", "单位", "text", "row:unit"),
        ("relation", "关系", "relation", "row:relation"),
        ("declared_by", "申报人", "name", "row:declared_by"),
        ("on", "申报日期", "day", "row:on"),
        ("county_visit_on", "县级入户日期", "day"),
        ("visitors", "入户人员", "people"),
    ),
)
_INTAKE = Register(
    key="intake",
    title="受理补正登记",
    readers=TOWNSHIP | COUNTY | WATCH,
    keepers=frozenset({"window"}),
    columns=_columns(
        CASE_NO,
        AID,
        ("applied_on", "申请日期", "day", "moment:application"),
        ("notified_on", "一次性告知", "day"),
        ("second_notice", "二次补正", "bool"),
        ("received_on", "补齐日期", "day"),
        ("accepted_at", "受理时间", "moment"),
        ("outcome", "结果", "outcome"),
    ),
)
_HANDOVERS = Register(
    key="handovers",
    title="转办转介登记",
    readers=frozenset({"window", "head", "county_review", "auditor"}) | WATCH,
    keepers=frozenset({"window"}),
    columns=_columns(
        ("no", "编号", "text", "handover:no"),
        ("kind", "种类", "handover_kind", "handover:kind"),
        ("from", "转出", "area", "case:area"),
        ("unit", "承办单位", "unit", "handover:unit"),
        ("sent_at", "发出", "moment", "handover:sent_at"),
        ("signed_at", "签收", "moment", "handover:signed_at"),
        ("returned_at", "退回", "moment", "handover:returned_at"),
        ("resulted_at", "出结果", "moment", "handover:resulted_at"),
        ("fed_back_at", "反馈", "moment", "handover:fed_back_at"),
        ("told_at", "告知", "moment", "handover:told_at"),
        ("result", "结果", "unit_result", "handover:result"),
        ("days_used", "用时（工作日）", "int", "handover:days_used"),
        ("overdue_days", "超期（天）", "int", "handover:overdue_days"),
    ),
)
_NOTICES = Register(
    key="notices",
    title="公示登记",
    readers=TOWNSHIP | COUNTY | WATCH | {"specialist"},
    keepers=frozenset({"window"}),
    columns=_columns(
        CASE_NO,
        ("round", "次数", "int", "notice:round"),
        ("place", "地点", "text", "notice:place"),
        ("posted_at", "张贴", "moment", "notice:posted_at"),
        ("removed_at", "撤下", "moment", "notice:removed_at"),
        ("last_day", "期满日", "day", "notice:last_day"),
        ("objections", "异议件数", "int", "notice:objections"),
        ("outcome", "结果", "objection_state", "notice:outcome"),
    ),
)
_URGINGS = Register(
    key="urgings",
    title="督办台账",
    readers=frozenset({"window", "investigator", "head", "county_review", "auditor"}) | WATCH,
    keepers=frozenset(),
    columns=_columns(
        ("slip_no", "督办单号", "text", "slip:no"),
        CASE_NO,
        ("step", "环节", "step", "slip:step"),
        ("row", "期限行", "text", "slip:row"),
        ("overdue_days", "超期（天）", "int", "slip:overdue_days"),
        ("due", "回复期限", "text", "slip:due"),
        ("reply", "回复", "text"),
        ("result", "复核", "outcome"),
    ),
)
_CERTIFICATES = Register(
    key="certificates",
    title="证件登记",
    readers=TOWNSHIP | COUNTY | WATCH,
    keepers=frozenset({"county_review"}),
    columns=_columns(
        ("number", "证件编号", "text", "certificate:number"),
        ("kind", "种类", "certificate_kind", "certificate:kind"),
        ("grant", "待遇编号", "text", "certificate:grant_id"),
        ("holder", "持证人", "name", "certificate:holder"),
        AID,
        ("state", "状态", "certificate_state", "certificate:state"),
        ("made_on", "制证日期", "day", "certificate:made_on"),
        ("issued_on", "发证日期", "day", "certificate:issued_on"),
        ("issuer", "发证人", "person", "certificate:issuer"),
        ("old_returned", "旧证收回", "bool", "certificate:old_returned"),
        ("marks", "年审", "list", "certificate:marks"),
    ),
)
REGISTERS: Mapping[str, Register] = MappingProxyType(
    {
        register.key: register
        for register in (
            _LEDGER,
            _ROSTER,
            _RELATIVES,
            _INTAKE,
            _HANDOVERS,
            _NOTICES,
            _URGINGS,
            _CERTIFICATES,
        )
    }
)
"""By name, in the order of domain.md 10."""
