"""A DOCTYPE: its entities could write conditions nobody sees in the text."""

from collections.abc import Iterator

from engine.gate.reading import Sheet
from engine.gate.rule import Fault, Rule
from engine.gate.values import Surroundings


def _look(sheet: Sheet, _: Surroundings) -> Iterator[Fault]:
    if sheet.doctype:
        yield Fault(at=None, message="文件开头有 DOCTYPE 声明。")


RULE = Rule(
    name="doctype",
    profile="engine",
    what="文件没有 DOCTYPE 声明",
    why="DOCTYPE 里的实体会展开成看不见的内容，也能被用来耗尽内存",
    mend="请删除 <!DOCTYPE …> 一段；BPMN 文件不需要它。",
    look=_look,
)
