"""The manuals 使用说明 of docs/how-to as pages: the few marks of Markdown they use, everything else is text."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from markupsafe import Markup, escape

FOLDER = Path(__file__).parents[1] / "docs" / "how-to"
FIRST = ("window", "township", "county", "department", "referral", "supervisor", "administrator")
TITLE = re.compile(r"# (\S+) (.+)")
"""Chinese in one word, then English."""
CHINESE = re.compile(r"[\u3400-\u9fff]")
BLANK = re.compile(r"\n\s*\n")
ENGLISH = Markup(' lang="en"')
FENCE = re.compile(r"```\w*\n(.*?)```", re.DOTALL)
SPANS = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\[([^\]]+)\]\([^)]+\)"), r"\1"),
)
"""Links of the manuals lead to other files of the project, which a page cannot open: their words stay."""


def names() -> list[str]:
    """The manuals that are there, by file name; the posts a matter passes come in its order."""
    found = {path.stem for path in FOLDER.glob("*.md")}
    return [name for name in FIRST if name in found] + sorted(found - set(FIRST))


def title(name: str, lang: str) -> str:
    """The first heading in the reader's language."""
    found = TITLE.match(_text(name))
    return found[2 if lang == "en" else 1] if found else name


def page(name: str) -> Markup:
    """The manual without its title as HTML."""
    return draw(TITLE.sub("", _text(name), count=1))


def draw(text: str) -> Markup:
    """Headings, paragraphs, lists, tables and listings; whatever stands in them is escaped."""
    parts: list[Markup] = []
    for place, piece in enumerate(FENCE.split(text)):
        parts += [Markup('<pre tabindex="0">{}</pre>').format(piece)] if place % 2 else _blocks(piece)
    return Markup("\n").join(parts)


def _text(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text("utf-8")


def _blocks(text: str) -> Iterator[Markup]:
    for block in BLANK.split(text.strip()):
        lines = [line for line in block.splitlines() if line.strip()]
        if lines:
            yield next((draw(lines) for mark, draw in _KINDS if lines[0].startswith(mark)), _paragraph(lines))


def _paragraph(lines: list[str]) -> Markup:
    text = " ".join(lines)
    return Markup("<p{}>{}</p>").format("" if CHINESE.search(text) else ENGLISH, _spans(text))


def _heading(lines: list[str]) -> Markup:
    head = Markup("<h2>{}</h2>").format(_spans(lines[0].lstrip("# ")))
    return head + _paragraph(lines[1:]) if lines[1:] else head


def _list(lines: list[str]) -> Markup:
    entries: list[str] = []
    for line in lines:
        if line.startswith("- "):
            entries.append(line[2:])
        else:
            entries[-1] += " " + line.strip()
    return Markup("<ul>{}</ul>").format(
        Markup("").join(Markup("<li>{}</li>").format(_spans(one)) for one in entries)
    )


def _table(lines: list[str]) -> Markup:
    head, _rule, *rows = ([cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines)
    top = Markup("").join(Markup('<th scope="col">{}</th>').format(_spans(cell)) for cell in head)
    body = Markup("").join(Markup("<tr>{}</tr>").format(_row(head, row)) for row in rows)
    table = Markup('<table class="stacks"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
        top, body
    )
    return Markup('<div class="scroll" role="region" aria-label="{}" tabindex="0">{}</div>').format(
        head[0], table
    )


def _row(names: list[str], cells: list[str]) -> Markup:
    """The name of its column goes with each cell: on a phone the cells stand below each other."""
    first, *others = cells
    head = Markup('<th scope="row">{}</th>').format(_spans(first))
    return head + Markup("").join(
        Markup('<td data-label="{}">{}</td>').format(name, _spans(cell))
        for name, cell in zip(names[1:], others, strict=True)
    )


def _spans(text: str) -> Markup:
    said = str(escape(text))
    for pattern, html in SPANS:
        said = pattern.sub(html, said)
    return Markup(said)  # escaped above; only our own tags were added


_KINDS: tuple[tuple[str, Callable[[list[str]], Markup]], ...] = (
    ("#", _heading),
    ("|", _table),
    ("- ", _list),
)
