"""The table of standards 标准: dated rows of an area, aid and item."""

from typing import Any

from casework import standards
from web.api.keys import may, need
from web.api.routes import Body, Call, Table, filters

routes = Table(tag="standards", about="救助标准 standards")

FILTERS = (may("area", "name"), may("aid", "name"), may("item", longest=40), may("on", "day"))


@routes.get("/standards", "standard", act="standard.read", query=FILTERS, paged=True, whole=True)
def list_standards(call: Call) -> Any:
    """Rows of my county and those above it that count where it has none."""
    return standards.list_standards(call.office, call.by, filters=filters(call))


@routes.post(
    "/standards",
    "standard",
    body=Body(form=standards.FORM),
    act="standard.write",
    status=201,
    refuses=("E_OVERLAP", "E_NOT_FOUND"),
)
def add(call: Call) -> Any:
    """A new row; two of one area, aid and item on one day are refused."""
    return standards.add(call.office, call.by, call.body)


@routes.post(
    "/standards/{id}/end",
    "standard",
    need("valid_to", "day", about="the last day on which the row counts"),
    act="standard.write",
    refuses=("E_OVERLAP", "E_DATE"),
)
def end(call: Call) -> Any:
    """终止 of a row; what was worked out by it stays."""
    return standards.end(call.office, call.by, call.path["id"], valid_to=call.body["valid_to"])


@routes.get(
    "/standards/recompute",
    "recompute",
    act="standard.read",
    query=(may("from", "day", about="only rows that began on this day or later"),),
    paged=True,
    whole=True,
)
def recompute(call: Call) -> Any:
    """Grants decided before a standard of theirs changed; nothing changes by itself."""
    return standards.recompute(call.office, call.by, from_=call.query.get("from"))
