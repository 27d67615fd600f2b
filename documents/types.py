"""Document types 文书种类: what each is called, which template draws it and which data it needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# Every document: the letterhead's office {name, place?, phone?, hours?}, the moment it was made, the case's number.
COMMON = ("office", "made_at", "case_no")


@dataclass(frozen=True, kw_only=True)
class DocumentType:
    """`needed` must be there, `optional` may; nested keys stand in dots, `papers[]` is a list of objects."""

    key: str
    title: str
    template: str
    version: int
    needed: tuple[str, ...]
    optional: tuple[str, ...] = ("no", "sample", "link")


def _type(key: str, title: str, needed: str, optional: str = "") -> DocumentType:
    return DocumentType(
        key=key,
        title=title,
        template=key,
        version=1,
        needed=(*COMMON, "office.name", *needed.split()),
        optional=("no", "sample", "link", *optional.split()),
    )


TYPES: Mapping[str, DocumentType] = MappingProxyType(
    {
        kind.key: kind
        for kind in (
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
            _type(
                "urging_slip",
                "督办单",
                "to.name to.role_name step_name due_text overdue_text source text reply_due_text issued_by.name",
            ),
        )
    }
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
