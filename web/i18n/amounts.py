"""A worked amount 核算过程 in English: each line and warning told anew by what it says; the Chinese text is the one on file.

The paper a standard rests on stays in its own language.
"""

import re

from assistance.amounts import CATEGORIES
from web.i18n.data import told
from web.i18n.names import SELF_CARE
from web.i18n.vocabulary import AIDS

_MONEY = r"([\d,.]+)"
_SINCE = r"（(\S+) 起，(.*)）"
_UNITS = {
    "元/人·月": "yuan a person and month",
    "元/人·年": "yuan a person and year",
    "元/次": "yuan each time",
    "元/月": "yuan a month",
}
_NAMES = {
    **dict(
        zip(
            CATEGORIES.values(),
            ("the old", "children", "the severely disabled", "the gravely ill"),
            strict=True,
        )
    ),
    **dict(SELF_CARE.values()),
    **dict(AIDS.values()),
    **_UNITS,
}
_LINES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (rf"(\S.*?) {_MONEY} (元/\S+?){_SINCE}", "{0} {1} {2} (from {3}; {4})"),
        (rf"救助比例 (\S+%){_SINCE}", "Ratio {0} (from {1}; {2})"),
        (
            rf"人均收入：月可计入收入 {_MONEY} 元 ÷ (\d+) 人",
            "Income a head: {0} yuan countable a month ÷ {1} people",
        ),
        (r"(\(.*\)|[\d,.]+) × (\d+) 人", "{0} × {1} people"),
        (rf"基本生活 {_MONEY} × (\d+) 人", "Basic living {0} × {1} people"),
        (rf"照料护理（(\S+?)）{_MONEY} × (\d+) 人", "Care ({0}) {1} × {2} people"),
        (r"分类施保：(\S+)", "Extra: {0}"),
        (rf"四舍五入到 {_MONEY} 元", "Rounded to {0} yuan"),
        (r"合计(.*)", "In all{0}"),
        (rf"起付标准余额：已用 {_MONEY} 元", "Left of the deductible: {0} yuan used"),
        (rf"年度封顶余额：已用 {_MONEY} 元", "Left of the yearly cap: {0} yuan used"),
        (r"个人自付未超过起付标准(，本次没有救助金额)?", "The own share does not exceed the deductible"),
        (r"超过年度封顶余额，按余额", "Above what is left of the yearly cap: what is left"),
        (r"本次最多", "At most this time"),
        (r"救助金额", "Amount of aid"),
        (
            rf"人均收入 {_MONEY} 元不低于标准 {_MONEY} 元，不符合条件",
            "Income a head of {0} yuan is not below the standard of {1} yuan: not eligible",
        ),
        (
            rf"特困基本生活标准 {_MONEY} 元，不足(\S+?)标准 {_MONEY} 元的1.3倍（{_MONEY} 元），请核对标准",
            "The basic standard of {0} yuan is below 1.3 times the standard ({1}) of {2} yuan, which is {3} yuan: check the standards",
        ),
        (
            rf"核算 {_MONEY} 元超过年度封顶余额，按 {_MONEY} 元",
            "{0} yuan is above what is left of the yearly cap: {1} yuan",
        ),
    )
)


def worked(text: str) -> str:
    """A line or warning in English; one that is all figures, or that nobody foresaw, stays as it is."""
    for pattern, said in _LINES:
        found = pattern.fullmatch(text)
        if found:
            return said.format(*(_NAMES.get(part) or told(part, "en") for part in found.groups(default="")))
    return text
