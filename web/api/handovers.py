"""Handovers 转办、转介: each act is the completion of the handover's open task by another door."""

from dataclasses import dataclass
from typing import Any

from casework import handover
from web.api.keys import Key, may, need
from web.api.routes import Body, Call, Table, filters, with_place

routes = Table(tag="handovers", about="转办、转介 handovers")

FILTERS = (
    may("kind", choices=("transfer", "refer")),
    may("state", longest=40),
    may("unit", "name"),
    may("case_no", "name"),
)


@routes.post(
    "/cases/{no}/handovers",
    "handover",
    need("kind", choices=("transfer", "refer")),
    may("unit", "name"),
    may("F15", "object"),
    act="handover.start",
    status=201,
    refuses=("E_DECIDED", "E_STATE", "E_CONSENT", "E_CLOCK"),
)
def start(call: Call) -> Any:
    """A handover of a case, drafted."""
    given = call.body
    return handover.start_handover(
        call.office,
        call.by,
        call.path["no"],
        kind=given["kind"],
        unit=given.get("unit"),
        form=given.get("F15"),
    )


@routes.get("/handovers", "handover", act="handover.read", query=FILTERS, paged=True)
def list_handovers(call: Call) -> Any:
    """Handovers of my township, or those sent to my unit."""
    return handover.list_handovers(call.office, call.by, filters=filters(call), **with_place(call))


@routes.get("/handovers/{id}", "handover", act="handover.read")
def show(call: Call) -> Any:
    """One handover with its legs and limits; the unit sees only what it was sent."""
    return handover.show_handover(call.office, call.by, call.path["id"])


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act on a handover: what it takes, and the refusals of its own."""

    name: str
    about: str
    keys: tuple[Key, ...] = ()
    form: str | None = None
    refuses: tuple[str, ...] = ()


ACTS = (
    Act(name="consent", about="征得同意 for a referral, signed by the person.", form="F05b"),
    Act(name="send", about="发出, first or again after a return.", form="F15", refuses=("E_CONSENT",)),
    Act(
        name="recall",
        about="撤回发出, before it is signed for.",
        keys=(need("reason"),),
        refuses=("E_SIGNED",),
    ),
    Act(name="tell", about="告知 the applicant.", form="F17"),
    Act(name="file", about="归档."),
    Act(name="sign", about="签收 by the unit."),
    Act(
        name="return",
        about="退回 by the unit: return_reason and proposed_unit; the third one goes to the county.",
        form="F16",
        refuses=("E_SIGNED", "E_NO_RETURN"),
    ),
    Act(name="take", about="接受 by the agency."),
    Act(
        name="decline", about="婉拒 by the agency; the window may offer another one.", keys=(need("reason"),)
    ),
    Act(name="result", about="出结果 by the unit.", form="F16"),
    Act(name="feed-back", about="反馈 by the unit.", form="F16"),
    Act(
        name="name-unit",
        about="指定承办单位 by the county, after the third return.",
        keys=(need("unit", "name"), need("reason")),
    ),
)


def _add(act: Act) -> None:
    def carry_out(call: Call) -> Any:
        return handover.act(call.office, call.by, call.path["id"], act.name, call.body)

    carry_out.__name__, carry_out.__doc__ = act.name.replace("-", "_"), act.about
    body = Body(keys=act.keys, form=act.form)
    refuses = ("E_STATE", "E_DECIDED", "E_CLOCK", *act.refuses)
    routes.post(
        f"/handovers/{{id}}/{act.name}", "handover", body=body, act=f"handover.{act.name}", refuses=refuses
    )(carry_out)


for _act in ACTS:
    _add(_act)
