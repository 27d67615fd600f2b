"""Registered operations 操作 that a service task may name; each writes through the case file, so it is in the command or not at all."""

from collections.abc import Callable, Mapping

from casework import notify
from casework.casefile import Open
from engine.expressions import Value
from engine.runtime import Operation
from store.tables.flow import Instance


def remind_supervisor(file: Open, instance: Instance) -> Mapping[str, Value]:
    """提醒督办员: the slip's reply is late; whoever issued it is told once per reply that was due."""
    slip = file.slips.load(instance.slip_id) if instance.slip_id else None
    if slip and slip.issued_by:
        notify.tell(
            file,
            key=f"slip-late:{slip.id}:{instance.revision}",
            to=slip.issued_by,
            kind="slip_late",
            subject=f"督办单 {slip.no} 逾期未回复",
        )
    return {}


OPERATIONS: Mapping[str, Callable[[Open, Instance], Mapping[str, Value]]] = {
    "remind_supervisor": remind_supervisor
}


def bound(file: Open, instance: Instance) -> dict[str, Operation]:
    """The operations as the engine calls them in this command."""

    def call(operation: Callable[[Open, Instance], Mapping[str, Value]]) -> Operation:
        return lambda _: operation(file, instance)

    return {name: call(operation) for name, operation in OPERATIONS.items()}
