"""Boundary events 边界事件; one that does not interrupt stands again after each message, signal or turn of a cycle."""

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent

from engine.runtime import private
from engine.runtime.timers import CycleTimer, DueTimer


class Boundary(private.Recurring, BoundaryEvent):
    """A boundary event on a task or sub-process."""

    def again(self, task: Any) -> dict[str, Any] | None:
        if self.cancel_activity or isinstance(self.event_definition, DueTimer):
            return None
        if isinstance(self.event_definition, CycleTimer):
            return self.event_definition.next_turn(task)
        return {}
