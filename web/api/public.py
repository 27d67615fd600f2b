"""Public answers 公众: no token, no personal data."""

from typing import Any

from casework import notices, public
from web.api.keys import may, need
from web.api.routes import Call, Table

routes = Table(tag="public", about="公众 public, no token")


@routes.post(
    "/public/progress",
    "progress",
    need("no", longest=40),
    need("id_last4", longest=10),
    token=False,
    refuses=("E_NOT_FOUND", "E_LOCKED", "E_UNKNOWN_FIELD"),
)
def progress(call: Call) -> Any:
    """办理进度 by case number and the last four of the identity number."""
    return public.progress(call.office, call.body["no"], call.body["id_last4"])


@routes.get("/public/notices", "public_notice", token=False, paged=True, whole=True)
def list_notices(call: Call) -> Any:
    """公示 that hang now: name, members, amount, aid, village and the last day."""
    return notices.public_notices(call.office)


@routes.get("/public/notices/{id}", "public_notice", token=False)
def notice(call: Call) -> Any:
    """One 公示 that hangs now; gone with its last day."""
    return notices.public_notice(call.office, call.path["id"])


@routes.get(
    "/public/lists",
    "listed",
    query=(may("area", "name"), may("aid", "name")),
    token=False,
    paged=True,
    whole=True,
)
def lists(call: Call) -> Any:
    """公布名单: whoever is on a published grant, for as long as it is paid."""
    return public.lists(call.office, area=call.query.get("area"), aid=call.query.get("aid"))


@routes.get("/public/verify", "verified_number", query=(may("number", longest=60),), token=False)
def verify(call: Call) -> Any:
    """Whether a certificate is valid, and for which aid; unknown and stopped look alike."""
    return public.certificate(call.office, call.query.get("number", ""))


@routes.get("/public/flow/{key}", "flow", token=False)
def flow(call: Call) -> Any:
    """一图看懂: the steps, limits, papers and remedies of an aid or process."""
    return public.flow(call.office, call.path["key"])
