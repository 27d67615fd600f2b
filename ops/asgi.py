"""What the web server loads in each of its processes: `granian --interface asginl --factory ops.asgi:app`."""

import gc
import os
import signal

from ops import logs, office, settings
from ops.buffering import Buffered
from web.app import create_app

THREADS = 4
"""Requests at work in the one process: more bring nothing, Python's lock is the limit."""


def app() -> Buffered:
    """The application, and beside it the queue, unless another process (`yimen worker`) is to do that work."""
    # Ctrl+C reaches every process of a terminal, and the server passes it on as SIGTERM besides: of two signals at once
    # granian's worker loses one and would stand until it is killed. The server's own word is enough.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    logs.install()
    found = settings.read()
    the_office = office.compose(found)
    if not os.environ.get(settings.NO_SWEEP):
        office.queue(the_office, found).start()
    application = create_app(the_office, secret_key=found.secret_key, env=found.env)
    settle()
    return Buffered(application, threads=THREADS)


def settle() -> None:
    """What is loaded by now stays for good: the collector need not walk all of it again and again while requests wait."""
    gc.collect()
    gc.freeze()
