"""Pages without sign-in 公开页面: one's own progress by case number and last four digits, and how a matter flows."""

from flask import Blueprint, render_template, request
from markupsafe import Markup

from casework import public
from web.office import show_again, the_office

bp = Blueprint("public", __name__)


@bp.get("/progress")
def progress() -> str:
    return _progress()


@bp.post("/progress")
def ask() -> str:
    show_again(_progress)
    no, last = request.form.get("no", "").strip(), request.form.get("id_last4", "").strip().upper()
    return _progress(found=public.progress(the_office(), no, last))


def _progress(refusal: Exception | None = None, found: object = None) -> str:
    return render_template(
        "public/progress.html", refusal=refusal, found=found, no=request.values.get("no", "")
    )


@bp.get("/flow/<key>")
def flow(key: str) -> str:
    found = public.flow(the_office(), key)
    return render_template(
        "public/flow.html", flow=found, svg=Markup(found["svg"]) if found.get("svg") else ""
    )
