"""What the county's steps before its decision mean beside moving on: receipt, review, and a case that is given back."""

from collections.abc import Mapping
from dataclasses import replace

from casework import flow
from casework.casefile import Open
from casework.effects.kinds import Effect, Forms
from engine.tasks import Task

VISIT = "county_visit"
"""The fact that tells whether the county has visited since it received the case."""
BACK = "confirm_back"
"""The message that ends a visit which nobody has made yet."""


def _received(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """A case that comes up again is looked at anew: an earlier visit of the county does not count."""
    file.facts[VISIT] = None


def _back_to_township(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """退回: the township writes its opinion again."""
    file.case = replace(file.case, state="opinion")


def _back_to_review(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """The review begins again, and with it the visit, if it is still to be made."""
    flow.tell(file, task.instance_id, BACK)


EFFECTS: Mapping[tuple[str, str], Effect] = {
    ("county_receive", "received"): _received,
    ("county_review", "back"): _back_to_township,
    ("confirm", "back"): _back_to_review,
}
