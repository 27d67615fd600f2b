"""Audit 审计: events, reads of personal data, and whether the chain holds. Every read needs a purpose."""

from typing import Any

from casework import audit
from web.api.keys import may
from web.api.routes import Call, Table, filters, with_place

routes = Table(tag="audit", about="审计 audit")

FILTERS = (may("case_no", "name"), may("by", "name"), may("from", "day"), may("to", "day"))


@routes.get("/audit/events", "event", query=FILTERS, act="audit.read", paged=True)
def events(call: Call) -> Any:
    """Events in order."""
    return audit.events(call.office, call.by, filters=filters(call), **with_place(call))


@routes.get("/audit/access", "access", query=FILTERS, act="audit.read", paged=True)
def access(call: Call) -> Any:
    """Who read personal data, when and for what."""
    return audit.access(call.office, call.by, filters=filters(call), **with_place(call))


@routes.get("/audit/verify", "verified", act="audit.read")
def verify(call: Call) -> Any:
    """Whether every chain of events is whole."""
    return audit.verify_for(call.office, call.by)
