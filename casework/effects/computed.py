"""Computed fields 系统填写: what the system adds to a form that this command hands in."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assistance.amounts import Worked
from assistance.gates import GATES, GRANT
from casework import gates, on_aid, reckoning
from casework.casefile import Open
from casework.reckoning import Reckoned
from engine.errors import GateOpen, NoStandard
from engine.time import legal_day

Content = Mapping[str, Any]
Forms = Mapping[str, Any]
GATE = "amount_computed"


def fill(file: Open, form: str, **values: Any) -> None:
    """Set computed fields of the entry of a form that was handed in with this command; the entry is not stored yet."""
    entry = next(entry for entry in file.forms if entry.form == form)
    file.forms.keep(replace(entry, content={**entry.content, **values}))


def completed(file: Open, clean: Forms) -> dict[str, Any]:
    """Clean forms with what the system works out for them. Raises NoStandard, GateOpen."""
    return {
        form: {**content, **COMPUTERS[form](file, content, clean)} if form in COMPUTERS else content
        for form, content in clean.items()
    }


def _household(file: Open, form: Content, clean: Forms) -> Content:
    """F02: who is on aid already; only that, for the place and the case are another area's."""
    rows = form["rows"]
    known = file.command.draw(lambda: on_aid.who_of(file.work, [row["id_no"] for row in rows]))
    return {"rows": [{**row, "on_aid": is_on} for row, is_on in zip(rows, known, strict=True)]}


def _opinion(file: Open, form: Content, clean: Forms) -> Content:
    """F12: what the household would get today; where nothing can be worked out, why, and no zero."""
    if form["suggested"] != "agree":
        return {}
    try:
        found = reckoning.monthly(file, form, legal_day(file.now), clean)
    except NoStandard as missing:
        return {"remark": f"没有{missing.facts['on']}有效的{missing.facts['item']}"}
    return {} if found is None else {**_shown(found), "per_head": _text(found.worked.per_head)}


def _decision(file: Open, form: Content, clean: Forms) -> Content:
    """F13: by the standards of the day of decision, whatever the opinion came to."""
    opinion = gates.opinion(file)
    if form["result"] != GRANT or opinion is None:
        return {}
    found = reckoning.monthly(file, opinion.content, date.fromisoformat(form["decided_on"]), clean)
    if found is None:
        return {}
    _demand_amount(found.worked)
    shown = {key: value for key, value in _shown(found).items() if key != "remark"}
    return {**shown, "start_month": found.worked.start_month}


def _demand_amount(worked: Worked) -> None:
    """Nothing is granted to a household that is not eligible by the standards of that day. Raises GateOpen."""
    if worked.amount is None:
        detail = "；".join(warning.message for warning in worked.warnings)
        raise GateOpen(gates=[{"key": GATE, "name": GATES[GATE], "detail": f"{detail}。"}])


def _shown(found: Reckoned) -> dict[str, Any]:
    """A reckoning as forms keep it: money as text with two decimals, the reason where there is no amount."""
    worked = found.worked
    return {
        "amount": _text(worked.amount),
        "standard": _text(found.standard),
        "worked": [vars(line) for line in worked.lines],
        "remark": "；".join(warning.message for warning in worked.warnings)
        if worked.amount is None
        else None,
    }


def _text(yuan: Any) -> str | None:
    return None if yuan is None else f"{yuan:.2f}"


COMPUTERS: Mapping[str, Callable[[Open, Content, Forms], Content]] = {
    "F02": _household,
    "F12": _opinion,
    "F13": _decision,
}
"""By form; each is asked with the clean form and with all forms of the command."""
