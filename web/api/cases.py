"""Cases 办件: apply, look for, and what a window does to a case as a whole."""

from typing import Any

from assistance.cases import AIDS
from casework import cases, departures, intake
from web.api.keys import may, need
from web.api.routes import Call, Table, filters, with_place

routes = Table(tag="cases", about="办件 cases")

EMERGENCIES = ("urgent", "small_fast", "expenditure")
COLOURS = ("green", "amber", "red", "none")
FILTERS = (
    may("aid", choices=tuple(AIDS)),
    may("state", longest=40),
    may("regime", choices=("R2012", "R2021", "R2026")),
    may("area", "name"),
    may("colour", choices=COLOURS),
    may("from", "day"),
    may("to", "day"),
    may("q", longest=50, about="name, case number or identity number"),
    may("flag", longest=40),
)
OPENING = (
    need("aid", choices=tuple(AIDS)),
    need("area", "name", about="township, 9 digits"),
    may("forms", "object", about="{F01: {…}, F02: {rows: […]}, …}"),
    may("emergency_kind", choices=EMERGENCIES),
    may("as_draft", "truth"),
)


@routes.post(
    "/cases",
    "case",
    *OPENING,
    act="case.open",
    status=201,
    refuses=("E_COMPUTED", "E_CLOCK", "E_NOT_FOUND", "E_NOT_IN_FORCE"),
)
def open_case(call: Call) -> Any:
    """Submit an application, or keep it as a draft."""
    given = call.body
    return intake.open_case(
        call.office,
        call.by,
        aid=given["aid"],
        area=given["area"],
        forms=given.get("forms", {}),
        emergency_kind=given.get("emergency_kind"),
        as_draft=given.get("as_draft", False),
    )


@routes.get("/cases", "case_row", act="case.list", query=FILTERS, paged=True)
def list_cases(call: Call) -> Any:
    """Cases in my scope; without a purpose a supervisor reads masked names."""
    return cases.list_cases(call.office, call.by, filters=filters(call), **with_place(call))


@routes.get("/cases/{no}", "case", act="case.read", refuses=("E_PURPOSE",))
def show_case(call: Call) -> Any:
    """One case with its instances, open tasks, moments and what I may do."""
    return cases.show_case(call.office, call.by, call.path["no"])


@routes.post(
    "/cases/{no}/submit", "case", may("forms", "object"), act="case.submit", refuses=("E_STATE", "E_CLOCK")
)
def submit(call: Call) -> Any:
    """A draft becomes an application and gets its number."""
    return intake.submit_case(call.office, call.by, call.path["no"], forms=call.body.get("forms"))


@routes.post(
    "/cases/{no}/withdraw",
    "case",
    need("reason"),
    need("signed_on", "day"),
    need("signature", "name"),
    act="case.withdraw",
    refuses=("E_DECIDED", "E_STATE", "E_CLOCK"),
)
def withdraw(call: Call) -> Any:
    """撤回 by the applicant's signature, before the decision."""
    given = call.body
    return intake.withdraw_case(
        call.office,
        call.by,
        call.path["no"],
        reason=given["reason"],
        signed_on=given["signed_on"],
        signature=given["signature"],
    )


@routes.post(
    "/cases/{no}/correct",
    "case",
    need("form", "name"),
    need("data", "object"),
    need("reason"),
    act="case.correct",
    refuses=("E_DECIDED", "E_STATE", "E_COMPUTED", "E_CLOCK"),
)
def correct(call: Call) -> Any:
    """更正: a new revision of a form, before the decision."""
    given = call.body
    return intake.correct_case(
        call.office, call.by, call.path["no"], form=given["form"], data=given["data"], reason=given["reason"]
    )


@routes.post(
    "/cases/{no}/death",
    "case",
    need("member", "name", about="identity number of a member"),
    need("died_on", "day"),
    may("new_head", "name", about="identity number of the member who goes on as head"),
    act="case.death",
    refuses=("E_DECIDED", "E_STATE", "E_CLOCK"),
)
def death(call: Call) -> Any:
    """死亡: the case ends with its applicant, or goes on with a new head."""
    given = call.body
    return departures.record_death(
        call.office,
        call.by,
        call.path["no"],
        member=given["member"],
        died_on=given["died_on"],
        new_head=given.get("new_head"),
    )


@routes.post(
    "/cases/{no}/move",
    "case",
    need("to_area", "name", about="township, 9 digits"),
    need("moved_on", "day"),
    need("reason"),
    act="case.move",
    refuses=("E_DECIDED", "E_STATE", "E_CLOCK"),
)
def move(call: Call) -> Any:
    """迁移 to another township of the county; acceptance and limits stay."""
    given = call.body
    return departures.move_case(
        call.office,
        call.by,
        call.path["no"],
        to_area=given["to_area"],
        moved_on=given["moved_on"],
        reason=given["reason"],
    )
