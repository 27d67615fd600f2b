"""Put an office together from settings: store, clocks, keys; and the queue that carries out what becomes due."""

from casework import attachments, audit, recomputing, sweep
from casework.office import Office
from gateways import clock
from ops.settings import Settings
from store.queue import Calls, Queue, queue_of
from store.work import Store


def compose(settings: Settings) -> Office:
    """An office on its database, brought up to the present revision."""
    store = Store(settings.database_url, settings.ring)
    store.create()
    product = clock.from_file(settings.clock_file) if settings.clock_file else clock.machine
    return Office(
        store=store, env=settings.env, clock=product, machine=clock.machine, public_url=settings.public_url
    )


def queue(office: Office, settings: Settings) -> Queue:
    """The queue of this office; it does nothing until it is started."""
    calls = Calls(
        now=office.now,
        machine=office.machine,
        sweep=lambda: _tick(office),
        wake=lambda subject: sweep.wake(office, subject),
    )
    return queue_of(office.store, calls, seconds=settings.tick_seconds)


def _tick(office: Office) -> sweep.Fired:
    """What is due is carried out, then documents are drawn and files that nothing uses dropped.

    In production the day's anchor is cast with the first tick of the day; in demo and test the clock may be moved back, and an
    anchor would then call honest events forged.
    """
    if office.env == "production":
        audit.anchor(office)
    recomputing.keep_up(office)
    done = sweep.sweep_all(office)
    sweep.draw_all(office)
    attachments.drop_unused(office)
    return done
