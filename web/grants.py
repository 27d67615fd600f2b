"""待遇: who receives what since when, and how the amount was worked out."""

from flask import Blueprint, render_template, request

from casework import grants
from web.i18n.names import GRANT_STATES
from web.i18n.vocabulary import AIDS
from web.inbox import chosen
from web.office import the_actor, the_office

bp = Blueprint("grants", __name__, url_prefix="/grants")
FILTERS = ("q", "aid", "state", "area")


@bp.get("")
def listing() -> str:
    filters = chosen(FILTERS)
    page = grants.list_grants(the_office(), the_actor(), filters=filters, cursor=request.args.get("cursor"))
    return render_template(
        "grants.html", page=page, filters=filters, states=list(GRANT_STATES), aids=list(AIDS)
    )


@bp.get("/<grant_id>")
def show(grant_id: str) -> str:
    return render_template("grant.html", grant=grants.show_grant(the_office(), the_actor(), grant_id))
