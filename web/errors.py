"""One place turns a refusal into its page 拒绝页: what happened, and what to do next."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, g, has_app_context, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response

from casework.office import Replayed
from casework.people import name_of
from engine.errors import BadRequest, NotFound, NotSignedIn, Refused, TooLarge
from web.i18n import language
from web.i18n.names import name
from web.i18n.refusals import refusal_words
from web.office import the_office
from web.words import moment

Answer = tuple[str, int] | Response


def install(app: Flask) -> None:
    """Register the handlers; a fault of our own is logged by Flask and shown without its traceback."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(Replayed, replayed)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(500, broken)
    app.jinja_env.globals.update(refusal_sentence=sentence, refusal_words=words_of)


def refused(refusal: Refused) -> Answer:
    """The page that was being filled, with the reason on top; else a page of its own."""
    again = g.pop("again", None)
    if again is not None:
        return again(refusal), refusal.status
    if isinstance(refusal, NotSignedIn):
        return redirect(url_for("session.sign_in", next=request.full_path.rstrip("?")), 303)
    return render_template("errors/refused.html", refusal=refusal), refusal.status


def replayed(again: Replayed) -> Answer:
    """The same page was sent twice: go where the first one went."""
    case = again.answer or {}
    opened = "save" if case.get("state") == "draft" else "complete"
    target = url_for("cases.show", no=case["no"], opened=opened) if case.get("no") else url_for("desk.show")
    return redirect(target, 303)


def sentence(refusal: Refused) -> str:
    """The refusal in one sentence, with names and times in words."""
    return words_of(refusal.code, refusal.facts)


def words_of(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a refusal that is known by its code and facts."""
    return refusal_words(code, _said(facts), language())


def _said(facts: Mapping[str, Any]) -> dict[str, Any]:
    said = dict(facts)
    if said.get("until"):
        said["until"] = moment(said["until"])
    for kind in ("aid", "regime"):
        if said.get(kind):
            said[kind] = name(kind, said[kind], language())
    if said.get("holder") and has_app_context():
        said["holder"] = name_of(the_office(), str(said["holder"]))
    return said


def http(error: HTTPException) -> Answer:
    """Werkzeug's own errors in the same words as ours."""
    if isinstance(error, RequestEntityTooLarge):
        return refused(TooLarge())
    if error.code == 404:
        return refused(NotFound())
    if error.code is not None and 400 <= error.code < 500:
        page, status = render_template("errors/refused.html", refusal=BadRequest()), error.code
        return page, status
    return broken(error)


def broken(_error: Exception) -> Answer:
    """A bug of ours: say that nothing was lost and whom to call."""
    return render_template("errors/broken.html"), 500
