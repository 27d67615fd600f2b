"""管理: incidents to mend and the people of the county."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework import incidents, people, retrying
from engine.errors import Refused
from web.forms.posted import faults_of
from web.inbox import chosen
from web.navigation import may
from web.office import show_again, the_actor, the_office

bp = Blueprint("admin", __name__, url_prefix="/admin")


@bp.get("")
def home() -> Response:
    return redirect(url_for(".incidents_page" if may("incident.read") else ".people_page"), 303)


@bp.get("/incidents")
def incidents_page() -> str:
    return _incidents()


@bp.post("/incidents/<incident_id>/<act>")
def mend(incident_id: str, act: str) -> Response:
    """Give the command again, perhaps after facts are put right, or give it up; both with the reason."""
    office, by, reason = the_office(), the_actor(), request.form.get("reason", "")
    show_again(lambda refusal: _incidents(refusal, incident_id))
    if act == "cancel":
        incidents.cancel(office, by, incident_id, reason=reason)
    else:
        facts = _mended(incidents.show_incident(office, by, incident_id)["facts"])
        retrying.retry(office, by, incident_id, facts=facts or None, reason=reason)
    return redirect(url_for(".incidents_page", done=act), 303)


def _incidents(refusal: Refused | None = None, tried: str | None = None) -> str:
    """The list; what was typed beside the incident that was tried stays."""
    filters = chosen(("state",))
    cursor = request.args.get("cursor")
    page = incidents.list_incidents(the_office(), the_actor(), filters=filters, cursor=cursor)
    return render_template(
        "admin/incidents.html",
        page=page,
        filters=filters,
        refusal=refusal,
        tried=tried,
        faults=faults_of(refusal),
        fact_text=fact_text,
    )


def _mended(offered: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The facts whose answer was changed on the page, of the type each has; what is not of it is refused by the desk."""
    found = {}
    for fact in offered:
        typed = request.form.get(f"fact:{fact['key']}")
        if typed is not None and typed.strip() != fact_text(fact["value"]):
            found[fact["key"]] = _typed(fact["type"], typed.strip())
    return found


def _typed(kind: str, text: str) -> Any:
    if not text:
        return None
    if kind == "bool":
        return {"yes": True, "no": False}.get(text, text)
    return int(text) if kind == "int" and re.fullmatch(r"-?[0-9]{1,9}", text) else text


def fact_text(value: object) -> str:
    """A fact as it stands in its field."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


@bp.get("/people")
def people_page() -> str:
    return render_template("admin/people.html", everybody=people.list_people(the_office(), the_actor()))
