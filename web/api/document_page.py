"""A document 文书 to read on the screen, outside our pages: what it says, with labels; the PDF is the paper."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from web import papers

PAGE = Markup(
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>'
    "<style>body{{font-family:serif;max-width:42rem;margin:2rem auto}}dt{{font-weight:bold;margin-top:.6rem}}</style>"
    "<h1>{title}</h1><dl>{rows}</dl></html>"
)
ROW = Markup("<dt>{label}</dt><dd>{texts}</dd>")


def html(document: Mapping[str, Any]) -> str:
    """The page of a document as `casework.documents.show` gives it; whatever stands in the fields is shown as text."""
    rows = [
        ROW.format(label=label, texts=Markup("<br>").join(texts))
        for label, texts in papers.lines(document["type"], document["fields"])
    ]
    return str(PAGE.format(title=document["title"], rows=Markup("").join(rows)))
