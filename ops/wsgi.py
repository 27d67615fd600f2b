"""What the web server loads in each of its processes: `granian --interface wsgi --factory ops.wsgi:app`."""

import os
import signal

from flask import Flask

from ops import logs, office, settings
from web.app import create_app


def app() -> Flask:
    """The application, and beside it the queue, unless another process (`yimen worker`) is to do that work."""
    # Ctrl+C reaches every process of a terminal, and the server passes it on as SIGTERM besides: of two signals at once
    # granian's worker loses one and would stand until it is killed. The server's own word is enough.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    logs.install()
    found = settings.read()
    the_office = office.compose(found)
    if not os.environ.get(settings.NO_SWEEP):
        office.queue(the_office, found).start()
    return create_app(the_office, secret_key=found.secret_key, env=found.env)
