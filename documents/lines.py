"""Breaks Chinese text into lines 换行 by width; no line begins with a closing mark or ends with an opening one."""

import re
import unicodedata
from math import ceil

CLOSING = "，。、；：？！）》”’】〉」』%"
OPENING = "（《“‘【〈「『"
WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-/]*|\s+|.", re.DOTALL)


def width(text: str) -> float:
    """Width in ems of a system font: a Chinese character is 1, a Latin one about 0.56."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.56 for c in text)


def wrap(text: str, ems: float, most: int = 4) -> tuple[str, ...]:
    """At most `most` lines of about equal length, none wider than `ems` unless one word is; the rest ends in …"""
    needed = max(1, ceil(width(text) / ems))
    lines = _fill(text, ems)
    # An even break reads better than a full first line and one character left over.
    for share in (width(text) / needed + 0.5, width(text) / needed + 1.0):
        even = _fill(text, min(ems, share))
        if len(even) <= len(lines):
            lines = even
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
    return tuple(lines)


def _fill(text: str, ems: float) -> list[str]:
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and width(lines[-1]) + width(piece.rstrip()) > ems:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.strip() for line in lines if line.strip()] or [""]


def _pieces(text: str) -> list[str]:
    """Units no break may fall into: words, and characters with the marks and spaces that cling to them."""
    pieces: list[str] = []
    for unit in WORD.findall(text):
        clings = unit.isspace() or unit in CLOSING or (pieces and pieces[-1].strip()[-1:] in tuple(OPENING))
        if pieces and clings:
            pieces[-1] += unit
        else:
            pieces.append(unit)
    return pieces
