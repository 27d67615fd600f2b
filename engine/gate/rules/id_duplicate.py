"""Two elements with one id, extensions and diagram among them: the last would win."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, line, named
from engine.gate.rule import Fault, rule
from engine.gate.values import Surroundings


@rule(
    name="id-duplicate",
    what="全文件的 id 各不相同，扩展元素和图形也算",
    why="id 相同的元素，后面的会顶替前面的；其他工具的表单字段与节点同 id 时，连线会连到字段上",
    mend="请把其中一个改名。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for element in drawing.elements:
        own = element.get("id")
        if own is None or not own.strip():
            continue
        if own in seen:
            yield Fault(at=element, message=f"{named(element)}的 id 与第 {seen[own]} 行的元素相同。")
        seen.setdefault(own, line(element))
