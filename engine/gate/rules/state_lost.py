"""What was saved must come back the same."""

from collections.abc import Iterator

from engine.gate.reading import Sheet
from engine.gate.rule import Fault, Rule
from engine.gate.values import Surroundings


def _look(sheet: Sheet, _: Surroundings) -> Iterator[Fault]:
    trial = sheet.trial
    if trial is not None and trial.changed:
        yield Fault(at=None, message="试运行时存盘再读回，办件所在的位置变了。")


RULE = Rule(
    name="state-lost",
    profile="engine",
    what="试运行每一步存盘再读回，办件的位置不变",
    why="读不回来的办件第二天就找不到了",
    mend="请把文件发给系统管理员。",
    look=_look,
    runs=True,
)
