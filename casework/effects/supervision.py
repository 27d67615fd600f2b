"""What the steps of a slip 督办 mean beside moving on."""

from collections.abc import Mapping

from assistance import supervision
from assistance.supervision import Slip
from casework.casefile import Open
from casework.effects.kinds import Effect, Forms
from engine.tasks import Task


def _slip(file: Open, task: Task) -> Slip:
    return file.slips.load(task.slip_id or "")


def _reply(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    file.slips.keep(supervision.reply(_slip(file, task), clean["reply"]["text"]))


def _passed(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    file.slips.keep(supervision.check(_slip(file, task), "passed", reason))


def _redo(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    file.slips.keep(supervision.check(_slip(file, task), "redo", reason))


def _close_slip(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    file.slips.keep(supervision.close(_slip(file, task), file.now))


EFFECTS: Mapping[tuple[str, str], Effect] = {
    ("urge_reply", "replied"): _reply,
    ("urge_check", "passed"): _passed,
    ("urge_check", "redo"): _redo,
    ("urge_close", "closed"): _close_slip,
}
