"""What issuing a certificate 发证 means: the household holds it, under a number that is never used again."""

from collections.abc import Mapping
from datetime import date

from assistance import awards
from casework.casefile import Open
from casework.effects.computed import fill
from casework.effects.kinds import Effect, Forms
from engine.errors import Fault, FormRefused
from engine.tasks import Task
from engine.time import legal_day
from store.tables.grant import Certificate, GrantRow


def _issued(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    form = clean["F24"]
    file.work.alone("certificate")  # two issued at once never bear one number
    grant = _grant(file, form)
    number = form.get("number") or _next_number(file, grant)
    fill(file, "F24", holder=grant.head_name, number=number)
    file.certificates.keep(
        Certificate(
            id=file.command.new_id(),
            revision=1,
            number=number,
            kind=form["kind"],
            grant_id=grant.id,
            case_id=file.case.id,
            aid=grant.aid,
            area=grant.area,
            holder=grant.head_name,
            state="issued",
            made_on=date.fromisoformat(form["made_on"]),
            issued_on=date.fromisoformat(form["issued_on"]),
            issuer=file.command.by.login,
            old_returned=bool(form.get("old_returned")),
            loss_statement=form.get("loss_statement"),
            receipt=form["receipt"],
            marks=[],
        )
    )


def _grant(file: Open, form: Forms) -> GrantRow:
    """The grant that the form names, if it is this case's and of the certificate's kind and number. Raises FormRefused."""
    found = next((grant for grant in file.awards.everything() if grant.id == form["grant"]), None)
    faults = []
    if found is None:
        faults.append(_fault("grant", "待遇编号", "E_CHOICE"))
    elif awards.KIND_OF_AID[found.aid] != form["kind"]:
        faults.append(_fault("kind", "证件种类", "E_CHOICE"))
    if form.get("number") and file.command.draw(lambda: _is_taken(file, form["number"])):
        faults.append(_fault("number", "证件编号", "E_UNIQUE"))
    if faults or found is None:
        raise FormRefused(faults)
    return found


def _fault(key: str, label: str, code: str) -> Fault:
    return Fault(path=f"F24.{key}", code=code, facts={"label": label})


def _is_taken(file: Open, number: str) -> bool:
    return bool(file.work.certificates.having(number=number))


def _next_number(file: Open, grant: GrantRow) -> str:
    """The next number of the county, aid and year; one that was given by hand is passed over."""
    county, year = file.case.county, legal_day(file.now).year

    def free() -> str:
        while True:
            serial = file.work.serial(f"certificate-{county}-{grant.aid}-{year}")
            number = awards.certificate_no(county, grant.aid, year, serial)
            if not _is_taken(file, number):
                return number

    return str(file.command.draw(free))


EFFECTS: Mapping[tuple[str, str], Effect] = {("certificate", "issued"): _issued}
