"""A request is whole before a thread works on it: slow senders wait among themselves, and the application sees plain WSGI."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ops import buffering
from ops.buffering import Buffered

Message = Mapping[str, Any]
Seen = list[dict[str, Any]]
SCOPE = {
    "type": "http",
    "method": "POST",
    "path": "/cases/\u4e1c\u6751",
    "query_string": b"a=1",
    "http_version": "1.1",
    "scheme": "http",
    "server": ("127.0.0.1", 8000),
    "client": ("10.0.0.7", 5000),
    "headers": [
        (b"content-type", b"text/plain"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"x_forged", b"1"),
    ],
}


def echo(seen: Seen) -> Any:
    def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        seen.append({**environ, "body": body})
        start("201 Created", [("Content-Length", str(len(body)))])
        return [body]

    return app


def sender(*parts: bytes, pause: float = 0, ends: bool = True) -> Callable[[], Awaitable[Message]]:
    left = list(parts)

    async def receive() -> Message:
        await asyncio.sleep(pause)
        if left:
            part = left.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(left) or not ends}
        if ends:
            return {"type": "http.disconnect"}
        await asyncio.sleep(3600)
        raise AssertionError

    return receive


def answer_of(asked: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: a browser of another test may keep a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asked).result()


async def ask(
    app: Buffered, receive: Callable[[], Awaitable[Message]], **scope: Any
) -> tuple[int | None, bytes]:
    said: list[Message] = []

    async def send(message: Message) -> None:
        said.append(message)

    await app({**SCOPE, **scope}, receive, send)
    body = b"".join(message.get("body", b"") for message in said)
    return (said[0]["status"] if said else None), body


def test_the_application_gets_the_whole_body_and_says_its_answer() -> None:
    seen: Seen = []
    answer = answer_of(ask(Buffered(echo(seen), threads=1), sender(b"ab", b"c")))
    assert answer == (201, b"abc")
    [environ] = seen
    assert (environ["CONTENT_LENGTH"], environ["CONTENT_TYPE"]) == ("3", "text/plain")
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/cases/东村"
    assert (environ["QUERY_STRING"], environ["REMOTE_ADDR"]) == ("a=1", "10.0.0.7")
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert not [name for name in environ if "FORGED" in name]


def test_slow_senders_take_no_thread() -> None:
    seen: Seen = []
    app = Buffered(echo(seen), threads=1)

    async def all_at_once() -> tuple[int | None, bytes]:
        slow = [asyncio.create_task(ask(app, sender(b"x", ends=False))) for _ in range(40)]
        await asyncio.sleep(0.05)
        answer = await asyncio.wait_for(ask(app, sender(b"quick")), 2)
        for task in slow:
            task.cancel()
        return answer

    assert answer_of(all_at_once()) == (201, b"quick")
    assert len(seen) == 1


def test_who_falls_silent_or_never_ends_is_told_and_the_application_never_asked() -> None:
    seen: Seen = []
    silent = Buffered(echo(seen), threads=1, silence=0.05)
    assert answer_of(ask(silent, sender(b"x", ends=False))) == (408, b"")
    endless = Buffered(echo(seen), threads=1, longest=0.1)
    assert answer_of(ask(endless, sender(*[b"x"] * 1000, pause=0.01))) == (408, b"")
    assert seen == []


def test_who_hangs_up_is_not_answered() -> None:
    async def gone() -> Message:
        return {"type": "http.disconnect"}

    seen: Seen = []
    assert answer_of(ask(Buffered(echo(seen), threads=1), gone)) == (None, b"")
    assert seen == []


@pytest.mark.parametrize(
    ("headers", "length", "read"), [([(b"content-length", b"4000")], 4000, 0), ([], 16, 16)]
)
def test_of_too_much_only_so_much_is_read_that_it_can_be_refused(
    monkeypatch: pytest.MonkeyPatch, headers: list[tuple[bytes, bytes]], length: int, read: int
) -> None:
    monkeypatch.setattr(buffering, "MOST_BYTES", 10)
    seen: Seen = []
    answer_of(ask(Buffered(echo(seen), threads=1), sender(*[b"12345678"] * 500), headers=headers))
    assert (int(seen[0]["CONTENT_LENGTH"]), len(seen[0]["body"])) == (length, read)


def test_a_large_body_does_not_stay_in_memory() -> None:
    seen: Seen = []

    def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        seen.append({"on_disk": environ["wsgi.input"]._rolled})
        start("204 No Content", [])
        return []

    answer_of(ask(Buffered(app, threads=1), sender(b"x" * 2_000_000)))
    assert seen == [{"on_disk": True}]
