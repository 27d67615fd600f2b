"""Incidents 异常: commands that failed and were rolled back, to be tried again or given up."""

from typing import Any

from casework import incidents, retrying
from web.api.keys import may, need
from web.api.routes import Call, Table, filters, with_place

routes = Table(tag="incidents", about="异常 incidents")


@routes.get(
    "/incidents",
    "incident",
    query=(may("state", choices=("open", "mended", "cancelled")), may("area", "name")),
    act="incident.read",
    paged=True,
)
def list_incidents(call: Call) -> Any:
    """Incidents in my scope."""
    return incidents.list_incidents(call.office, call.by, filters=filters(call), **with_place(call))


@routes.post(
    "/incidents/{id}/retry",
    "incident",
    may("facts", "object"),
    need("reason"),
    act="incident.retry",
    refuses=("E_STATE", "E_CLOCK"),
)
def retry(call: Call) -> Any:
    """Try again, with facts mended if need be."""
    return retrying.retry(
        call.office, call.by, call.path["id"], facts=call.body.get("facts"), reason=call.body["reason"]
    )


@routes.post("/incidents/{id}/cancel", "incident", need("reason"), act="incident.mend", refuses=("E_STATE",))
def cancel(call: Call) -> Any:
    """Give it up, with a reason."""
    return incidents.cancel(call.office, call.by, call.path["id"], reason=call.body["reason"])
