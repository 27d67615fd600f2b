"""管理: incidents to mend and the people of the county."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework import incidents, people, retrying
from web.inbox import chosen
from web.navigation import may
from web.office import the_actor, the_office

bp = Blueprint("admin", __name__, url_prefix="/admin")


@bp.get("")
def home() -> Response:
    return redirect(url_for(".incidents_page" if may("incident.read") else ".people_page"), 303)


@bp.get("/incidents")
def incidents_page() -> str:
    filters = chosen(("state",))
    page = incidents.list_incidents(
        the_office(), the_actor(), filters=filters, cursor=request.args.get("cursor")
    )
    return render_template("admin/incidents.html", page=page, filters=filters)


@bp.post("/incidents/<incident_id>/<act>")
def mend(incident_id: str, act: str) -> Response:
    """Retry after the cause is gone, or cancel with the reason."""
    reason = request.form.get("reason", "")
    (incidents.cancel if act == "cancel" else retrying.retry)(
        the_office(), the_actor(), incident_id, reason=reason
    )
    return redirect(url_for(".incidents_page"), 303)


@bp.get("/people")
def people_page() -> str:
    return render_template("admin/people.html", everybody=people.list_people(the_office(), the_actor()))
