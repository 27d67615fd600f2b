"""Sign-in 登录 of programs: a bearer token, and who it belongs to."""

from typing import Any

from casework import people
from web.api.keys import need
from web.api.routes import Call, Table

routes = Table(tag="tokens", about="登录 sign-in")


@routes.post(
    "/tokens",
    "token",
    need("login", longest=40),
    need("password", "secret", longest=200),
    token=False,
    status=201,
    refuses=("E_AUTH", "E_LOCKED", "E_UNKNOWN_FIELD"),
)
def sign_in(call: Call) -> Any:
    """Name and password for a bearer token."""
    return people.sign_in(call.office, call.body["login"], call.body["password"], kind="api")


@routes.add("DELETE", "/tokens/current", "nothing", status=204)
def sign_out(call: Call) -> None:
    """End the token this request came with."""
    people.sign_out(call.office, call.token)


@routes.get("/me", "me")
def me(call: Call) -> Any:
    """Who I am, with my roles."""
    return people.me(call.office, call.by)
