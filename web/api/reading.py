"""A request read by its route's declaration; whatever the declaration does not know is refused."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson
from flask import Request

from assistance.people import Actor, OnceKey
from assistance.permissions import PERMISSIONS
from casework import people
from casework.office import Office
from engine.errors import BadRequest, Fault, Forbidden, FormRefused, NotFound, NotSignedIn
from engine.ids import is_id
from web.api import headers, paging
from web.api.codec import decode
from web.api.keys import read_body, read_query
from web.api.routes import Body, Call, Route

NOBODY = Actor(login="", name="", grants=())
"""Who asks on a public route."""
PAGING = ("limit", "cursor")
UPLOADS = ("multipart/form-data", "application/x-www-form-urlencoded", "")
"""Without a file clients send the second or nothing; they are told that the file is missing."""


def read(route: Route, request: Request, office: Office, path: Mapping[str, str]) -> Call:
    """The call of a request: token first, then role, path, query, body and headers."""
    token = headers.bearer(request.headers.get("Authorization")) if route.token else ""
    by = signed_in(office, token) if route.token else NOBODY
    allowed(route, by)
    for name, value in path.items():
        if name != "path" and not is_id(value):
            raise NotFound()
    sent = dict(request.args.lists())
    limit, cursor = page(route, sent)
    list_name = repr((route.name, sorted(path.items()), sorted(sent.items())))
    query = read_query(route.query, sent)
    body = content(route.body, request)
    by = replace(by, purpose=headers.purpose(request.headers.get("Purpose")))
    if route.writes and route.token:
        by = replace(by, if_match=headers.if_match(request.headers.get("If-Match")), once=once(request, body))
    return Call(
        office=office,
        by=by,
        path=path,
        query=query,
        body=body,
        limit=limit,
        cursor=paging.unseal(list_name, cursor),
        token=token,
        list_name=list_name,
    )


def signed_in(office: Office, token: str) -> Actor:
    """Whoever the bearer token belongs to; raises NotSignedIn."""
    by = people.actor_of(office, token)
    if by is None:
        raise NotSignedIn()
    return by


def allowed(route: Route, by: Actor) -> None:
    """Refuse a wrong role before reading on, where no object is named; else the use case knows more.

    审计 writes nothing anywhere, whatever the object.
    """
    if route.act and route.collection and not by.roles & PERMISSIONS[route.act]:
        raise Forbidden(act=route.act, why="role")
    if route.writes and route.tag != "tokens" and by.roles == {"auditor"}:
        raise Forbidden(act=route.act, why="read_only")


def page(route: Route, sent: dict[str, list[str]]) -> tuple[int, str | None]:
    """`limit` and the sealed `cursor` of a list, taken out of what was sent."""
    if not route.paged:
        return paging.DEFAULT, None
    given: dict[str, str | None] = {}
    for name in PAGING:
        values = sent.pop(name, [None])
        if len(values) != 1:
            raise BadRequest(why="parameter", parameter=name)
        given[name] = values[0]
    return paging.read_limit(given["limit"]), given["cursor"]


def content(body: Body, request: Request) -> dict[str, Any]:
    """The body as its declaration has it; a body sent where none is taken is refused key by key."""
    if body.multipart:
        return multipart(body, request)
    raw = request.get_data(cache=False)
    if raw and not request.is_json:
        raise BadRequest(why="json")
    data = decode(raw) if raw else {}
    if body.form:
        return unwrapped(body.form, data)
    return read_body(body.keys, data)


def unwrapped(form: str, data: Any) -> dict[str, Any]:
    """The data of a form, bare or under its key; raises BadRequest for anything but an object."""
    for key in ("forms", form):
        if isinstance(data, dict) and data.keys() == {key}:
            data = data[key]
    if not isinstance(data, dict):
        raise BadRequest(why="object")
    return data


def multipart(body: Body, request: Request) -> dict[str, Any]:
    """The one `file` of an upload with its name, and the text keys beside it."""
    if request.mimetype not in UPLOADS:
        raise BadRequest(why="multipart")
    texts = {name: values[0] for name, values in request.form.lists() if len(values) == 1}
    strange = [name for name in request.files if name != "file"]
    strange += [name for name in request.form if name not in texts]
    if strange:
        raise FormRefused([Fault(path=name, code="E_UNKNOWN_FIELD") for name in strange])
    found = read_body(body.keys, texts)
    files = [file for file in request.files.getlist("file") if file.filename]
    if len(files) != 1:
        raise FormRefused([Fault(path="file", code="E_COUNT" if files else "E_REQUIRED")])
    return found | {"name": files[0].filename, "media": files[0].mimetype, "content": files[0].read()}


def once(request: Request, body: Mapping[str, Any]) -> OnceKey | None:
    """The idempotency key with a digest of the body's meaning, so that key order and blanks do not matter."""
    key = headers.idempotency_key(request.headers.get("Idempotency-Key"))
    if key is None:
        return None
    return OnceKey(route=f"{request.method} {request.path}", key=key, body=digest(body))


def digest(body: Mapping[str, Any]) -> str:
    """SHA-256 of a body; bytes of a file count by their own digest."""
    told = {
        name: hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value
        for name, value in body.items()
    }
    return hashlib.sha256(orjson.dumps(told, default=str, option=orjson.OPT_SORT_KEYS)).hexdigest()
