"""Grants 待遇 and the registers 登记簿: lists, one grant, rows of a register and their corrections."""

from typing import Any

from casework import grants, registers
from web.api.keys import may, need
from web.api.routes import Call, Table, filters, with_place

routes = Table(tag="grants", about="待遇、登记簿 grants and registers")

FILTERS = (
    may("aid", "name"),
    may("state", choices=("active", "suspended", "ended")),
    may("area", "name"),
    may("household_no", "name"),
    may("q", longest=50),
)
ROWS = (
    may("as_of", "day"),
    may("area", "name"),
    may("month", "month"),
    may("year", "name"),
    may("aid", "name"),
    may("case_no", "name"),
    may("q", longest=50),
    may("sort", choices=registers.SORTS),
)


@routes.get("/grants", "grant", act="grant.read", query=FILTERS, paged=True, refuses=("E_PURPOSE",))
def list_grants(call: Call) -> Any:
    """Grants of my area, the newest first."""
    return grants.list_grants(call.office, call.by, filters=filters(call), **with_place(call))


@routes.get(
    "/grants/{id}", "one_grant", act="grant.read", query=(may("as_of", "day"),), refuses=("E_PURPOSE",)
)
def show(call: Call) -> Any:
    """One grant with its household and the reckoning of its amounts, as of a day."""
    return grants.show_grant(call.office, call.by, call.path["id"], as_of=call.query.get("as_of"))


@routes.get(
    "/registers/{name}", "register", act="register.read", query=ROWS, paged=True, refuses=("E_PURPOSE",)
)
def show_register(call: Call) -> Any:
    """Rows of a register in my area; what was corrected stays in sight and does not count."""
    return registers.show_register(
        call.office, call.by, call.path["name"], filters=filters(call), **with_place(call)
    )


@routes.post(
    "/registers/{name}",
    "entry",
    need("row", "object", about="the columns that change"),
    need("corrects", "name", about="the row that was wrong"),
    need("reason"),
    act="register.correct",
    status=201,
    refuses=("E_STATE", "E_COMPUTED", "E_CHOICE", "E_MONEY", "E_DATE", "E_CLOCK"),
)
def correct(call: Call) -> Any:
    """更正: a new row beside the one that was wrong; the specialist's is a draft."""
    body = call.body
    return registers.correct_entry(
        call.office,
        call.by,
        call.path["name"],
        corrects=body["corrects"],
        row=body["row"],
        reason=body["reason"],
    )
