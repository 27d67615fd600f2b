"""The file is bigger than any process a person can read."""

from collections.abc import Iterator

from engine.gate.reading import MOST_BYTES, MOST_ELEMENTS, Sheet
from engine.gate.rule import Fault, Rule
from engine.gate.values import Surroundings


def _look(sheet: Sheet, _: Surroundings) -> Iterator[Fault]:
    if len(sheet.data) > MOST_BYTES:
        yield Fault(at=None, message=f"文件有 {len(sheet.data)} 字节，超过 {MOST_BYTES} 字节。")
    if sheet.elements > MOST_ELEMENTS:
        yield Fault(at=None, message=f"文件有 {sheet.elements} 个元素，超过 {MOST_ELEMENTS} 个。")


RULE = Rule(
    name="file-too-large",
    profile="engine",
    what="文件不超过 2 MB、20000 个元素",
    why="更大的文件会拖住检查和每一次办理",
    mend="请把流程分成几个，用调用活动连接；删除嵌入的图片。",
    look=_look,
)
