"""What the steps of acceptance 受理 and closing mean beside moving on."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistance.regimes import regime_of
from casework import avoidance, facts
from casework.casefile import CaseFile, Open
from casework.effects.handover import authority
from casework.effects.kinds import Effect, Forms
from casework.versions import Versions
from engine.errors import NotInForce, Refused, WrongState
from engine.tasks import Task
from engine.time import legal_day, read_moment


def _accept(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """受理 fixes the day from which the legal limits run, and with it the regime."""
    at = read_moment(clean["F06b"]["accepted_at"])
    on = legal_day(at)
    file.case = replace(file.case, accepted_at=at, accepted_on=on, regime=regime_of(on))


def _second_notice(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """A second list for what could be seen the first time is a fault 二次补正; it shows on the supervisor's list."""
    again = [entry for entry in file.moments if entry.name == "papers_notified"]
    items = clean["F06a"].get("items") or ()
    if again and any(not item.get("new_fact") for item in items):
        flag(file, "second_notice")


def _relatives(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """A close relative of staff, declared or found by the register, makes the case 重点 and keeps that person away."""
    if clean["F07"].get("declared"):
        avoidance.mark_key(file, "relative")
    avoidance.look(file, clean["F07"].get("rows") or ())


def flag(file: Open, name: str) -> None:
    """Mark the case 标记."""
    if name not in file.case.flags:
        file.case = replace(file.case, flags=[*file.case.flags, name])


def _dispatch(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    authority(file, "dispatch.unit", clean["dispatch"].get("unit"))


def no_aid_process(file: CaseFile, versions: Versions) -> NotInForce | None:
    """Why the township cannot handle the case itself; None where a process for its aid and regime is in force."""
    if file.facts.get("aid_process") or facts.aid_process(file, versions):
        return None
    return NotInForce(why="no_aid_process", aid=file.case.aid, regime=file.case.regime)


def _own(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    if refusal := no_aid_process(file, file.command.office.versions):
        raise refusal


def _close(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """办结 ends the case, so nothing sent out of it to an authority may still be on its way; a referral 转介 owes no answer."""
    table = file.work.handovers.table.c
    running = file.work.handovers.find(
        table.case_id == file.case.id,
        table.kind == "transfer",
        table.state.not_in(("closed", "cancelled")),
    )
    if running:
        raise WrongState(why="handover_open", handover=running[0].no)


EFFECTS: Mapping[tuple[str, str], Effect] = {
    ("accept", "accepted"): _accept,
    ("check_papers", "incomplete"): _second_notice,
    ("relatives", "done"): _relatives,
    ("dispatch", "own"): _own,
    ("dispatch", "transfer"): _dispatch,
    ("close_case", "closed"): _close,
}

HINDRANCES: Mapping[tuple[str, str], Callable[[CaseFile, Versions], Refused | None]] = {
    ("dispatch", "own"): no_aid_process
}
"""Outcomes that are known beforehand to be refused, whatever the forms say: the page shows them with the reason."""
