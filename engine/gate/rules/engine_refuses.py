"""The engine's own reader has the last word."""

from collections.abc import Iterator

from engine.gate.reading import Sheet
from engine.gate.rule import Fault, Rule
from engine.gate.values import Surroundings


def _look(sheet: Sheet, _: Surroundings) -> Iterator[Fault]:
    trial, drawing = sheet.trial, sheet.drawing
    if trial is not None and trial.refused is not None and drawing is not None:
        at = drawing.by_id.get(trial.refused_at or "")
        yield Fault(at=at, message=f"流程引擎不接受这个文件：{' '.join(trial.refused.split())[:300]}。")


RULE = Rule(
    name="engine-refuses",
    profile="engine",
    what="流程引擎能读入这个文件",
    why="读不进去的流程不能启动",
    mend="请按提示改正；看不懂时请把文件发给系统管理员。",
    look=_look,
    runs=True,
)
