"""试算: an amount worked out for mere counts and sums, so that nobody need be named; asked in the address, stored nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template, request

from assistance.amounts import CATEGORIES, DIBAO, MEDICAL, METHODS_OF, ONCE, SELF_CARE, TEKUN
from casework import amounts, people
from engine.errors import Fault, FormRefused, Refused
from engine.time import legal_day
from web.api.kinds import KINDS, Misread
from web.forms.posted import faults_of
from web.i18n import gettext as _
from web.office import the_actor, the_office

bp = Blueprint("amounts", __name__, url_prefix="/amounts")
VILLAGE = 12
KIND = {
    "on": "day",
    "members": "whole",
    "covered": "whole",
    "tier_method": "whole",
    "income": "money",
    "own_share": "money",
    "deductible_used": "money",
    "cap_used": "money",
    "asked": "money",
    **{f"extra_{category}": "whole" for category in CATEGORIES},
}
"""How what is typed is read; everything else is taken as it is chosen."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked for an aid: `needed` and other fields, by name."""

    needed: tuple[str, ...]
    other: tuple[str, ...] = ()
    extras: tuple[str, ...] = field(default=())


HOUSEHOLD = Question(
    needed=("members", "income"),
    other=("covered", "method", "tier_method"),
    extras=tuple(f"extra_{category}" for category in CATEGORIES),
)
QUESTIONS: Mapping[str, Question] = {
    **dict.fromkeys(DIBAO, HOUSEHOLD),
    **dict.fromkeys(TEKUN, Question(needed=("members", "self_care"))),
    MEDICAL: Question(needed=("own_share",), other=("deductible_used", "cap_used")),
    ONCE: Question(needed=("asked",), other=("small_fast",)),
}


@bp.get("")
def show() -> str:
    """The question of an aid, and below it the answer once it was asked."""
    office, by = the_office(), the_actor()
    aid = request.args.get("aid", "")
    aid = aid if aid in QUESTIONS else amounts.AIDS[1]
    areas = [(one["code"], one["name"]) for one in people.areas(office) if 4 < len(one["code"]) < VILLAGE]
    answer, refusal = None, None
    if "ask" in request.args:
        try:
            answer = amounts.preview(office, by, _given(aid))
        except Refused as fault:
            if fault.status in (403, 404):
                raise
            refusal = fault
    return render_template(
        "amounts.html",
        aid=aid,
        aids=amounts.AIDS,
        areas=areas,
        question=QUESTIONS[aid],
        labels=labels(),
        methods=METHODS_OF.get(aid, ()),
        classes=list(SELF_CARE),
        typed=request.args,
        on=request.args.get("on") or legal_day(office.now()).isoformat(),
        answer=answer,
        refusal=refusal,
        faults=faults_of(refusal),
        summary=_summary(faults_of(refusal)),
    )


def _summary(faults: Mapping[str, list[str]]) -> list[tuple[str, str, str]]:
    """Anchor, label and message of each fault, for the list on top; a fault of a person stands by their number."""
    fields = {path: "members" if path.startswith(("extras", "members")) else path for path in faults}
    return [
        (fields[path], labels().get(fields[path], _("金额试算")), message)
        for path, messages in faults.items()
        for message in messages
    ]


def labels() -> dict[str, str]:
    """What each field is called."""
    return {
        "on": _("决定日期"),
        "members": _("共同生活人数"),
        "income": _("家庭月可计入收入（元）"),
        "covered": _("保障人数"),
        "tier_method": _("档次"),
        "own_share": _("合规自付费用（元）"),
        "deductible_used": _("本年度已用起付（元）"),
        "cap_used": _("本年度已救助（元）"),
        "asked": _("拟救助金额（元）"),
        "extra_old": _("老年人"),
        "extra_child": _("未成年人"),
        "extra_disabled": _("重度残疾人"),
        "extra_ill": _("重病患者"),
    }


def _given(aid: str) -> dict[str, Any]:
    """The keys of `POST /amounts/preview`. Raises FormRefused with every field that cannot be read."""
    question, faults = QUESTIONS[aid], []
    found: dict[str, Any] = {
        "aid": aid,
        "area": request.args.get("area", ""),
        "members": 1,
        "income": Decimal(0),
    }
    for name in ("on", *question.needed, *question.other, *question.extras):
        typed = request.args.get(name, "").strip()
        try:
            if typed:
                found[name] = KINDS[KIND[name]].read(typed) if name in KIND else typed
            elif name in question.needed or name == "on":
                raise Misread("E_REQUIRED")
        except Misread as fault:
            faults.append(Fault(path=name, code=str(fault), facts={"label": labels().get(name, "")}))
    if faults:
        raise FormRefused(faults)
    counts = {name: found.pop(name, 0) for name in question.extras}
    return {**found, "extras": _extras(counts)}


def _extras(counts: Mapping[str, int]) -> list[dict[str, str]]:
    """One person a category; the first of the covered, one after the other."""
    categories = [
        name.removeprefix("extra_") for name, count in counts.items() for _n in range(min(count, 50))
    ]
    return [{"member": str(at + 1), "category": category} for at, category in enumerate(categories)]
