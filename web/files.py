"""Attachments and documents 材料与文书: the bytes, with a media type the browser cannot be talked out of."""

from urllib.parse import quote

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from casework import attachments, documents
from web.office import the_actor, the_office

bp = Blueprint("files", __name__)
INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})
"""Shown in the browser; anything else is only saved."""


@bp.get("/attachments/<attachment_id>")
def attachment(attachment_id: str) -> Response:
    file = attachments.read(the_office(), the_actor(), attachment_id)
    return _bytes(file["content"], file["media"], file["name"])


@bp.get("/documents/<document_id>")
def document(document_id: str) -> Response | str:
    """文书 as PDF, or `?format=html` to read on the screen and to print."""
    if request.args.get("format") == "html":
        found = documents.show(the_office(), the_actor(), document_id, format="html")
        return render_template("document.html", document=found, sheet=Markup(found["content"]))
    found = documents.show(the_office(), the_actor(), document_id, format="pdf")
    return _bytes(found["content"], "application/pdf", f"{found['title']}.pdf")


def _bytes(content: bytes, media: str, name: str) -> Response:
    way = "inline" if media in INLINE else "attachment"
    answer = Response(content, mimetype=media if media in INLINE else "application/octet-stream")
    answer.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name, safe='')}"
    return answer
