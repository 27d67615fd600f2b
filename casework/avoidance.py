"""回避: staff who belong to the applying household, or whose close relatives do, get nothing of the case."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from casework.casefile import Open
from engine.errors import Avoid
from engine.tasks import OPEN, Task, put_back
from store.tables.flow import Exclusion
from store.work import Work


def look(file: Open, declared: Iterable[Mapping[str, Any]] = ()) -> None:
    """Find the relatives among staff, by register and by what F07 declares; the case is 重点 and their tasks leave them."""
    members = file.members if file.members is not None else file.work.members.having(case_id=file.case.id)
    found = kin(file.work, [member.id_index for member in members])
    found |= {str(row["staff_login"]) for row in declared if row.get("staff_login")}
    if found:
        mark_key(file, "relative")
        avoid(file, found)


def kin(work: Work, id_indexes: list[bytes]) -> set[str]:
    """Logins of staff who are, or who have entered as their close relative 近亲属, one of these people."""
    if not id_indexes:
        return set()
    same = tuple(id_indexes)
    relatives = {row.login for row in work.relatives.having(id_index=same)}
    return relatives | {row.login for row in work.people.having(id_index=same)}


def mark_key(file: Open, reason: str) -> None:
    """重点: all of it is visited by the county; `reason` is `relative` or `complaint`."""
    flags, reasons = file.case.flags, file.case.key_reasons
    file.case = replace(
        file.case,
        flags=flags if "key" in flags else [*flags, "key"],
        key_reasons=reasons if reason in reasons else [*reasons, reason],
    )


def avoid(file: Open, logins: Iterable[str]) -> None:
    """Keep these people away from the case: its open tasks are put back, and none is offered to them again."""
    new = sorted(set(logins) - set(file.case.avoid))
    if not new:
        return
    file.case = replace(file.case, avoid=[*file.case.avoid, *new])
    for task in list(file.tasks):
        if task.state in OPEN:
            known = {row.login for row in file.work.exclusions.having(task_id=task.id)}
            file.exclusions += [
                Exclusion(task_id=task.id, login=login, why="relative") for login in new if login not in known
            ]
            if task.holder in new:
                file.tasks.keep(put_back(task))


def excluded(file: Open, task: Task, apart: set[str]) -> list[Exclusion]:
    """Who a new task is kept from: relatives first, then whoever did a step that must be another person's."""
    why = dict.fromkeys(apart, "separation") | dict.fromkeys(file.case.avoid, "relative")
    return [Exclusion(task_id=task.id, login=login, why=why[login]) for login in sorted(why)]


def demand_none(file: Open) -> None:
    """Refuse whoever has to keep away from this case."""
    if file.command.by.login in file.case.avoid:
        raise Avoid(case=file.case.no)
