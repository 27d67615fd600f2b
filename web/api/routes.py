"""The route table 路由表: one declaration a route reads the request, guards it, and is printed in the OpenAPI document."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistance.people import Actor
from casework.office import Office
from web.api.keys import Key


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request, read: who asks, and the values of its path, query and body. `cursor` is a use case's own place.

    `token` is the bearer token, for the one route that ends it; `list_name` names the list a cursor belongs to.
    """

    office: Office
    by: Actor
    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: dict[str, Any]
    limit: int = 50
    cursor: str | None = None
    token: str = ""
    list_name: str = ""


@dataclass(frozen=True, kw_only=True)
class File:
    """An answer in bytes; `name` makes it a download, without it a browser may show it."""

    content: bytes
    media: str
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Body:
    """What a route takes: `keys` of its own, or the data of one `form` whose fields the use case judges.

    The data of a form may also come under the form's key (`{"F15": {…}}`, `{"forms": {"F15": {…}}}`), as tasks take it.
    """

    keys: tuple[Key, ...] = ()
    form: str | None = None
    multipart: bool = False


Handler = Callable[[Call], Any]
NOTHING = Body()


@dataclass(frozen=True, kw_only=True)
class Route:
    """One route; `act` is the row of the permission table that guards it, `answer` the shape of what comes back.

    `paged` lists take limit and cursor; of a `whole` one the use case gives all items, and the page is cut here.
    """

    method: str
    path: str
    handler: Handler
    tag: str
    answer: str
    act: str | None = None
    token: bool = True
    query: tuple[Key, ...] = ()
    body: Body = NOTHING
    status: int = 200
    refuses: tuple[str, ...] = ()
    paged: bool = False
    whole: bool = False

    @property
    def name(self) -> str:
        """The operation's name, unique in the document: `post_cases_no_withdraw`."""
        return "_".join(re.findall(r"[a-z0-9]+", f"{self.method.lower()} {self.path}"))

    @property
    def writes(self) -> bool:
        return self.method not in ("GET", "HEAD")

    @property
    def collection(self) -> bool:
        """Whether no object is named: then scope is no question, and a wrong role is refused before the body is read."""
        return "{" not in self.path


@dataclass(kw_only=True)
class Table:
    """The routes of one noun."""

    tag: str
    about: str
    routes: list[Route] = field(default_factory=list)

    def add(self, method: str, path: str, answer: str, **more: Any) -> Callable[[Handler], Handler]:
        """Decorate the function that answers this route."""

        def keep(handler: Handler) -> Handler:
            self.routes.append(
                Route(method=method, path=path, handler=handler, tag=self.tag, answer=answer, **more)
            )
            return handler

        return keep

    def get(self, path: str, answer: str, **more: Any) -> Callable[[Handler], Handler]:
        return self.add("GET", path, answer, **more)

    def post(self, path: str, answer: str, *keys: Key, **more: Any) -> Callable[[Handler], Handler]:
        if keys:
            more["body"] = Body(keys=keys)
        return self.add("POST", path, answer, **more)


def filters(call: Call, *without: str) -> dict[str, str]:
    """The filters of a list as use cases take them: text, days in ISO."""
    given = {name: value for name, value in call.query.items() if name not in without}
    return {
        name: value.isoformat() if isinstance(value, date) else str(value) for name, value in given.items()
    }


def with_place(call: Call) -> dict[str, Any]:
    """The page a list is asked for, as use cases take it."""
    return {"cursor": call.cursor, "limit": call.limit}
