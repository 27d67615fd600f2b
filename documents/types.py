"""Document types 文书种类: what each is called, how it is drawn, and which data it needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# Every document: the letterhead's office {name, place?, phone?, hours?} and the moment it was made.
COMMON = ("office", "made_at", "office.name")


@dataclass(frozen=True, kw_only=True)
class DocumentType:
    """`needed` must be there, `optional` may; nested keys stand in dots, `papers[]` is a list of objects.

    `frames` says which frame each released version of the template is drawn in: the second entry is that of version 2.
    """

    key: str
    title: str
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    frames: tuple[int, ...] = (1,)

    @property
    def version(self) -> int:
        """The template version that new documents are made with."""
        return len(self.frames)


def _type(key: str, title: str, needed: str, optional: str = "", *, numbered: bool = True) -> DocumentType:
    """`numbered` documents name the case; the others must not, for they go to people who may not know it."""
    return DocumentType(
        key=key,
        title=title,
        needed=(*COMMON, *(("case_no",) if numbered else ()), *needed.split()),
        optional=("no", "sample", "link", *optional.split()),
    )


_APPLICATION = (
    _type(
        "receipt",
        "申请回执",
        "applicant.name aid_name applied_on papers[] papers[].name promise handler.name",
        "papers[].count",
    ),
    _type(
        "notice_once",
        "一次性告知书",
        "applicant.name aid_name applied_on items[] items[].material ground sent_at sent_how_name handler.name",
        "items[].note second_reason",
    ),
    _type(
        "acceptance",
        "受理通知书",
        "applicant.name aid_name applied_on accepted_at regime_name limits[] limits[].name"
        " limits[].due_text limits[].source handler.name",
        "note",
    ),
    _type(
        "not_accepted",
        "不予受理通知书",
        "applicant.name aid_name applied_on ground unit_name remedies[] handler.name",
    ),
)
_INVESTIGATION = (
    _type(
        "check_authorisation",
        "核对授权书",
        "applicant.name aid_name checker.name adults[] adults[].name adults[].id_no signed_on valid_to",
        "adults[].relation_name",
    ),
    _type(
        "visit_record",
        "入户调查记录",
        "applicant.name aid_name visited_at visitors[] visitors[].name place_name housing income assets health need"
        " consistent photos",
        "village address members place_reason visited_signed refusal_text witness",
    ),
    _type(
        "review_record",
        "民主评议记录",
        "applicant.name aid_name held_at chair total representatives stages[] true_count false_count attendees[]"
        " attendees[].name attendees[].kind_name attendees[].relation_name",
        "village objections",
    ),
    _type(
        "opinion_sheet",
        "审核意见表",
        "applicant.name aid_name applied_on accepted_at regime_name members[] members[].name members[].relation_name"
        " members[].covered suggested_name lines[] lines[].text lines[].value reason"
        " drafter.name drafted_on signer.name signed_on",
        "village household_no members[].extras method_name per_head amount warnings",
    ),
    _type(
        "notice_sheet",
        "公示",
        "aid_name name members place posted_at days last_day hot_line",
        "village amount",
        numbered=False,
    ),
    _type(
        "handover_list",
        "移送清单",
        "applicant.name aid_name to.name rows[] rows[].kind_name rows[].name counted pages handler.name",
        "rows[].pages rows[].note",
    ),
)
_DECISION = (
    _type(
        "decision_sheet",
        "确认决定表",
        "applicant.name aid_name applied_on accepted_at regime_name members[] members[].name members[].relation_name"
        " members[].covered result result_name decision_no decided_on opinion_name reviewer.name lines[] lines[].text"
        " lines[].value confirmer.name",
        "village household_no members[].extras amount start_month computed amount_reason facts ground reason",
    ),
    _type(
        "grant_notice",
        "确认通知书",
        "applicant.name aid_name applied_on decision_no decided_on amount covered members lines[]"
        " lines[].text lines[].value remedies[]",
        "household_no start_month amount_reason",
    ),
    _type(
        "refusal_letter",
        "不予确认通知书",
        "applicant.name aid_name applied_on decision_no decided_on facts ground reason review_authority court",
        "review_until court_until",
    ),
    _type(
        "service_receipt",
        "送达回证",
        "applicant.name aid_name paper.title paper.no served_on way_name served_by.name",
        "review_until court_until signed",
    ),
)
_HANDOVER = (
    _type(
        "transfer_letter",
        "转办函",
        "applicant.name aid_name unit.name matter reason sign_due_text handle_due_text"
        " attachments[] attachments[].name handler.name",
        "applicant.phone unit.code attachments[].pages attachments[].note",
    ),
    _type(
        "told_record",
        "告知记录",
        "applicant.name aid_name unit.name result_name feedback_text told_at told_how_name told_by.name heard",
        "amount ground",
    ),
    _type("refer_consent", "转介同意书", "applicant.name receiver.name data_passed[] signed_on handler.name"),
    _type(
        "refer_letter",
        "转介函",
        "unit.name need handler.name",
        "applicant.name applicant.phone",
        numbered=False,
    ),
)
_OTHER = (
    _type(
        "urging_slip",
        "督办单",
        "to.name to.role_name step_name due_text overdue_text source text reply_due_text issued_by.name",
    ),
    _type(
        "move_letter",
        "迁移接续单",
        "applicant.name aid_name applied_on from.name to.name moved_on reason limits[] limits[].name limits[].due_text"
        " papers[] papers[].name handler.name",
        "accepted_at regime_name papers[].count",
    ),
    _type(
        "death_record",
        "终止记录",
        "applicant.name aid_name applied_on member died_on state_name handler.name",
        "new_head",
    ),
)
TYPES: Mapping[str, DocumentType] = MappingProxyType(
    {kind.key: kind for kind in (*_APPLICATION, *_INVESTIGATION, *_DECISION, *_HANDOVER, *_OTHER)}
)


def missing(kind: DocumentType, data: Mapping[str, object]) -> tuple[str, ...]:
    """The needed fields that are absent, null or empty text, in the order of the type; an empty list is no fault."""
    return tuple(path for path in kind.needed if not _there(data, path.split(".")))


def _there(value: object, path: list[str]) -> bool:
    if not path:
        return value is not None and value != ""
    key, rest = path[0], path[1:]
    if not isinstance(value, Mapping):
        return False
    if not key.endswith("[]"):
        return _there(value.get(key), rest)
    rows = value.get(key[:-2])
    return isinstance(rows, list | tuple) and all(_there(row, rest) for row in rows)
