"""What goes into a command of the engine and what comes out: plain values, no SpiffWorkflow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.errors import WrongState
from engine.expressions import Value
from engine.runtime.definition import Node

Operation = Callable[[Mapping[str, Value]], Mapping[str, Value]]


@dataclass(frozen=True, kw_only=True)
class Context:
    """What one command 命令 sees; the same context on the same state gives the same bytes.

    `now` is aware. `outcome` is that of the task being completed. `functions` are for timers (`limit_end`),
    `operations` for service tasks. `seed` is the instance's id, needed by `start` and `place` only: task ids
    are derived from it.
    """

    now: datetime
    facts: Mapping[str, Value] = field(default_factory=dict)
    outcome: str | None = None
    functions: Mapping[str, Callable[..., Value]] = field(default_factory=dict)
    operations: Mapping[str, Operation] = field(default_factory=dict)
    seed: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenTask:
    """A task 任务 that waits for a person; `index` counts from 0 where the node runs once for each of many."""

    id: str
    node: Node
    index: int | None


@dataclass(frozen=True, kw_only=True)
class Timer:
    """A waiting timer 定时器 and the instant (UTC) from which `wake` fires it."""

    id: str
    node_id: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class Call:
    """A called process 被调用流程: `called` is its key, frozen when the call was made."""

    task_id: str
    node: Node
    called: str
    index: int | None = None


@dataclass(frozen=True, kw_only=True)
class Passed:
    """A node that completed, or a boundary event that fired, in this advance."""

    node: Node
    task_id: str


@dataclass(frozen=True, kw_only=True)
class Token:
    """Where an instance stands 令牌: the node it came from and the node it stands on."""

    came_from: str
    stands_on: str


@dataclass(frozen=True, kw_only=True)
class Advance:
    """What one command did 推进结果 and where the instance stands now; `state` is the snapshot to store.

    `passed` is in order of completion; `started` and `cancelled` are the linked calls to begin and to
    withdraw; `facts` are those that service operations changed; `steps` counts automatic steps.
    """

    state: bytes
    open_tasks: tuple[OpenTask, ...]
    timers: tuple[Timer, ...]
    calls: tuple[Call, ...]
    started: tuple[Call, ...]
    cancelled: tuple[Call, ...]
    passed: tuple[Passed, ...]
    facts: Mapping[str, Value]
    fired: tuple[str, ...]
    ended: bool
    success: bool
    steps: int


class StepFailed(Exception):
    """An automatic step failed 异常: roll the command back and file an incident; `message` is a Chinese sentence."""

    def __init__(self, node: Node | None, message: str) -> None:
        self.element_id = node.id if node else None
        self.element_kind = node.kind if node else None
        self.element_name = node.name if node else None
        self.message = f"{node.label}：{message}" if node else message
        super().__init__(self.message)


class NotWaiting(WrongState):
    """The instance does not wait for this task or message (any more); nothing was changed."""
