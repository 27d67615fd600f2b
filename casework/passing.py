"""Letting time pass 时间推移 on a virtual clock: what falls due on the way happens at its own moment, as a running worker would see it."""

from datetime import datetime

from casework import sweep
from casework.office import Office
from gateways.clock import Movable


def pass_time(office: Office, clock: Movable, until: datetime) -> None:
    """Move the office's clock; going back is only a move, for nothing happens backwards."""
    last: datetime | None = None
    while (moment := _next(office, until, last)) is not None:
        # A due moment that failed stays stored; asking only for later ones keeps it from being met for ever.
        last = moment
        clock.at = max(clock.at, moment)
        sweep.sweep_all(office)
    clock.at = until


def _next(office: Office, until: datetime, after: datetime | None) -> datetime | None:
    with office.store.read() as work:
        table = work.due_moments.table.c
        where = [table.due_at <= until, table.kind != sweep.JOB]
        if after is not None:
            where.append(table.due_at > after)
        found = work.due_moments.first(*where, order=[table.due_at])
    return found.due_at if found else None
