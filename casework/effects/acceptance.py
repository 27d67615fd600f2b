"""What the steps of acceptance 受理 and closing mean beside moving on."""

from collections.abc import Mapping
from dataclasses import replace

from assistance.regimes import regime_of
from casework import avoidance
from casework.casefile import Open
from casework.effects.handover import authority
from casework.effects.kinds import Effect, Forms
from engine.errors import WrongState
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
    ("dispatch", "transfer"): _dispatch,
    ("close_case", "closed"): _close,
}
