"""An expression that says it is in another language."""

from collections.abc import Iterator

from engine.gate.drawing import Drawing, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.texts import EXPRESSIONS
from engine.gate.values import Surroundings
from engine.gate.words import XSI

_TYPES = frozenset({"tFormalExpression", "tExpression"})


@rule(
    name="expression-language",
    what="表达式不写 language，xsi:type 只用 tFormalExpression",
    why="写明的语言不会被理会，同样的字在另一种语言里意思不同",
    mend="请删除 language，按本系统的写法写表达式。",
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for element in drawing.elements:
        if kind(element) not in EXPRESSIONS:
            continue
        parent = element.getparent()
        at = element if parent is None else parent
        sort = element.get(f"{{{XSI}}}type", "tFormalExpression").rpartition(":")[2]
        if element.get("language"):
            yield Fault(at=at, message=f"{named(at)}的表达式写明是“{element.get('language', '')[:60]}”语言。")
        elif sort not in _TYPES:
            yield Fault(at=at, message=f"{named(at)}的表达式类型是 {sort[:40]}。")
