"""Notices 公示 and objections 异议: lists, taking down, objecting, and the answers."""

from typing import Any

from casework import notices
from web.api.keys import may, need
from web.api.routes import Call, Table, filters, with_place

routes = Table(tag="notices", about="公示、异议 notices and objections")

FILTERS = (
    may("state", choices=("posted", "ended", "removed")),
    may("area", "name"),
    may("case_no", "name"),
)
NOT_NOW = ("E_STATE", "E_DECIDED", "E_AVOID", "E_CLOCK")


@routes.get("/notices", "notice", act="notice.read", query=FILTERS, paged=True)
def list_notices(call: Call) -> Any:
    """Notices of my area; nobody reads here who objected."""
    return notices.list_notices(call.office, call.by, filters=filters(call), **with_place(call))


@routes.get("/notices/{id}", "notice", act="notice.read", refuses=("E_PURPOSE",))
def show(call: Call) -> Any:
    """One notice; its township's investigators read the objections to it in full."""
    return notices.show_notice(call.office, call.by, call.path["id"])


@routes.post(
    "/notices/{id}/remove",
    "notice",
    need("removed_at", "moment"),
    may("photos", "names", about="attachments"),
    act="notice.remove",
    refuses=(*NOT_NOW, "E_NOTICE_SHORT", "E_TAKEN", "E_DATE", "E_FILE"),
)
def remove(call: Call) -> Any:
    """撤下, once it has hung its full days."""
    body = call.body
    return notices.remove(
        call.office,
        call.by,
        call.path["id"],
        removed_at=body["removed_at"],
        photos=body.get("photos") or (),
    )


@routes.post(
    "/notices/{id}/objections",
    "objection",
    need("received_on", "day"),
    need("way", longest=notices.LONGEST_WAY),
    need("content", longest=notices.LONGEST),
    may("name", longest=notices.LONGEST_NAME),
    act="notice.object",
    status=201,
    refuses=NOT_NOW,
)
def object_to(call: Call) -> Any:
    """异议 against a notice that still hangs; what was said and by whom is sealed."""
    body = call.body
    return notices.object_to(
        call.office,
        call.by,
        call.path["id"],
        received_on=body["received_on"],
        way=body["way"],
        content=body["content"],
        name=body.get("name"),
    )


@routes.post(
    "/objections/{id}/close",
    "objection",
    need("outcome", choices=("upheld", "dismissed")),
    need("reason"),
    may("forms", "object", about="{F12: {…}, F08: {…}}, to complete the inquiry with it"),
    act="objection.close",
    refuses=(*NOT_NOW, "E_SAME_PERSON", "E_TAKEN", "E_REQUIRED"),
)
def close(call: Call) -> Any:
    """复查结果 of one objection; the last one completes the inquiry (an upheld one once its F12 is there)."""
    body = call.body
    return notices.close_objection(
        call.office,
        call.by,
        call.path["id"],
        outcome=body["outcome"],
        reason=body["reason"],
        forms=body.get("forms"),
    )
