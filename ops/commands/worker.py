"""`yimen worker`: carries out what becomes due, until it is told to end; with `--once` what is due now 到时处理."""

import argparse
import json
import signal
import sys
import threading
from typing import TYPE_CHECKING

from casework import attachments, recomputing, sweep
from ops import logs, office, settings
from store.queue import QUEUES

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """The words of `yimen worker` (contract section 6)."""
    parser = subparsers.add_parser("worker", help="处理到时事项 | carry out what becomes due")
    parser.add_argument("--once", action="store_true", help="处理完现在到时的即结束")
    parser.add_argument("--queue", choices=QUEUES, default=QUEUES[0], help="只处理一个队列")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve the queue, or print what one sweep did; what failed is tried again later and is no fault of the command."""
    try:
        found = settings.read()
    except settings.Unfit as reason:
        print(reason, file=sys.stderr)
        return 2
    logs.install()
    the_office = office.compose(found)
    if args.once:
        recomputing.keep_up(the_office)
        done = sweep.sweep_all(the_office)
        sweep.draw_all(the_office)
        attachments.drop_unused(the_office)
        print(json.dumps({"fired": done.fired, "failed": done.failed}))
    else:
        ended = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: ended.set())
        queue = office.queue(the_office, found)
        queue.start()
        ended.wait()
        queue.stop()
    the_office.store.close()
    return 0
