"""Conditions must be in the closed language, the one that will be evaluated."""

from collections.abc import Iterator

from engine.expressions import ExpressionRefused, parse
from engine.gate.drawing import Drawing, kind, named
from engine.gate.rule import Fault, rule
from engine.gate.sorts import NUMBER, TRUTH, sort_of
from engine.gate.texts import conditions, hidden
from engine.gate.values import Surroundings


@rule(
    name="condition-syntax",
    what="条件只用事实名称、文字和数字、and or not == != < <= > >= in + - * / 和括号",
    why="其他写法要到办件走到那里才出错；能执行程序的写法是安全漏洞",
    mend='例如：outcome == "complete"，或 amount >= 1000 and urgent。',
)
def RULE(drawing: Drawing, _: Surroundings) -> Iterator[Fault]:
    for at, expression, text in conditions(drawing):
        if hidden(expression):
            yield Fault(
                at=at, message=f"{named(at)}的条件里夹有注释或其他元素。", mend="请删除条件里的注释。"
            )
            continue
        words = _fault(text, NUMBER if kind(expression) == "loopCardinality" else TRUTH)
        if words:
            yield Fault(at=at, message=f"{named(at)}的条件“{text.strip()[:60]}”：{words}。", mend=_mend(text))


def _fault(text: str, wanted: str) -> str | None:
    try:
        sort = sort_of(parse(text).root)
    except ExpressionRefused as refused:
        return refused.message
    return f"结果是{sort}，应是{wanted}" if sort not in {None, wanted} else None


def _mend(text: str) -> str | None:
    bare = text.strip()
    if bare.startswith("="):
        return "这是 FEEL 的写法，请去掉开头的等号；判断相等用 ==。"
    if bare.startswith(("${", "#{")):
        return "这是 JUEL 的写法，请去掉 ${ } 直接写条件，例如 amount >= 1000。"
    return None
