"""What a use case returned, as an HTTP answer: JSON with its ETag, a page of a list, a file, or nothing."""

import io
from collections.abc import Mapping
from typing import Any

from flask import Response, send_file

from web.api import paging
from web.api.codec import encode
from web.api.routes import Call, File, Route

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
"""For files: whatever is inside, it runs nothing and reaches nobody."""


def respond(route: Route, call: Call, answer: Any) -> Response:
    """The answer of a route to what its use case returned."""
    if isinstance(answer, File):
        return file(answer)
    if answer is None:
        return nothing()
    return json(listed(route, call, answer) if route.paged else answer, route.status)


def nothing() -> Response:
    """204, without a type of what is not there."""
    sent = Response(status=204)
    sent.headers.pop("Content-Type")
    return sent


def json(body: Any, status: int = 200, media: str = "application/json") -> Response:
    """JSON; an object with a revision tells it as its ETag."""
    answer = Response(encode(body), status=status, content_type=media)
    if isinstance(body, Mapping) and isinstance(body.get("revision"), int):
        answer.set_etag(str(body["revision"]))
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Vary"] = "Accept-Language, Authorization"
    return answer


def listed(route: Route, call: Call, answer: Any) -> dict[str, Any]:
    """A page of a list, its next place sealed so that no client builds on how places look."""
    found = paging.page_of_whole(answer, call.limit, call.cursor) if route.whole else dict(answer)
    place = found["next"]
    return found | {"next": None if place is None else paging.seal(call.list_name, str(place))}


def file(answer: File) -> Response:
    """Bytes that no browser takes for a page of ours."""
    sent = send_file(
        io.BytesIO(answer.content),
        mimetype=answer.media,
        as_attachment=answer.name is not None,
        download_name=answer.name,
        etag=False,
        max_age=0,
    )
    sent.headers["Content-Security-Policy"] = POLICY
    sent.headers["X-Content-Type-Options"] = "nosniff"
    sent.headers["Cache-Control"] = "no-store"
    return sent
