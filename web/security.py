"""What every answer carries and every HTML form must bring 安全: headers, cookie flags, size cap, CSRF token."""

import hmac
import secrets

from flask import Flask, Response, request, session

from engine.errors import BadRequest, Forbidden

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
CAP = 25 * 1024 * 1024
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def install(app: Flask, *, production: bool) -> None:
    """Headers, cookies, cap and CSRF; secure transport is demanded in production only, the demo runs on plain HTTP."""
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=production,
        MAX_CONTENT_LENGTH=CAP,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=5000,
    )
    app.before_request(refuse_nul)
    app.before_request(demand_token)
    app.after_request(lambda answer: with_headers(answer, production=production))
    app.jinja_env.globals["csrf_token"] = csrf_token


def with_headers(answer: Response, *, production: bool) -> Response:
    """The strict headers; a page of the editor may have set a policy of its own before."""
    answer.headers.setdefault("Content-Security-Policy", POLICY)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["X-Robots-Tag"] = (
        "noindex, nofollow"  # public notices and lists are for people, not for search engines
    )
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    answer.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if production:
        answer.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint != "static":
        # personal data must not stay in a shared computer's cache
        answer.headers.setdefault("Cache-Control", "no-store")
    return answer


def csrf_token() -> str:
    """The session's token, made at first use."""
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(24)
    return str(session["csrf"])


def refuse_nul() -> None:
    """PostgreSQL stores and compares no NUL, and no person types one; the API says which of its keys held it."""
    if request.path.startswith("/api/"):
        return
    typed = [request.path, *(text for _, text in request.args.items(multi=True))]
    typed += [text for _, text in request.form.items(multi=True)] if request.method not in SAFE else []
    if any("\x00" in text for text in typed):
        raise BadRequest


def demand_token() -> None:
    """Every write of a browser page brings its session's token; the API has bearer tokens and no cookie."""
    if request.method in SAFE or request.path.startswith("/api/"):
        return
    sent = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    if not hmac.compare_digest(sent.encode(), csrf_token().encode()):
        raise Forbidden(why="csrf")
