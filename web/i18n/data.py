"""Shipped data in English 数据文字: forms, outcomes, processes and documents are Chinese files; a catalogue keyed by their text.

What a county wrote itself, names of people and places, and what people typed have no English: they stay as they are, and
pages mark them with their language, so that a screen reader says them in Chinese.
"""

import re
from functools import cache

from markupsafe import Markup, escape

from web.i18n.catalogue import language, load

CHINESE = re.compile(r"[\u3400-\u9fff]")
MARK = Markup(' lang="zh-CN"')


@cache
def _english() -> dict[str, str]:
    found = load("en", "forms.po")
    return {str(key): str(text) for key, text in getattr(found, "_catalog", {}).items() if key and text}


def told(text: object, lang: str | None = None) -> str:
    """A text of the shipped data in the reader's language; what the catalogue does not hold stays Chinese."""
    said = "" if text is None else str(text)
    return _english().get(said, said) if (lang or language()) == "en" else said


def lang_of(text: object) -> str:
    """` lang="zh-CN"` for an element that holds Chinese on an English page; else nothing."""
    return MARK if language() == "en" and text is not None and CHINESE.search(str(text)) else ""


def marked(text: object) -> object:
    """A value as page text, in an element of its own language where it is Chinese on an English page."""
    mark = lang_of(text)
    return Markup("<span{}>{}</span>").format(mark, escape(text)) if mark else text
