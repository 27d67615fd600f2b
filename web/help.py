"""帮助: the keys, what the colours mean, how days are counted, and the manual of each post."""

from flask import Blueprint, render_template

from engine.errors import NotFound
from web import manual
from web.i18n import language

bp = Blueprint("help", __name__, url_prefix="/help")


@bp.get("")
def show() -> str:
    return render_template(
        "help.html", manuals=[(name, manual.title(name, language())) for name in manual.names()]
    )


@bp.get("/<name>")
def read(name: str) -> str:
    """One manual; its steps are those of the pages, so it is Chinese with a short English summary."""
    if name not in manual.names():
        raise NotFound(what="manual", name=name)
    return render_template("manual.html", title=manual.title(name, language()), text=manual.page(name))
