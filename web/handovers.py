"""转办 and 转介: one object with two clocks, sender's and receiver's."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework import handover
from web.i18n.names import HANDOVER_STATES
from web.inbox import chosen
from web.office import the_actor, the_office

bp = Blueprint("handovers", __name__, url_prefix="/handovers")
PLAIN = {"recall": ("reason",), "sign": (), "take": (), "decline": ("reason",), "file": ()}
"""Acts that need no form of their own; all others are done at their task."""


@bp.get("")
def listing() -> str:
    filters = chosen(("state", "kind", "case_no"))
    page = handover.list_handovers(
        the_office(), the_actor(), filters=filters, cursor=request.args.get("cursor"), limit=50
    )
    return render_template("handovers.html", page=page, filters=filters, states=list(HANDOVER_STATES))


@bp.get("/<handover_id>")
def show(handover_id: str) -> str:
    return render_template(
        "handover.html", handover=handover.show_handover(the_office(), the_actor(), handover_id), plain=PLAIN
    )


@bp.post("/<handover_id>/<act>")
def do(handover_id: str, act: str) -> Response:
    body = {name: request.form[name] for name in PLAIN.get(act, ()) if request.form.get(name)}
    handover.act(the_office(), the_actor(), handover_id, act, body)
    return redirect(url_for(".show", handover_id=handover_id), 303)
