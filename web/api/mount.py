"""The API as a blueprint 接口: one view a route, one handler of refusals, the OpenAPI document, and 404 for all else."""

import hashlib
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from assistance.forms import shipped
from casework.office import Replayed
from engine.errors import NotFound, Refused, TooLarge, all_refusals
from web.api import answers, openapi, problem, rate, reading
from web.api.routes import Route
from web.api.tables import ROUTES, TABLES
from web.i18n import language
from web.office import the_office

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
CAP = 25 * 1024 * 1024
"""Bytes of a body; our files may have 20 MB."""


def blueprint() -> Blueprint:
    """The routes under /api/v1."""
    api = Blueprint("api", __name__, url_prefix="/api/v1")
    for route in ROUTES:
        api.add_url_rule(
            flask_path(route.path), endpoint=route.name, view_func=view(route), methods=[route.method]
        )
    api.add_url_rule("/openapi.json", endpoint="openapi", view_func=document, methods=["GET"])
    for path in ("/", "/<path:rest>"):
        api.add_url_rule(path, endpoint="absent", view_func=absent, methods=METHODS)
    api.register_error_handler(Refused, refused)
    api.register_error_handler(HTTPException, refused_by_flask)
    api.register_error_handler(500, broken)
    api.before_request(guard(rate.of_tokens(), rate.of_addresses()))
    return api


def view(route: Route) -> Callable[..., Response]:
    """The view of a route: read, call, answer."""

    def answer(**path: str) -> Response:
        call = reading.read(route, request, the_office(), path)
        try:
            found = route.handler(call)
        except Replayed as again:
            # the stored answer is JSON already; it was an answer of this very route, so its status is the route's
            sent = answers.respond(route, call, again.answer)
            sent.headers["Idempotent-Replayed"] = "true"
            return sent
        return answers.respond(route, call, found)

    return answer


def flask_path(path: str) -> str:
    """`/cases/{no}` as Flask writes it; a `path` takes the slashes too."""
    return re.sub(r"{(\w+)}", lambda found: "<path:path>" if found[1] == "path" else f"<{found[1]}>", path)


def document() -> Response:
    """The OpenAPI document; it has no secrets and needs no token."""
    return answers.json(_document())


@cache
def _document() -> dict[str, Any]:
    statuses = {kind.code: kind.status for kind in all_refusals()}
    return openapi.document(TABLES, statuses, shipped())


def absent(rest: str = "") -> Response:
    """Not built, or built under another method: 404, never a made-up success."""
    raise NotFound(path=rest)


def guard(of_tokens: rate.Buckets, of_addresses: rate.Buckets) -> Callable[[], None]:
    """Size and rate, before anything is read; rates are off in test."""

    def before() -> None:
        request.max_content_length = CAP
        if (request.content_length or 0) > CAP:
            raise TooLarge()
        if the_office().env == "test":
            return
        token = request.headers.get("Authorization")
        if token:
            of_tokens.take(hashlib.sha256(token.encode()).hexdigest())
        else:
            of_addresses.take(request.remote_addr or "")

    return before


def refused(refusal: Refused) -> Response:
    """A refusal as problem+json, in the reader's language."""
    sent = answers.json(problem.problem(refusal, language()), refusal.status, problem.MEDIA)
    sent.headers.update(problem.headers(refusal))
    return sent


def refused_by_flask(error: HTTPException) -> Response:
    """What Flask refuses by itself, in the same shape."""
    if error.code == 413:
        return refused(TooLarge())
    if error.code == 404:
        return refused(NotFound())
    if error.code is not None and error.code < 500:
        return refused(problem.unknown(error.code))
    return broken(error)


def broken(_error: Any) -> Response:
    """A bug of ours; Flask has logged it."""
    return answers.json(problem.broken(language()), 500, problem.MEDIA)
