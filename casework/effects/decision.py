"""What the county's decision 确认 and its service 送达 mean: the case is decided, and a grant 待遇 begins or a letter goes out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistance import awards
from assistance.amounts import start_month
from assistance.gates import GRANT
from assistance.people import Actor
from assistance.permissions import PERMISSIONS
from casework import gates, limits, on_aid
from casework.casefile import CaseFile, Open
from casework.effects.computed import fill
from casework.effects.kinds import Effect, Forms
from casework.lookups import Tables
from casework.versions import Versions
from engine.errors import DuplicateAid, Fault, FormRefused, Refused, WrongState
from engine.money import fen
from engine.permissions import Place, may
from engine.tasks import Task
from engine.time import legal_day, start_of
from store.tables.grant import GrantAmount, GrantMember, GrantRow

HELD = ("confirm", GRANT)
"""The outcome that somebody's grant elsewhere keeps from being."""
REMEDIES = {"review_until": "review_filed", "court_until": "suit_filed"}
"""Computed days of F14, by the moment that would end their limit (rows L15, L16)."""


def _grant(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """给予: amount and month of start stand in F13; the grant lasts until another decision ends it."""
    form, opinion = clean["F13"], gates.opinion(file)
    if opinion is None:
        raise WrongState(step="opinion")
    covered = list(opinion.content.get("covered") or ())
    _alone(file, form["decision_no"])
    _demand_free(file, covered)
    amount = form.get("amount_changed") or form.get("amount")
    file.case = replace(
        file.case,
        state="granted",
        result="granted",
        amount=None if amount is None else fen(Decimal(amount)),
        start_month=form.get("start_month") or start_month(date.fromisoformat(form["decided_on"])),
        covered=len(covered) or None,
        household_no=file.case.household_no or _household_no(file),
    )
    _decided(file, clean)
    if file.case.aid in awards.MONTHLY:
        _begin(file, covered, form, opinion.content)


def _refuse(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """不予: the letter F14 is whole, or the forms were refused before."""
    _alone(file, clean["F13"]["decision_no"])
    file.case = replace(file.case, state="refused", result="refused")
    _decided(file, clean)


def _alone(file: Open, decision_no: str) -> None:
    """One decision at a time: two that are taken at once neither bear one number nor put somebody on aid twice."""
    file.work.alone("decision")
    if not Tables(file.work, legal_day(file.now), file.case.id).decision_no_free(decision_no):
        fault = Fault(path="F13.decision_no", code="E_UNIQUE", facts={"label": "决定文号", "what": "used"})
        raise FormRefused([fault])


def _decided(file: Open, clean: Forms) -> None:
    form = clean["F13"]
    file.case = replace(
        file.case,
        decided=True,
        decided_on=date.fromisoformat(form["decided_on"]),
        decision_no=form["decision_no"],
    )


def _household_no(file: Open) -> str:
    village = file.case.village or file.case.area
    return awards.household_no(village, file.command.serial(f"household-{village}"))


def _demand_free(file: Open, covered: Iterable[str]) -> None:
    """Nobody is on 低保 or 特困 twice. Raises DuplicateAid; to staff of another area it names neither place nor case."""
    aids, household_no = awards.excluding(file.case.aid), file.case.household_no
    found = file.command.draw(lambda: on_aid.grants_of(file.work, aids, covered, household_no))
    if not found:
        return
    grant = file.work.awards.get(found[0])
    if _knows(file.command.by, grant):
        raise DuplicateAid(why="on_aid_here", aid=grant.aid, decision_no=grant.decision_no)
    raise DuplicateAid()


def on_aid_already(file: CaseFile, versions: Versions) -> DuplicateAid | None:
    """Why nothing can be granted, known before anybody decides; the command says which grant it is to whoever may know."""
    opinion = gates.opinion(file)
    covered = list(opinion.content.get("covered") or ()) if opinion else []
    aids, household_no = awards.excluding(file.case.aid), file.case.household_no
    return DuplicateAid() if on_aid.grants_of(file.work, aids, covered, household_no) else None


def _knows(by: Actor, grant: GrantRow) -> bool:
    return may(by.grants, "grant.read", Place(area=grant.village or grant.area), PERMISSIONS) is None


def _begin(file: Open, covered: list[str], form: Forms, opinion: Mapping[str, object]) -> None:
    case = file.case
    assert case.amount is not None
    assert case.household_no is not None
    assert case.decided_on is not None
    grant = file.awards.keep(
        GrantRow(
            id=file.command.new_id(),
            revision=1,
            case_id=case.id,
            aid=case.aid,
            area=case.area,
            village=case.village,
            household_no=case.household_no,
            head_name=case.head_name or "",
            head_id=case.head_id,
            head_id_index=case.head_id_index,
            members=case.members or 1,
            covered=len(covered),
            categories=_categories(opinion),
            state="active",
            amount=case.amount,
            from_month=str(case.start_month),
            to_month=None,
            decided_on=case.decided_on,
            decision_no=str(case.decision_no),
            review_group=None,
            created_at=file.now,
        )
    )
    _members(file, grant, covered)
    file.award_amounts.keep(
        GrantAmount(
            id=file.command.new_id(),
            grant_id=grant.id,
            case_id=case.id,
            from_month=grant.from_month,
            to_month=None,
            amount=grant.amount,
            worked=list(form.get("worked") or ()),
        )
    )


def _categories(opinion: Mapping[str, object]) -> list[str]:
    """分类施保 as the opinion asks for it, in the order of the table."""
    rows = opinion.get("extras") or ()
    assert isinstance(rows, Iterable)
    asked = {row["category"] for row in rows}
    return [category for category in ("old", "child", "disabled", "ill") if category in asked]


def _members(file: Open, grant: GrantRow, covered: list[str]) -> None:
    """The household as it lives together on the day of decision."""
    rows = file.entries()["F02"].content.get("rows") or () if "F02" in file.entries() else ()
    for row in rows:
        if row["living_together"]:
            file.award_members.keep(
                GrantMember(
                    id=file.command.new_id(),
                    grant_id=grant.id,
                    name=row["name"],
                    id_no=row["id_no"],
                    id_index=file.work.award_members.blind(row["id_no"]),
                    relation=row["relation"],
                    covered=row["id_no"] in covered,
                )
            )


def _served(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """送达: from the day of service the applicant may ask for review and go to court; the letter now names both days."""
    if "F14" not in clean:
        return
    letters = [entry for entry in file.forms.everything() if entry.form == "F14"]
    letter = min(letters, key=lambda entry: entry.revision).content
    form = clean["F14"]
    kept = {key: value for key, value in letter.items() if form.get(key) is None}
    at = start_of(date.fromisoformat(form["served_on"]))
    until = {key: limits.last_day(file, "served", moment, at) for key, moment in REMEDIES.items()}
    fill(file, "F14", **{**kept, **{key: day.isoformat() for key, day in until.items() if day}})


EFFECTS: Mapping[tuple[str, str], Effect] = {
    ("confirm", "grant"): _grant,
    ("confirm", "refuse"): _refuse,
    ("serve", "served"): _served,
}
HINDRANCES: Mapping[tuple[str, str], Callable[[CaseFile, Versions], Refused | None]] = {HELD: on_aid_already}
"""Outcomes that are known beforehand to be refused: the page shows them with the reason."""
