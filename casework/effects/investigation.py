"""What the steps of the investigation 调查 mean beside moving on: check, visits, and what makes a case contested."""

from collections.abc import Mapping
from typing import Any

from casework import gates
from casework.casefile import Open
from casework.effects.acceptance import flag
from casework.effects.computed import fill
from casework.effects.kinds import Effect, Forms
from engine.errors import Avoid
from engine.ids import register_no
from engine.tasks import Task
from engine.time import legal_day

REQUEST_NO = "check_request_no"
"""The fact that keeps the number of the newest request 核对请求编号."""


def _requested(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """A request to the county gets its number; the report names one."""
    year = legal_day(file.now).year
    serial = file.command.serial(f"HD-{file.case.area}-{year}")
    file.facts[REQUEST_NO] = register_no("HD", file.case.area, year, serial)


def _reported(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """Whoever asked other authorities had the household's consent; what stays 待核 after an explanation is contested."""
    gates.demand_authorised(file)
    fill(file, "F10", authorisation_valid=True)
    explained = file.entries().get("rebut")
    if clean["F10"]["conclusion"] == "pending" and explained:
        flag(file, "contested")


def _not_explained(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """What stays 待核 because nobody explains it is for the villagers' meeting, too."""
    report = file.entries().get("F10")
    if report and report.content["conclusion"] == "pending":
        flag(file, "contested")


def _visited(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """What the township finds not to be as declared makes the case contested 有争议: the villagers' meeting is next."""
    demand_free_visitors(file, clean["F08"])
    if clean["F08"]["consistent"] is False:
        flag(file, "contested")


def _visited_again(file: Open, task: Task, clean: Forms, reason: str | None) -> None:
    """The county's visit comes after any meeting; what it finds is for whoever decides."""
    demand_free_visitors(file, clean["F08"])


def demand_free_visitors(file: Open, form: Mapping[str, Any]) -> None:
    """Nobody who has to keep away from the case goes along. Raises Avoid."""
    away = sorted(set(form["visitors"]) & set(file.case.avoid))
    if away:
        raise Avoid(case=file.case.no, to=away[0])


EFFECTS: Mapping[tuple[str, str], Effect] = {
    ("check_request", "requested"): _requested,
    ("check_report", "reported"): _reported,
    ("check_rebut", "no_answer"): _not_explained,
    ("visit", "visited"): _visited,
    ("county_visit", "visited"): _visited_again,
}
