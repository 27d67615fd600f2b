"""Documents of the county's decision 确认 and of serving it 送达."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.papers.common import REMEDIES, Builder, Content, Making, county
from casework.papers.investigation import household
from casework.papers.reckoning import worked
from engine.limits import Limit
from engine.money import text as money
from engine.tasks import DONE, Task

REVIEW, COURT = "L15", "L16"
"""The limit rows of 行政复议 and 行政诉讼; they run from service."""


def _decision_sheet(making: Making) -> Content:
    form, refusal, review = making.form("F13"), making.form("F14"), _review(making)
    return {
        "office": {"name": county(making)},
        **household(making),
        **worked(making, "F13"),
        **_decision(making),
        "result": form["result"],
        "result_name": making.label("F13", "result", form["result"]),
        "computed": form.get("amount"),
        "opinion_name": _outcome_name(making, review),
        "reviewer": making.person(review.done_by if review else None),
        "confirmer": making.person(making.file.command.by.login),
        **{key: refusal.get(key) for key in ("facts", "ground", "reason")},
    }


def _decision(making: Making) -> Content:
    """Number, day, amount and month of the decision, as the case holds them after it."""
    case, form = making.file.case, making.form("F13")
    amount = money(case.amount) if case.amount is not None else None
    return {
        "decision_no": form["decision_no"],
        "decided_on": form["decided_on"],
        "amount": amount,
        "start_month": case.start_month,
        "amount_reason": form.get("amount_reason"),
    }


def _review(making: Making) -> Task | None:
    """The last review of the county that was done."""
    table = making.file.work.tasks.table.c
    done = making.file.work.tasks.find(
        table.case_id == making.file.case.id,
        table.step == "county_review",
        table.state == DONE,
        order=[table.done_at],
    )
    return done[-1] if done else None


def _outcome_name(making: Making, task: Task | None) -> str | None:
    if task is None:
        return None
    version = making.file.command.office.versions.get(making.file.work, task.process, task.version)
    ways = version.manifest.outcomes_of(task.step)
    return next((way.name for way in ways if way.key == task.outcome), task.outcome)


def _grant_notice(making: Making) -> Content:
    case = making.file.case
    return {
        "office": {"name": county(making)},
        "no": making.form("F13")["decision_no"],
        **worked(making, "F13"),
        **_decision(making),
        "household_no": case.household_no,
        "covered": case.covered,
        "members": case.members,
        "remedies": list(REMEDIES),
    }


def _refusal_letter(making: Making) -> Content:
    form = making.form("F14")
    return {
        "office": {"name": county(making)},
        "no": making.form("F13")["decision_no"],
        **_decision(making),
        **{key: form.get(key) for key in ("facts", "ground", "reason", "review_authority", "court")},
    }


def _service_receipt(making: Making) -> Content:
    """送达回证 of the decision; the refusal's service stands in F14, the grant's in its own form."""
    refused = making.file.case.result == "refused"
    form = making.form("F14") if refused else making.form("serve")
    name, way = ("F14", "served_way") if refused else ("serve", "way")
    return {
        "paper": {
            "title": "不予确认通知书" if refused else "确认通知书",
            "no": making.form("F13").get("decision_no") or making.file.case.decision_no,
        },
        "served_on": form["served_on"],
        "way_name": making.label(name, way, form[way]),
        "served_by": making.person(making.file.command.by.login),
        "signed": bool(form.get("receipt")),
        **last_days(making.file.limits),
    }


def last_days(limits: Any) -> dict[str, date | None]:
    """The last days for 行政复议 and 行政诉讼, once the decision has been served; before that nobody can name them."""
    running: dict[str, Limit] = {limit.row: limit for limit in limits if limit.row in (REVIEW, COURT)}
    return {
        "review_until": _due(running.get(REVIEW)),
        "court_until": _due(running.get(COURT)),
    }


def _due(limit: Limit | None) -> date | None:
    return limit.due if limit is not None and isinstance(limit.due, date) else None


BUILDERS: Mapping[str, Builder] = {
    "decision_sheet": _decision_sheet,
    "grant_notice": _grant_notice,
    "refusal_letter": _refusal_letter,
    "service_receipt": _service_receipt,
}
