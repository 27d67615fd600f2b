"""Gates 关口: what has to lie before a step (domain.md 4.2), asked of what a case shows of itself; nothing here decides anything.

A grant and a refusal want different things: a household that does not pass the check, or an opinion against it, may be refused
but not granted; an opinion against the household is not put on public notice; a refusal has no amount.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from assistance.identifiers import is_adult
from engine.time import iso

GATES: Mapping[str, str] = MappingProxyType(
    {
        "acceptance": "受理",
        "authorisation": "核对授权",
        "check_report": "核对报告",
        "visit_by_two": "两人入户",
        "review_meeting": "民主评议",
        "opinion_signed": "意见签字",
        "notice_1": "公示期满",
        "notice_2": "二次公示期满",
        "objections_closed": "异议办结",
        "county_visit": "县级入户",
        "amount_computed": "金额",
    }
)
"""By key, in the order of a case (contract 3.4)."""
GRANT, REFUSE = "grant", "refuse"
"""What a case is on its way to."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a form, with the step and outcome it was handed in with (None: at the window)."""

    content: Mapping[str, Any]
    at: datetime
    revision: int = 1
    step: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, kw_only=True)
class Posted:
    """A public notice as it hangs; `opinion` is the revision of the F12 it makes known, `objected` whether anybody objected."""

    round: int
    last_day: date
    free_from: datetime
    removed_at: datetime | None
    opinion: int
    objected: bool


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a case has come.

    `moments` holds the newest time of each moment, `done` the newest time each step ended with each outcome; entries and
    notices come oldest first. `checked_on` is the day the household was checked, else today: on it the authorisation must hold.
    `decision` is what the step decides, None where it decides nothing and the case follows its opinion.
    """

    now: datetime
    checked_on: date
    regime: str | None
    decision: str | None
    flags: frozenset[str] = frozenset()
    moments: Mapping[str, datetime] = field(default_factory=dict)
    done: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    forms: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    notices: Sequence[Posted] = ()
    objections: int = 0

    def newest(self, form: str) -> Entry | None:
        """The newest entry of a form."""
        return next(reversed(self.forms.get(form, ())), None)

    @property
    def opinion(self) -> Entry | None:
        """The opinion that stands: one handed in with a dismissed objection only repeats what was signed."""
        return standing(self.forms.get("F12", ()))

    @property
    def aim(self) -> str:
        """What the case is on its way to, by the decision or else by the opinion."""
        if self.decision is not None:
            return self.decision
        return REFUSE if self.opinion and self.opinion.content.get("suggested") == "disagree" else GRANT


@dataclass(frozen=True, kw_only=True)
class Gate:
    """A gate that is open 未关闭, with the reason for people."""

    key: str
    name: str
    detail: str


def open_gates(demanded: Iterable[str], progress: Progress) -> list[Gate]:
    """Those of the demanded gates that hold the step, in the order of a case. Raises KeyError for a gate nobody knows."""
    wanted = set(demanded)
    unknown = wanted - GATES.keys()
    if unknown:
        raise KeyError(f"no such gate: {sorted(unknown)}")
    found = ((key, RULES[key](progress)) for key in GATES if key in wanted)
    return [Gate(key=key, name=GATES[key], detail=detail) for key, detail in found if detail]


def standing(opinions: Sequence[Entry]) -> Entry | None:
    """Of all entries of F12 the one that stands."""
    return next(
        (e for e in reversed(opinions) if (e.step, e.outcome) != ("reinvestigate", "dismissed")), None
    )


def authorisation_fault(
    authorisation: Mapping[str, Any] | None, members: Mapping[str, Any] | None, on: date
) -> str | None:
    """Why a household may not be checked on a day, from the data of F05 and F02; None when it may."""
    if authorisation is None:
        return "没有核对授权书。"
    signed = {row.get("member") for row in authorisation.get("adults") or ()}
    rows = (members or {}).get("rows") or ()
    missing = sum(
        1
        for row in rows
        if row.get("living_together") and is_adult(row["id_no"], on) and row["id_no"] not in signed
    )
    if missing:
        return f"有{missing}名共同生活的成年成员没有签署核对授权书。"
    if date.fromisoformat(authorisation["valid_to"]) < on:
        return f"核对授权书的有效期到{authorisation['valid_to']}为止，已经过期。"
    return None


def _acceptance(progress: Progress) -> str | None:
    return None if "acceptance" in progress.moments else "此件还没有受理。"


def _authorisation(progress: Progress) -> str | None:
    given, members = progress.newest("F05"), progress.newest("F02")
    return authorisation_fault(
        given.content if given else None, members.content if members else None, progress.checked_on
    )


def _check_report(progress: Progress) -> str | None:
    """不符合 that the applicant has not explained is enough to refuse; what stayed 待核 may be settled by a meeting."""
    report = progress.newest("F10")
    if report is None:
        return "还没有核对报告。"
    conclusion = report.content.get("conclusion")
    if conclusion == "pending":
        met = progress.moments.get("review_meeting_held")
        return None if met and met >= report.at else "核对结论为待核，还没有查清。"
    if conclusion != "fails":
        return None
    told = progress.done.get(("check_rebut", "no_answer"))
    if told is None or told < report.at:
        return "核对结论为不符合，申请人还没有说明。"
    return None if progress.aim == REFUSE else "核对结论为不符合，申请人没有说明，不能按符合条件办理。"


def _visit_by_two(progress: Progress) -> str | None:
    visits = [one for one in progress.forms.get("F08", ()) if one.step != "county_visit"]
    if any(len(set(visit.content.get("visitors") or ())) >= 2 for visit in visits):
        return None
    return "还没有两人以上的入户调查记录。"


def _review_meeting(progress: Progress) -> str | None:
    """R2012 always; later regimes when the case is contested 有争议."""
    if progress.regime != "R2012" and "contested" not in progress.flags:
        return None
    if "review_meeting_held" in progress.moments:
        return None
    return "情况有争议，还没有民主评议。" if progress.regime != "R2012" else "还没有民主评议。"


def _opinion_signed(progress: Progress) -> str | None:
    opinion, signed = progress.opinion, progress.moments.get("opinion_signed")
    if opinion is None:
        return "还没有审核意见。"
    return None if signed and signed >= opinion.at else "审核意见还没有签字。"


def _notice(round_: int) -> Callable[[Progress], str | None]:
    def rule(progress: Progress) -> str | None:
        opinion = progress.opinion
        if progress.aim == REFUSE and opinion and opinion.content.get("suggested") == "disagree":
            return None
        posted = [one for one in progress.notices if one.round == round_]
        return _unfinished(posted[-1], progress) if posted else "还没有公示。"

    return rule


def _unfinished(notice: Posted, progress: Progress) -> str | None:
    """Why a notice does not count yet, or not any more."""
    if notice.removed_at and notice.removed_at < notice.free_from:
        return "公示没有满期就结束了，须重新公示。"
    if notice.objected:
        return "公示期间有异议，复查之后须重新公示。"
    if progress.opinion and progress.opinion.revision > notice.opinion:
        return "公示之后审核意见有改动，须重新公示。"
    if progress.now < notice.free_from:
        return f"公示到{notice.last_day.isoformat()}为止，{iso(notice.free_from)[:10]}零时起才可继续办理。"
    return None


def _objections_closed(progress: Progress) -> str | None:
    return f"还有{progress.objections}件异议没有办结。" if progress.objections else None


def _county_visit(progress: Progress) -> str | None:
    """重点 cases are all visited by the county, after it has received them."""
    if "key" not in progress.flags:
        return None
    received = progress.moments.get("county_received")
    visits = [one for one in progress.forms.get("F08", ()) if one.step == "county_visit"]
    if received and any(visit.at >= received for visit in visits):
        return None
    return "此件是重点办件，县级还没有入户。"


def _amount_computed(progress: Progress) -> str | None:
    if progress.aim == REFUSE:
        return None
    opinion = progress.opinion
    if opinion and _left(progress, opinion):
        return "审核意见的保障对象里有人已不是共同生活成员，须退回重新写审核意见。"
    if opinion and opinion.content.get("amount") is not None:
        return None
    reason = opinion.content.get("remark") if opinion else None
    return f"没有算出救助金额：{reason}。" if reason else "还没有算出救助金额，请检查保障标准和审核意见。"


def _left(progress: Progress, opinion: Entry) -> bool:
    """Whether somebody whom an opinion covers has died or left the household since."""
    members = progress.newest("F02")
    rows = members.content.get("rows") or () if members else ()
    living = {row["id_no"] for row in rows if row.get("living_together")}
    return members is not None and not set(opinion.content.get("covered") or ()) <= living


RULES: Mapping[str, Callable[[Progress], str | None]] = MappingProxyType(
    {
        "acceptance": _acceptance,
        "authorisation": _authorisation,
        "check_report": _check_report,
        "visit_by_two": _visit_by_two,
        "review_meeting": _review_meeting,
        "opinion_signed": _opinion_signed,
        "notice_1": _notice(1),
        "notice_2": _notice(2),
        "objections_closed": _objections_closed,
        "county_visit": _county_visit,
        "amount_computed": _amount_computed,
    }
)
"""By gate: None when it is closed, else why it is not, in a sentence without names."""
