"""延期: asked by who holds the step, decided by another person, before the old deadline passes."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from casework import extensions
from engine.errors import NotFound
from web.office import inside, the_actor, the_office

bp = Blueprint("extensions", __name__, url_prefix="/cases/<no>/extensions")


@bp.post("")
def ask(no: str) -> Response:
    extensions.ask(
        the_office(), the_actor(), no, row=request.form.get("row", ""), reason=request.form.get("reason", "")
    )
    return redirect(inside(request.form.get("next")), 303)


@bp.post("/<extension_id>/<act>")
def decide(no: str, extension_id: str, act: str) -> Response:
    decisions = {"approve": extensions.approve, "refuse": extensions.refuse}
    if act not in decisions:
        raise NotFound(act=act)
    decisions[act](the_office(), the_actor(), no, extension_id)
    return redirect(inside(request.form.get("next")), 303)
