"""帮助: the keys, what the colours mean, how days are counted."""

from flask import Blueprint, render_template

bp = Blueprint("help", __name__)


@bp.get("/help")
def show() -> str:
    return render_template("help.html")
