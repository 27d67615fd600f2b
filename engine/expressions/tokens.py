"""Text → tokens, with a hint where somebody writes the way of another tool or with full-width signs."""

import re
from dataclasses import dataclass
from decimal import Decimal

from engine.expressions.values import ExpressionRefused, LiteralValue

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?![A-Za-z0-9_.]))
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<text>"(?:[^"\\\r\n]|\\["'\\])*"|'(?:[^'\\\r\n]|\\["'\\])*')
      | (?P<sign>==|!=|<=|>=|[<>+\-*/()\[\],])""",
    re.VERBOSE,
)
_WORDS: dict[str, LiteralValue] = {
    "True": True,
    "true": True,
    "False": False,
    "false": False,
    "None": None,
    "null": None,
}
KEYWORDS = frozenset({"and", "or", "not", "in"})
_MOST_DIGITS = 18
_HINTS = (
    ("${", "这是其他工具的写法，请去掉 ${ }，直接写条件"),
    ("#{", "这是其他工具的写法，请去掉 #{ }，直接写条件"),
    ("&&", "“并且”请写 and"),
    ("||", "“或者”请写 or"),
    ("!", "“不”请写 not"),
    ("=", "判断相等请写两个等号 =="),
    (".", "不能用“.”取下级数据，请直接写数据项名称"),
)
_FULL_WIDTH = "（）＝＜＞！，“”‘’＋－＊／。；："


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is literal, name, keyword, sign or end; `text` as written; `value` only of a literal."""

    kind: str
    text: str
    at: int
    value: LiteralValue = None


def tokens(source: str) -> list[Token]:
    """All tokens and one of kind `end`. Raises ExpressionRefused."""
    found: list[Token] = []
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise ExpressionRefused(_hint(source, at), at)
        if match.lastgroup != "space":
            found.append(_token(str(match.lastgroup), match.group(), at))
        at = match.end()
    found.append(Token("end", "", len(source)))
    return found


def _token(group: str, text: str, at: int) -> Token:
    if group == "number":
        return Token("literal", text, at, _number(text, at))
    if group == "text":
        return Token("literal", text, at, re.sub(r"\\(.)", r"\1", text[1:-1]))
    if text in _WORDS:
        return Token("literal", text, at, _WORDS[text])
    return Token("keyword" if text in KEYWORDS else group, text, at)


def _number(text: str, at: int) -> LiteralValue:
    if len(text.replace(".", "")) > _MOST_DIGITS:
        raise ExpressionRefused("数字太长", at)
    return Decimal(text) if "." in text else int(text)


def _hint(source: str, at: int) -> str:
    for start, hint in _HINTS:
        if source.startswith(start, at):
            return hint
    if source[at] in _FULL_WIDTH:
        return f"“{source[at]}”是全角符号，请用半角"
    if source[at] in "\"'":
        return "文字的引号没有成对"
    if source[at].isdigit():
        return "数字写法不对"
    return f"不认识的字符“{source[at]}”"
