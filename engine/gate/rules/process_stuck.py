"""The trial run came to stand where nothing can move it."""

from collections.abc import Iterator

from engine.gate.reading import Sheet
from engine.gate.rule import Fault, Rule
from engine.gate.values import Surroundings


def _look(sheet: Sheet, _: Surroundings) -> Iterator[Fault]:
    trial, drawing = sheet.trial, sheet.drawing
    if trial is None or drawing is None or not trial.stuck:
        return
    joins = next(drawing.of_kind("parallelGateway"), None)
    yield Fault(
        at=joins,
        message="试运行停住了：没有结束，也不等任何人、消息、时间或流程。",
        # A parallel join that waits for a branch nobody took is right by BPMN, and may be meant.
        severity="error" if joins is None else "warning",
    )


RULE = Rule(
    name="process-stuck",
    profile="engine",
    what="试运行不会停在什么都不等的地方",
    why="这样的办件没有人能推动，也不会提醒",
    mend="请检查并行网关的汇合：二选一的分支请用排他网关汇合。",
    look=_look,
    runs=True,
)
