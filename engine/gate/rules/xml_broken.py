"""The bytes are not well-formed XML."""

from collections.abc import Iterator

from engine.gate.reading import Sheet
from engine.gate.rule import Fault, Rule
from engine.gate.values import Surroundings


def _look(sheet: Sheet, _: Surroundings) -> Iterator[Fault]:
    if sheet.broken is not None:
        yield Fault(at=None, message=f"文件不是完整的 XML：{sheet.broken}")


RULE = Rule(
    name="xml-broken",
    profile="engine",
    what="文件是完整的 XML，不引用外部实体，层数不过深",
    why="读不出来的文件不能执行；外部实体会读到服务器上的文件",
    mend="请用流程编辑器重新导出 BPMN 2.0 文件。",
    look=_look,
)
