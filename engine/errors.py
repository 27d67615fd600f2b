"""Refusals 拒绝: the request was understood and turned down; nothing was changed.

Each class carries the code and HTTP status of the contract; the words a person reads live in `web/i18n`, by code.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault of one field 字段错误; `path` is dotted with index (`F02.rows[1].id_no`), `facts` fill the words."""

    path: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


class Refused(Exception):
    """Base of all refusals; `facts` go into the words and, where the contract says so, into the answer."""

    code: ClassVar[str] = "E_STATE"
    status: ClassVar[int] = 409

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code, facts)
        self.facts = facts


class BadRequest(Refused):
    """Not JSON, or a parameter nobody knows."""

    code, status = "E_BAD_REQUEST", 400


class NotSignedIn(Refused):
    """No token or a dead one, or a wrong password."""

    code, status = "E_AUTH", 401


class Forbidden(Refused):
    """The role may not do this; `why` names the reason shown to the person."""

    code, status = "E_FORBIDDEN", 403


class SamePerson(Refused):
    """Separation of persons 回避: whoever did one step may not do the other."""

    code, status = "E_SAME_PERSON", 403


class Avoid(Refused):
    """回避: a relative, or the person a complaint names, may not get the case."""

    code, status = "E_AVOID", 403


class NotFound(Refused):
    """Absent or out of scope; the two look alike, because existence is private."""

    code, status = "E_NOT_FOUND", 404


class Taken(Refused):
    """Somebody else took the task first; `holder` is that person's login."""

    code, status = "E_TAKEN", 409


class NotHolder(Refused):
    """Only the person who holds a task completes it or saves its draft."""

    code, status = "E_NOT_HOLDER", 409


class WrongState(Refused):
    """Not possible in this state."""

    code, status = "E_STATE", 409


class Decided(Refused):
    """The case is decided and therefore read-only."""

    code, status = "E_DECIDED", 409


class GateOpen(Refused):
    """Gates before this step are still open; `gates` lists `{key, detail}`."""

    code, status = "E_GATE", 409


class NoticeShort(Refused):
    """A public notice hangs its full days: nobody takes it down or calls it ended before `free_from`."""

    code, status = "E_NOTICE_SHORT", 409


class TooLate(Refused):
    """An extension must be approved before the old deadline passes."""

    code, status = "E_LATE", 409


class OnlyOnce(Refused):
    """A limit is extended once."""

    code, status = "E_ONCE", 409


class NotExtendable(Refused):
    """This row of the limit table has no extension."""

    code, status = "E_NOT_EXTENDABLE", 409


class ClockBehind(Refused):
    """The clock stands before the case's last event."""

    code, status = "E_CLOCK", 409


class Editing(Refused):
    """A draft belongs to whoever began it; `holder` is that person's login."""

    code, status = "E_EDITING", 409


class Stale(Refused):
    """Somebody changed the object since it was read."""

    code, status = "E_REVISION", 412


class TooLarge(Refused):
    """The body is larger than 25 MB."""

    code, status = "E_TOO_LARGE", 413


class KeyReused(Refused):
    """The idempotency key was used with another body."""

    code, status = "E_IDEMPOTENCY", 422


class PurposeMissing(Refused):
    """This read of personal data needs a purpose."""

    code, status = "E_PURPOSE", 422


class AlreadySigned(Refused):
    """Return or recall of a handover after it was signed."""

    code, status = "E_SIGNED", 409


class NoReturn(Refused):
    """Returns are used up, or the time for signing (L05) is over."""

    code, status = "E_NO_RETURN", 409


class NoConsent(Refused):
    """转介 needs the applicant's signed consent (F05b)."""

    code, status = "E_CONSENT", 409


class NotInForce(Refused):
    """No row or version is valid on that day."""

    code, status = "E_NOT_IN_FORCE", 409


class NoStandard(Refused):
    """The table of standards has no row for that day; the amount stays empty, no zero is made up."""

    code, status = "E_NO_STANDARD", 409


class Overlap(Refused):
    """Two standards of the same area, aid and item would be valid on one day."""

    code, status = "E_OVERLAP", 409


class DuplicateAid(Refused):
    """Somebody whom the decision covers is on this aid already, or on one that excludes it."""

    code, status = "E_DUP_AID", 409


class Locked(Refused):
    """Too many wrong tries; `until` says when it opens again."""

    code, status = "E_LOCKED", 423


class SlowDown(Refused):
    """Too many requests; `retry_after` in seconds."""

    code, status = "E_RATE", 429


class Busy(Refused):
    """The database was locked; nothing was stored, try again."""

    code, status = "E_BUSY", 503


class FormRefused(Refused):
    """All faults of all forms together; `code` of the answer is the one code if all carry the same."""

    code, status = "E_FORM", 422

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(fields=tuple(faults))
        self.faults = tuple(faults)


def all_refusals() -> list[type[Refused]]:
    """Every refusal class, for the test that demands words for each code."""
    found, todo = [], [Refused]
    while todo:
        kind = todo.pop()
        found.append(kind)
        todo.extend(kind.__subclasses__())
    return found
