"""Pages without sign-in 公开页面: one's own progress by case number and last four digits, and how a matter flows."""

from flask import Blueprint, render_template, request
from markupsafe import Markup

from assistance.awards import MONTHLY
from casework import notices, public
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


@bp.get("/notices")
def posted() -> str:
    """公示 that hang now; each is gone with its last day."""
    return render_template("public/notices.html", rows=notices.public_notices(the_office())["items"])


@bp.get("/notices/<notice_id>")
def one_posted(notice_id: str) -> str:
    return render_template("public/notices.html", rows=[notices.public_notice(the_office(), notice_id)])


@bp.get("/lists")
def lists() -> str:
    """公布名单 of an area and aid."""
    chosen = {key: request.args.get(key, "").strip() or None for key in ("area", "aid")}
    found = public.lists(the_office(), area=chosen["area"], aid=chosen["aid"])
    return render_template("public/lists.html", rows=found["items"], aids=sorted(MONTHLY), chosen=chosen)


@bp.get("/verify")
def verify() -> str:
    """证件真伪: valid or not, and the aid; nothing of the holder."""
    number = request.args.get("number", "").strip()
    found = public.certificate(the_office(), number) if number else None
    return render_template("public/verify.html", number=number, found=found)


@bp.get("/flow/<key>")
def flow(key: str) -> str:
    found = public.flow(the_office(), key)
    return render_template(
        "public/flow.html", flow=found, svg=Markup(found["svg"]) if found.get("svg") else ""
    )
