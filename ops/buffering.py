"""The server's side of a request 收发: it is read in full before a thread works on it, so that slow senders hold up nobody.

The event loop gathers the body (beyond 1 MB on disk) and sends the answer; only what lies between takes one of the few threads.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeAlias
from wsgiref.types import WSGIApplication

Scope: TypeAlias = Mapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Mapping[str, Any]]]
Send: TypeAlias = Callable[[Mapping[str, Any]], Awaitable[None]]
MOST_BYTES = 25 * 1024 * 1024
"""What the application takes (contract 3.4); of more, so much is read at most that it can say so."""
IN_MEMORY = 1024 * 1024
SILENCE, LONGEST = 20.0, 15 * 60.0
"""Seconds: whoever sends nothing for the one, or has not come to the end within the other, is waited for no longer."""


class Gone(Exception):
    """The sender hung up; nobody is there to be answered."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the application said."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: list[bytes]


TOO_SLOW = Answer(status=408, headers=[(b"connection", b"close"), (b"content-length", b"0")], body=[])


class Buffered:
    """An ASGI application around a WSGI one."""

    def __init__(
        self, app: WSGIApplication, *, threads: int, silence: float = SILENCE, longest: float = LONGEST
    ) -> None:
        self._app, self._silence, self._longest = app, silence, longest
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise NotImplementedError(scope["type"])
        try:
            answer = await self._handled(scope, receive)
        except Gone:
            return
        except TimeoutError:
            answer = TOO_SLOW
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        for chunk in answer.body:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _handled(self, scope: Scope, receive: Receive) -> Answer:
        """The body in full, then the application in a thread. Raises Gone, TimeoutError."""
        announced = _announced(scope)
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            length = announced
            if (
                announced <= MOST_BYTES
            ):  # of a larger one nothing is read: it is refused by what was announced
                async with asyncio.timeout(self._longest):
                    length = await self._read(receive, body)
            environ = _environ(scope, body, length)
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._answer, environ)

    async def _read(self, receive: Receive, body: IO[bytes]) -> int:
        """Take the body in; how long it is. Raises Gone, TimeoutError."""
        length, more = 0, True
        while more and length <= MOST_BYTES:
            async with asyncio.timeout(self._silence):
                message = await receive()
            if message["type"] == "http.disconnect":
                raise Gone
            length += body.write(message.get("body", b""))
            more = message.get("more_body", False)
        body.seek(0)
        return length

    def _answer(self, environ: dict[str, Any]) -> Answer:
        """In a thread: the application's answer, complete."""
        said: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> Callable[[bytes], object]:
            said[:] = [(status, headers)]
            return lambda _: None

        chunks: Iterable[bytes] = self._app(environ, start)
        try:
            body = [chunk for chunk in chunks if chunk]
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()
        status, headers = said[0]
        return Answer(
            status=int(status.split(" ", 1)[0]),
            headers=[(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
            body=body,
        )


def _environ(scope: Scope, body: IO[bytes], length: int) -> dict[str, Any]:
    """The request in the words of WSGI (PEP 3333)."""
    server, client = scope.get("server") or ("127.0.0.1", 80), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _add(environ, name.decode("latin-1"), value.decode("latin-1"))
    environ["CONTENT_LENGTH"] = str(length)
    return environ


def _add(environ: dict[str, Any], name: str, value: str) -> None:
    """A header; `_` in a name would be read as `-`, so such names could stand in for others and are left out."""
    if "_" in name:
        return
    key = name.upper().replace("-", "_")
    if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        key = f"HTTP_{key}"
    between = "; " if key == "HTTP_COOKIE" else ","
    environ[key] = f"{environ[key]}{between}{value}" if key in environ else value


def _announced(scope: Scope) -> int:
    """How long the body is to be; 0 where nothing is said."""
    said = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(said) if said.isdigit() else 0
