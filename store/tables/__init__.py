"""One file a noun: the table, and the value its rows become where no lower floor needs it."""

from store.tables import (
    attachment,
    audit,
    calendar,
    case,
    flow,
    grant,
    handover,
    ladder,
    limit,
    notice,
    people,
    register,
)

__all__ = [
    "attachment",
    "audit",
    "calendar",
    "case",
    "flow",
    "grant",
    "handover",
    "ladder",
    "limit",
    "notice",
    "people",
    "register",
]
