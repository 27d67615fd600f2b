"""The trial run never came to rest."""

from collections.abc import Iterator

from engine.gate.reading import Sheet
from engine.gate.rule import Fault, Rule
from engine.gate.values import Surroundings


def _look(sheet: Sheet, _: Surroundings) -> Iterator[Fault]:
    trial, drawing = sheet.trial, sheet.drawing
    if trial is not None and drawing is not None and trial.endless is not None:
        yield Fault(
            at=drawing.by_id.get(trial.endless_at or ""), message=f"试运行停不下来：{trial.endless}。"
        )


RULE = Rule(
    name="process-endless",
    profile="engine",
    what="试运行的每一步都能停下来",
    why="停不下来的一步会成为异常，办件不能前进",
    mend="请在循环里加用户任务或定时，或减少循环次数。",
    look=_look,
    runs=True,
)
