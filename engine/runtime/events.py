"""Boundary events 边界事件 that do not interrupt: in 3.2.0 a message fires one only once, then raises."""

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent

from engine.runtime import private
from engine.runtime.timers import CycleTimer, DueTimer


class Boundary(private.Recurring, BoundaryEvent):
    """A boundary event; where it does not interrupt, each message, signal or turn of a cycle starts a side path."""

    def recurs(self) -> bool:
        return not self.cancel_activity and not isinstance(self.event_definition, DueTimer)

    def catch(self, task: Any, event: Any) -> None:
        if self.recurs() and not isinstance(self.event_definition, CycleTimer):
            private.spawn(task)
        else:
            super().catch(task, event)
