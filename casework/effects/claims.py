"""What claiming 认领 a step means beside holding it: the first claim of some steps is a moment or a state of its own."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from casework import limits
from casework.casefile import Open
from engine.tasks import Task


def _claimed(file: Open, task: Task) -> None:
    """The investigator's first claim is the moment 认领 (L03 ends)."""
    if file.moment("claimed") is None:
        file.record("claimed")
        limits.follow(file)


def _serving(file: Open, task: Task) -> None:
    """服务中: somebody of the agency has taken the referral in hand."""
    row = file.handovers.load(task.handover_id or "")
    if row.state == "taken":
        file.handovers.keep(replace(row, state="serving"))


CLAIMS: Mapping[str, Callable[[Open, Task], None]] = {
    "start_investigation": _claimed,
    "refer_feedback": _serving,
}


def claimed(file: Open, task: Task) -> None:
    """Carry out what the claim of a step means; nothing for most."""
    if task.step in CLAIMS:
        CLAIMS[task.step](file, task)
