"""Scope 范围: who may see a case or a task, and why not."""

from collections.abc import Iterable

from assistance.cases import Case
from assistance.people import TOWNSHIP_ROLES, Actor
from assistance.permissions import CASE_READERS, PERMISSIONS, WATCHERS
from casework.office import Command, Office
from engine.errors import Forbidden, NotFound, PurposeMissing
from engine.permissions import Place, covers, demand, may
from engine.tasks import Task
from gateways import ids
from store.tables.audit import Access
from store.work import Work


def place_of_case(case: Case, units: Iterable[str] = ()) -> Place:
    """Where a case lies: its village if known (so that a specialist's grant reaches it), else its township."""
    return Place(area=case.village or case.area, units=frozenset(units))


def may_see_case(by: Actor, case: Case, act: str = "case.read") -> None:
    """Refuse out of scope as absent, and the wrong role by name; an auditor names a purpose."""
    demand(by.grants, act, place_of_case(case), PERMISSIONS)
    if by.purpose is None and readers(by, case) <= {"auditor"}:
        raise PurposeMissing(act=act)


def may_read_file(by: Actor, case: Case) -> None:
    """Scans and letters cannot be masked: whoever only watches gives a purpose first."""
    may_see_case(by, case)
    if by.purpose is None and watches_only(by):
        raise PurposeMissing(act="case.read")


def readers(by: Actor, case: Case) -> frozenset[str]:
    """The roles through which a person reads this case."""
    place = place_of_case(case)
    return frozenset(grant.role for grant in by.grants if grant.role in CASE_READERS and covers(grant, place))


def may_see_task(work: Work, by: Actor, task: Task) -> str:
    """How a person may see a task: `holder`, `candidate`, `watcher` or `head`; raises NotFound, Forbidden."""
    if task.holder == by.login and task.group in by.groups:
        return "holder"
    if work.kept_apart(task.id, by.login):
        raise NotFound(what="task", id=task.id)
    if task.group in by.groups:
        return "candidate"
    place = Place(area=task.area, units=frozenset({task.unit} if task.unit else ()))
    if may(by.grants, "task.watch", place, PERMISSIONS) is None:
        return "watcher"
    if may(by.grants, "task.assign", place, PERMISSIONS) is None:
        return "head"
    if may(by.grants, "task.watch", place, PERMISSIONS) == "role":
        raise Forbidden(why="not_candidate", group=task.group)
    raise NotFound(what="task", id=task.id)


def assigns(by: Actor, task: Task) -> bool:
    """指派 is the township head's, for the county's steps the reviewer's; a unit divides its own work."""
    if task.unit is not None:
        return False
    role = "head" if task.role in TOWNSHIP_ROLES else "county_review"
    place = Place(area=task.area)
    return any(grant.role == role and covers(grant, place) for grant in by.grants)


def areas(by: Actor, act: str) -> list[str]:
    """Where a person may do this: another post of theirs, elsewhere, opens nothing."""
    return [grant.area for grant in by.grants if grant.area and grant.role in PERMISSIONS[act]]


def log_read(office: Office, by: Actor, what: str, case: Case | None) -> None:
    """One read of personal data, in a short transaction of its own before the answer."""
    with office.store.begin() as work:
        work.accesses.add(_access(office, by, what, case))


def log_in(command: Command, what: str, case: Case) -> None:
    """A read that belongs to a command is logged with it."""
    command.work.accesses.add(_access(command.office, command.by, what, case))


def _access(office: Office, by: Actor, what: str, case: Case | None) -> Access:
    return Access(
        id=ids.new_id(),
        at=office.now(),
        by=by.login,
        role=role_here(by, case),
        case_id=case.id if case else None,
        case_no=case.no if case else None,
        what=what,
        purpose=by.purpose,
    )


def role_here(by: Actor, case: Case | None) -> str | None:
    """The role through which somebody acts on a case: the one whose grant reaches it."""
    if case is not None:
        place = place_of_case(case)
        for grant in by.grants:
            if grant.unit is None and covers(grant, place):
                return grant.role
    return by.grants[0].role if by.grants else None


def watches_only(by: Actor) -> bool:
    """Whether all a person's roles only watch."""
    return bool(by.roles) and by.roles <= WATCHERS
