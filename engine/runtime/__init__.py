"""Running processes 流程引擎: the only folder that knows SpiffWorkflow. Bytes and values in, an Advance out."""

from engine.runtime.context import (
    Advance,
    Call,
    Context,
    NotWaiting,
    OpenTask,
    Operation,
    Passed,
    StepFailed,
    Timer,
)
from engine.runtime.definition import Definition, DefinitionRefused, Flow, Node
from engine.runtime.execution import (
    cancel,
    complete,
    finish_call,
    look,
    send,
    start,
    waiting_messages,
    wake,
)
from engine.runtime.parse import parse

__all__ = [
    "Advance",
    "Call",
    "Context",
    "Definition",
    "DefinitionRefused",
    "Flow",
    "Node",
    "NotWaiting",
    "OpenTask",
    "Operation",
    "Passed",
    "StepFailed",
    "Timer",
    "cancel",
    "complete",
    "finish_call",
    "look",
    "parse",
    "send",
    "start",
    "waiting_messages",
    "wake",
]
