"""A document 文书 to read on the screen, outside our pages: the words of the paper with a plain look of their own."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

PAGE = Markup(
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>{title}</title><style>"
    "body{{font-family:serif;max-width:42rem;margin:2rem auto;padding:0 1rem;line-height:1.7}}"
    ".letterhead,h1{{text-align:center}}.sample,.number,.seal{{text-align:right}}"
    "table{{border-collapse:collapse;width:100%;margin:1rem 0}}th,td{{border:1px solid #888;padding:.3rem .5rem;text-align:left}}"
    ".kept{{white-space:pre-wrap}}.qr{{width:7rem}}"
    "</style>{sheet}</html>"
)


def html(document: Mapping[str, Any]) -> str:
    """The page of a document as `casework.documents.show` gives it with format `html`; its content is markup already."""
    return str(PAGE.format(title=document["title"], sheet=Markup(document["content"])))
