"""Documents drawn 文书: a type and its data in, PDF/A bytes or a page's HTML out; the same data give the same output.

Both come out of one template, so that paper and screen say the same words in the same order.
"""

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable

import orjson
import pypdf
import typst

from documents import qr
from documents.types import TYPES, missing

# First found is used: Debian's fonts-noto-cjk, Adobe's name for the same, then what Windows and macOS carry.
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "Songti SC")
SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC")
ANY_FONT = "Libertinus Serif"
"""Comes with the compiler, which wants to be told one even where the reader's browser chooses."""
GLYPH = re.compile(r'the text [`"]+(.+?)[`"]+ could not be displayed')
BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)
TEMPLATES = files("documents") / "templates"
# What the compiler writes itself and our pages' policy forbids, and where a page's template wants the code.
SPACES, KEPT = '<span style="white-space: pre-wrap">', '<span class="kept">'
CODE_HERE = '<div class="code-here"></div>'
EXPECTED = "html export is under active development"
"""The compiler's warning about every page: we pin its version and compare pages with papers in tests."""


class FontMissing(RuntimeError):
    """No Chinese font is installed: 未安装中文字体，请安装 fonts-noto-cjk."""

    def __init__(self) -> None:
        super().__init__("未安装中文字体，无法生成文书。请安装：apt-get install fonts-noto-cjk")


class FieldsMissing(ValueError):
    """Data of a document are incomplete; `fields` names them as the type does."""

    def __init__(self, kind: str, fields: tuple[str, ...]) -> None:
        super().__init__(f"文书“{TYPES[kind].title}”缺少：{'、'.join(fields)}")
        self.kind, self.fields = kind, fields


class NotRendered(RuntimeError):
    """The template failed, or the font lacks a character of the data; the message says which."""


@dataclass(frozen=True, kw_only=True)
class Pdf:
    """A finished document; `sha256` is of the bytes, in hex."""

    content: bytes
    pages: int
    sha256: str


def render(kind: str, data: Mapping[str, object], version: int | None = None) -> Pdf:
    """One document of a type of `documents.types.TYPES`, by a version of its template (else the newest).

    `data["link"]` becomes a QR code. Raises KeyError for an unknown type, FieldsMissing, FontMissing, NotRendered.
    """
    _complete(kind, data, version)
    serif, sans = _fonts_used()
    link = data.get("link")
    whole = {**data, "qr": qr.svg(str(link))} if link else data
    inputs = {**_inputs(kind, whole), "serif": serif, "sans": sans}
    made_at = datetime.fromisoformat(str(data["made_at"]))
    with as_file(_folder(kind, version)) as root:
        # A template reads files under its root: each version of a type gets its own folder, and nothing else.
        compiler = typst.Compiler(_source(kind, version), root=root, font_paths=_fonts(), sys_inputs=inputs)
        try:
            made = compiler.compile(format="pdf", pdf_standards="a-2b", timestamp=int(made_at.timestamp()))
        except typst.TypstError as fault:
            raise NotRendered(f"文书“{TYPES[kind].title}”未能生成：{_plainly(fault.message)}") from fault
    if not isinstance(made, bytes):
        raise NotRendered(f"文书“{TYPES[kind].title}”未能生成")
    pages = len(pypdf.PdfReader(io.BytesIO(made)).pages)
    return Pdf(content=made, pages=pages, sha256=hashlib.sha256(made).hexdigest())


def page(kind: str, data: Mapping[str, object], version: int | None = None) -> str:
    """The same document as HTML to set into a page; needs no font. Whatever the data hold is text in it, never markup.

    Raises KeyError for an unknown type, FieldsMissing, NotRendered.
    """
    _complete(kind, data, version)
    inputs = {**_inputs(kind, data), "serif": ANY_FONT, "sans": ANY_FONT, "output": "page"}
    with as_file(_folder(kind, version)) as root:
        compiler = typst.Compiler(_source(kind, version), root=root, font_paths=_fonts(), sys_inputs=inputs)
        try:
            made, warnings = compiler.compile_with_warnings(format="html")
        except typst.TypstError as fault:
            raise NotRendered(f"文书“{TYPES[kind].title}”未能生成：{fault.message}") from fault
    lost = [warning.message for warning in warnings if not warning.message.startswith(EXPECTED)]
    found = BODY.search(made.decode()) if isinstance(made, bytes) else None
    if lost or found is None:
        raise NotRendered(f"文书“{TYPES[kind].title}”未能生成：{'；'.join(lost)}")
    link = data.get("link")
    return found[1].replace(SPACES, KEPT).replace(CODE_HERE, _code(str(link)) if link else "")


def _code(link: str) -> str:
    """The code with its words for who does not see it."""
    return f'<div class="code" role="img" aria-label="二维码：{escape(link)}">{qr.svg(link)}</div>'


def source_sha256(kind: str, version: int) -> str:
    """The hash of a released template with its frame: what an issued document is drawn by must never change."""
    return hashlib.sha256(_source(kind, version)).hexdigest()


def has_font() -> bool:
    """Whether this machine has a Chinese font at all."""
    return bool({*SERIF, *SANS} & set(_fonts().families()))


def _complete(kind: str, data: Mapping[str, object], version: int | None) -> None:
    """What an older template needed was there when the document was made."""
    lacking = missing(TYPES[kind], data) if version in (None, TYPES[kind].version) else ()
    if lacking:
        raise FieldsMissing(kind, lacking)


def _inputs(kind: str, data: Mapping[str, object]) -> dict[str, str]:
    return {"data": orjson.dumps(data).decode(), "title": TYPES[kind].title}


def _folder(kind: str, version: int | None) -> Traversable:
    return TEMPLATES / kind / f"v{version or TYPES[kind].version}"


@cache
def _source(kind: str, version: int | None) -> bytes:
    """The frame and the page; read once a process."""
    frame = TYPES[kind].frames[(version or TYPES[kind].version) - 1]
    return (TEMPLATES / "frame" / f"v{frame}.typ").read_bytes() + (
        _folder(kind, version) / "page.typ"
    ).read_bytes()


def _plainly(message: str) -> str:
    """A rare character in a name is the one failure an office meets; it is told in its own words."""
    lost = GLYPH.search(message)
    return f"字体中没有“{lost[1]}”字，请安装含该字的字体" if lost else message


@cache
def _fonts() -> typst.Fonts:
    """Searching the machine's fonts takes longer than a document; it is done once."""
    return typst.Fonts(include_system_fonts=True)


def _fonts_used() -> tuple[str, str]:
    there = set(_fonts().families())
    serif = next((name for name in SERIF if name in there), None)
    sans = next((name for name in SANS if name in there), None)
    if serif is None and sans is None:
        raise FontMissing
    return serif or sans or "", sans or serif or ""
