"""Documents 文书 as data, page or print."""

from typing import Any

from casework import documents
from web.api import document_page
from web.api.keys import may
from web.api.routes import Call, File, Table

routes = Table(tag="documents", about="文书 documents")


@routes.get("/documents/{id}", "document", query=(may("format", choices=("json", "pdf", "html")),))
def show(call: Call) -> Any:
    """A document's fields, or the document itself as PDF or HTML."""
    form = call.query.get("format", "json")
    found = documents.show(call.office, call.by, call.path["id"], format=form)
    if form == "pdf":
        return File(
            content=found["content"], media="application/pdf", name=f"{found['no'] or call.path['id']}.pdf"
        )
    if form == "html":
        return File(content=document_page.html(found).encode(), media="text/html")
    return {name: value for name, value in found.items() if name != "content"}
