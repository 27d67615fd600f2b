"""PDFs 文书: a document type and its data in, PDF/A bytes out; the same data give the same bytes."""

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import as_file, files

import orjson
import pypdf
import typst

from documents import qr
from documents.types import TYPES, missing

# First found is used: Debian's fonts-noto-cjk, Adobe's name for the same, then what Windows and macOS carry.
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "Songti SC")
SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC")
GLYPH = re.compile(r'the text [`"]+(.+?)[`"]+ could not be displayed')


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


def render(kind: str, data: Mapping[str, object]) -> Pdf:
    """One document of a type of `documents.types.TYPES`. `data["link"]` becomes a QR code.

    Raises KeyError for an unknown type, FieldsMissing, FontMissing, NotRendered.
    """
    lacking = missing(TYPES[kind], data)
    if lacking:
        raise FieldsMissing(kind, lacking)
    content = _compile(kind, _inputs(kind, data), datetime.fromisoformat(str(data["made_at"])))
    pages = len(pypdf.PdfReader(io.BytesIO(content)).pages)
    return Pdf(content=content, pages=pages, sha256=hashlib.sha256(content).hexdigest())


def has_font() -> bool:
    """Whether this machine has a Chinese font at all."""
    return bool({*SERIF, *SANS} & set(_fonts().families()))


def _inputs(kind: str, data: Mapping[str, object]) -> dict[str, str]:
    serif, sans = _fonts_used()
    link = data.get("link")
    whole = {**data, "qr": qr.svg(str(link))} if link else dict(data)
    return {"data": orjson.dumps(whole).decode(), "title": TYPES[kind].title, "serif": serif, "sans": sans}


def _compile(kind: str, inputs: dict[str, str], made_at: datetime) -> bytes:
    folder = files("documents") / "templates"
    version = TYPES[kind].version
    page = folder / kind / f"v{version}"
    frame = folder / "frame" / f"v{TYPES[kind].frames[version - 1]}.typ"
    source = frame.read_bytes() + (page / "page.typ").read_bytes()
    # A template reads files under its root: each type gets its own folder, and nothing else.
    with as_file(page) as root:
        compiler = typst.Compiler(source, root=str(root), font_paths=_fonts(), sys_inputs=inputs)
        try:
            made = compiler.compile(format="pdf", pdf_standards="a-2b", timestamp=int(made_at.timestamp()))
        except typst.TypstError as fault:
            raise NotRendered(f"文书“{TYPES[kind].title}”未能生成：{_plainly(fault.message)}") from fault
    if not isinstance(made, bytes):
        raise NotRendered(f"文书“{TYPES[kind].title}”未能生成")
    return made


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
