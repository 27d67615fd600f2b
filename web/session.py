"""Sign-in, sign-out, purpose and language 登录: what a browser session remembers."""

from flask import Blueprint, current_app, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from casework import people
from engine.errors import PurposeMissing
from web.i18n import LANGUAGES
from web.i18n.catalogue import COOKIE
from web.office import inside, show_again, the_actor, the_office

bp = Blueprint("session", __name__)
DEMO_PASSWORD = "demo-yimen-2026"
DEMO_LOGINS = (
    ("ck1", "window", "示例镇"),
    ("ck2", "window", "示例镇"),
    ("jb1", "investigator", "示例镇"),
    ("fzr", "head", "示例镇"),
    ("zg", "specialist", "东村"),
    ("ckx", "window", "示例乡"),
    ("bm-jy", "department", "教育"),
    ("bm-yb", "department", "医保"),
    ("bm-zj", "department", "住建"),
    ("bm-rs", "department", "人社"),
    ("sh", "county_review", "示例区"),
    ("qr", "county_confirm", "示例区"),
    ("db", "supervisor", "示例区"),
    ("ld", "leader", "示例区"),
    ("lc", "process_editor", "示例区"),
    ("fb", "process_publisher", "示例区"),
    ("xt", "system_admin", "示例区"),
    ("sjj", "auditor", "示例区"),
)
"""Logins of the demo county (contract section 1) that the sign-in page offers, in demo only."""


@bp.get("/sign-in")
def sign_in() -> str | Response:
    if g.actor is not None:
        return redirect(inside(request.args.get("next")), 303)
    return _sign_in_page()


def _sign_in_page(refusal: Exception | None = None) -> str:
    logins = DEMO_LOGINS if current_app.config["ENV_NAME"] == "demo" else ()
    return render_template(
        "sign_in.html",
        refusal=refusal,
        demo=list(logins),
        login=request.values.get("login", ""),
        next=inside(request.values.get("next")),
        demo_password=DEMO_PASSWORD if logins else "",
    )


@bp.post("/sign-in")
def enter() -> Response:
    show_again(_sign_in_page)
    login, password = request.form.get("login", "").strip(), request.form.get("password", "")
    answer = people.sign_in(the_office(), login, password)
    # a new session for a new person: nothing of the one before may be left
    session.clear()
    session["token"] = answer["token"]
    return redirect(inside(request.form.get("next")), 303)


@bp.post("/sign-out")
def leave() -> Response:
    if session.get("token"):
        people.sign_out(the_office(), session["token"])
    session.clear()
    return redirect(url_for("session.sign_in"), 303)


@bp.post("/purpose")
def purpose() -> Response:
    """用途: what the personal data of one page is needed for; it holds for that page only."""
    the_actor()
    back = inside(request.form.get("next"))
    text = request.form.get("purpose", "").strip()
    if not 4 <= len(text) <= 200:
        raise PurposeMissing
    session["purpose"] = {"path": back.partition("?")[0], "text": text}
    return redirect(back, 303)


@bp.post("/language")
def language() -> Response:
    answer = redirect(inside(request.form.get("next")), 303)
    chosen = request.form.get("to", "")
    if chosen in LANGUAGES:
        answer.set_cookie(
            COOKIE,
            chosen,
            max_age=365 * 24 * 3600,
            httponly=True,
            samesite="Lax",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        )
    return answer
