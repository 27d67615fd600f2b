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
    Token,
)
from engine.runtime.definition import Definition, DefinitionRefused, Flow, Node
from engine.runtime.execution import (
    cancel,
    complete,
    finish_call,
    look,
    retime,
    send,
    start,
    waiting_messages,
    wake,
)
from engine.runtime.migration import CannotMove, move, place, tokens
from engine.runtime.parse import parse

__all__ = [
    "Advance",
    "Call",
    "CannotMove",
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
    "Token",
    "cancel",
    "complete",
    "finish_call",
    "look",
    "move",
    "parse",
    "place",
    "retime",
    "send",
    "start",
    "tokens",
    "waiting_messages",
    "wake",
]
