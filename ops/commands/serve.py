"""`yimen serve`: the web, and with it the sweep of what becomes due 网页服务."""

import argparse
import errno
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from casework.office import Office
from ops import settings
from ops.office import compose
from ops.settings import Settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """The words of `yimen serve` (contract section 6)."""
    parser = subparsers.add_parser("serve", help="网页和接口 | the web and the API")
    add_arguments(parser)
    parser.set_defaults(run=run)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, metavar="P", help="端口；缺省取 PORT，否则 8000")
    parser.add_argument("--host", default="127.0.0.1", metavar="H", help="监听地址；缺省 127.0.0.1")
    parser.add_argument("--no-sweep", action="store_true", help="不处理到时事项，另由 yimen worker 处理")


def say_where(_: Office, found: Settings) -> None:
    """One line with the address."""
    print(f"一门：{found.public_url}", flush=True)


def run(args: argparse.Namespace, before: Callable[[Office, Settings], None] = say_where) -> int:
    """Serve until the process is told to end; `before` has the office while nobody else has it yet."""
    try:
        found = settings.read(_environ(args))
    except settings.Unfit as reason:
        print(reason, file=sys.stderr)
        return 2
    if hindrance := _hindrance(args.host, found.port):
        print(hindrance, file=sys.stderr)
        return 1
    office = compose(found)
    before(office, found)
    office.store.close()
    _serve(args.host, found.port, sweep=not args.no_sweep)
    return 0


def _serve(host: str, port: int, *, sweep: bool) -> None:
    os.environ["PORT"] = str(port)
    os.register_at_fork(after_in_child=_unheard)
    if not sweep:
        os.environ[settings.NO_SWEEP] = "1"
    server = Granian(
        "ops.asgi:app",
        factory=True,
        interface=Interfaces.ASGINL,
        address=host,
        port=port,
        workers=1,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    server.serve()


def _unheard() -> None:
    """In a worker process that has yet to load the application: the server's handlers, which came along, would keep the word from it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server is told as well, and tells its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _environ(args: argparse.Namespace) -> dict[str, str]:
    return {**os.environ, **({"PORT": str(args.port)} if args.port is not None else {})}


def _hindrance(host: str, port: int) -> str | None:
    """Why the server could not listen there; None when it can."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            if fault.errno == errno.EADDRINUSE:
                return f"端口 {port} 已被占用，请换一个：--port {port + 1 if port < 65535 else port - 1}"
            if fault.errno == errno.EACCES:
                return f"没有权限使用端口 {port}，请换 1024 以上的：--port 8000"
            return f"不能在 {host} 端口 {port} 上监听：{fault.strerror}"
    return None
