"""The office behind a request and the person in front of it."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from flask import Flask, current_app, g, request, session

from assistance.people import Actor, OnceKey
from casework import people
from casework.office import Office
from engine.errors import NotSignedIn, Refused

KEY = "yimen"
REVISION = re.compile(r"[0-9]{1,9}")


def the_office() -> Office:
    """The office the application was made with."""
    return cast(Office, current_app.extensions[KEY])


def install(app: Flask, office: Office) -> None:
    """Hang the office on the application and know the person before each page."""
    app.extensions[KEY] = office
    app.before_request(know_person)


def know_person() -> None:
    """Who sits at this browser; a dead token is as good as none. Static files and the API ask nobody."""
    g.actor = None
    token = session.get("token")
    if token and request.endpoint != "static" and not request.path.startswith("/api/"):
        g.actor = people.actor_of(the_office(), token)
        if g.actor is None:
            session.pop("token")


def the_actor() -> Actor:
    """The person signed in, with the revision the page was read at and the purpose given for this path."""
    if g.actor is None:
        raise NotSignedIn
    actor = cast(Actor, g.actor)
    revision = request.form.get("revision", "")
    return replace(
        actor,
        if_match=int(revision) if REVISION.fullmatch(revision) else None,
        purpose=_purpose(),
    )


def only_once(actor: Actor) -> Actor:
    """The same person for a command that a double click must not do twice; uploads of the page are other commands."""
    return replace(actor, once=_once(actor))


def _purpose() -> str | None:
    """A purpose holds for the page it was given for and what hangs below it, not for the whole session."""
    given = session.get("purpose") or {}
    path = str(given.get("path", "")).rstrip("/")
    within = request.path == path or request.path.startswith(path + "/")
    return str(given["text"]) if path and within else None


def _once(actor: Actor) -> OnceKey | None:
    """A double click sends the same page twice: the key in the form makes the second one a repetition."""
    key = request.form.get("once")
    if not key:
        return None
    typed = sorted((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")
    body = hashlib.sha256(repr(typed).encode()).hexdigest()
    return OnceKey(route=f"{actor.login} {request.path}", key=key[:80], body=body)


def show_again(page: Callable[[Refused], str]) -> None:
    """If what follows is refused, show this page with the reason on top, so that nothing typed is lost."""
    g.again = page


def inside(target: str | None) -> str:
    """A path of this site; whatever could lead elsewhere leads to the desk."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return "/"
    # browsers read a backslash as a slash and leave out line ends and tabs, so `/<tab>/elsewhere` would be another site
    return "/" if "\\" in target or not target.isprintable() else target
